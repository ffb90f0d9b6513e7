-- What questions by ward share: paste this after shared_disclosure.sql.

-- Each district's wards, and a row for what no ward holds.
create table wards_and_none as
    select district_code, area_code as ward_code, area_name as ward_name, rural_urban, setting from areas where area_level = 'ward'
    union all
    select area_code, null, 'Not placed in a ward', null, null from areas where area_level = 'district'
    order by 1, 2;

-- The chosen wards of a district; where nothing is chosen, what no ward holds too.
create macro ward_rows(of_district, chosen_wards, chosen_class) as table
    select ward_code, ward_name, rural_urban, setting
    from wards_and_none
    where district_code = of_district and is_chosen(ward_code, rural_urban, setting, chosen_wards, chosen_class);

-- Each ward's residents for the year that a window ends in and for the year before it: made once, when an edition is opened.
create table ward_people as
    select
        w.end_year, a.district_code, a.area_code as ward_code,
        any_value(r.residents) filter (w.year = w.end_year) as residents, any_value(r.residents) filter (w.year = w.end_year - 1) as residents_before,
        any_value(w.residents_year) filter (w.year = w.end_year) as residents_year, any_value(w.basis) filter (w.year = w.end_year) as residents_basis,
    from years_of_wards as w
    join areas as a on a.district_code = w.district_code and a.area_level = 'ward'
    left join residents as r on r.area_code = a.area_code and r.year = w.residents_year
    where w.year >= w.end_year - 1
    group by w.end_year, a.district_code, a.area_code
    order by a.district_code, w.end_year, a.area_code;

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

-- How much of a window is there for a category of a district, whether it is sensitive, by which months a
-- change in its wards is judged, and why it is not. One row.
create macro ward_presence(of_series, of_district, of_category, to_month, how_many) as table
    select
        coalesce(list_count(part_of(m.counts, m.place, how_many)), 0) as months_present,
        coalesce(list_count(part_of(m.counts, m.place - 12, how_many)), 0) as months_present_before,
        k.is_sensitive, k.parent_code, coalesce(list_count(m.split_months) > 0, false) as has_wards, m.given,
        why_not_judged(of_series, k.is_sensitive, k.parent_code, true, m.breaks, to_month, how_many) as why_not,
        if(must_withhold(of_series, k.is_sensitive, k.parent_code, true), null,
            judged_by(m.split_months, m.place, m.fresh, how_many)) as judged_months,
    from categories as k
    left join (select *, place_of(first_month, to_month) as place from monthly) as m
        on m.series = k.series and m.category_code = k.category_code and m.district_code = of_district
    where k.series = of_series and k.category_code = of_category;

-- Each ward's counts in the window and a year before, and all its months up to the window's end with theirs; a ward null: in none.
create macro ward_lists(of_series, of_district, to_month, how_many, of_category := null) as table
    select
        category_code, ward_code,
        sum(crimes) filter (month > month_of(to_month) - to_months(how_many)) as crimes,
        sum(crimes) filter (month > month_of(to_month) - to_months(how_many + 12) and month <= month_of(to_month) - to_months(12)) as crimes_before,
        list(month) as months, list(crimes) as counts,
    from crime
    where series = of_series and district_code = of_district and month <= month_of(to_month) and (of_category is null or category_code = of_category)
    group by category_code, ward_code;
