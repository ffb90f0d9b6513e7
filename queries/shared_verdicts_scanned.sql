-- What questions that compare whole districts, and those on what stands out, share: paste this after shared_verdicts.sql.

-- The months before a window by which whole districts are judged, of those beside one, oldest first.
create macro whole_histories(of_series, to_month, how_many, of_district, of_category := null) as table
    with counted as (
        select c.district_code, c.category_code, c.month, coalesce(c.crimes, 0) as crimes
        from district_months as c
        join history_months('crime', to_month, how_many) as m using (month)
        join categories as k on k.series = c.series and k.category_code = c.category_code
        where c.series = of_series and not must_withhold(of_series, k.is_sensitive, k.parent_code, false)
            and c.district_code in (from beside(of_district)) and (of_category is null or c.category_code = of_category)
    )
    select s.district_code, s.category_code, list(cast(c.crimes as double) order by m.month) as history
    from (select distinct district_code, category_code from counted) as s
    cross join history_months('crime', to_month, how_many) as m
    left join counted as c on c.district_code = s.district_code and c.category_code = s.category_code and c.month = m.month
    group by s.district_code, s.category_code;

-- Every count of a window that can be looked at for what stands out: each category in a district and in each of its wards,
-- or in the chosen ones of these.
create macro scanned_counts(of_series, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    with whole as (
        select category_code
        from district_counts(of_series, of_district, to_month, how_many)
        where district_code = of_district
        group by category_code
        having count(*) filter (months_present = how_many) = 2
    ),
    parts as (
        select c.category_code, w.period, c.crimes, unnest([c.district_code, c.ward_code]) as area_code
        from crime as c
        join window_months(to_month, how_many) as w using (month)
        where c.series = of_series and c.district_code = of_district
    ),
    counts as (
        select
            category_code, area_code, sum(crimes) filter (period = 'now') as crimes, sum(crimes) filter (period = 'before') as crimes_before,
        from parts group by category_code, area_code
    )
    select
        k.category_code, k.category_label, a.area_code, a.area_level, a.area_name,
        coalesce(c.crimes, 0) as crimes, coalesce(c.crimes_before, 0) as crimes_before,
    from categories as k
    join whole using (category_code)
    cross join areas as a
    left join counts as c on c.category_code = k.category_code and c.area_code = a.area_code
    where k.series = of_series and not must_withhold(of_series, k.is_sensitive, k.parent_code, a.area_level = 'ward')
        and (a.area_code = of_district and not is_part(chosen_wards, chosen_class)
            or a.area_level = 'ward' and a.district_code = of_district
            and is_chosen(a.area_code, a.rural_urban, a.setting, chosen_wards, chosen_class)
            and k.category_code in (select category_code from crime where series = of_series and district_code = of_district and ward_code is not null));

-- The same with the months by which each is judged.
create macro scanned_measures(of_series, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    with histories as (
        select district_code as area_code, category_code, history
        from whole_histories(of_series, to_month, how_many, of_district) where district_code = of_district
        union all
        select ward_code, category_code, history from ward_histories(of_series, of_district, to_month, how_many)
    )
    select
        c.category_code, c.category_label, if(c.area_level = 'ward', c.area_code, null) as ward_code, c.area_name,
        c.crimes, c.crimes_before, h.history, why_not_compared('crime', to_month, how_many) as why_not,
    from scanned_counts(of_series, of_district, to_month, how_many, chosen_wards, chosen_class) as c
    left join histories as h on h.category_code = c.category_code and h.area_code = c.area_code;
