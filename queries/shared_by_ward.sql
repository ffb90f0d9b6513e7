-- What questions by ward share: paste this after shared.sql.

-- The chosen wards of a district, and a last row for what no ward holds where nothing is chosen.
create macro ward_rows(of_district, chosen_wards, chosen_class) as table
    select area_code as ward_code, area_name as ward_name, rural_urban, setting
    from areas
    where area_level = 'ward' and district_code = of_district and is_chosen(area_code, rural_urban, setting, chosen_wards, chosen_class)
    union all
    select null, 'Not placed in a ward', null, null
    where not is_part(chosen_wards, chosen_class);

-- A category's counts in each ward of a district (null: in none), in the window and a year before.
create macro ward_counts(of_series, of_district, of_category, to_month, how_many) as table
    select
        c.ward_code,
        sum(c.crimes) filter (w.period = 'now') as crimes,
        sum(c.crimes) filter (w.period = 'before') as crimes_before,
    from crime as c
    join window_months(to_month, how_many) as w using (month)
    where c.series = of_series and c.district_code = of_district and c.category_code = of_category
    group by c.ward_code;

-- How much of a window is there for a category of a district, and whether it is sensitive. One row.
create macro ward_presence(of_series, of_district, of_category, to_month, how_many) as table
    select
        count(*) filter (w.period = 'now') as months_present,
        count(*) filter (w.period = 'before') as months_present_before,
        (select is_sensitive from categories where series = of_series and category_code = of_category) as is_sensitive,
        (select parent_code from categories where series = of_series and category_code = of_category) as parent_code,
    from district_months as c
    join window_months(to_month, how_many) as w using (month)
    where c.series = of_series and c.district_code = of_district and c.category_code = of_category;
