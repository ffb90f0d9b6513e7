-- What the questions on what stands out share: paste this after shared_verdicts.sql.

-- Every count of a window that can be looked at for what stands out: each category in a district and in each of its wards,
-- or in the chosen ones of these.
create macro scanned_measures(of_series, of_district, to_month, how_many, chosen_wards, chosen_class) as table
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
    ),
    histories as (
        select district_code as area_code, category_code, history
        from whole_histories(of_series, to_month, how_many, of_district) where district_code = of_district
        union all
        select ward_code, category_code, history from ward_histories(of_series, of_district, to_month, how_many)
    )
    select
        k.category_code, k.category_label, if(a.area_level = 'ward', a.area_code, null) as ward_code, a.area_name,
        coalesce(c.crimes, 0) as crimes, coalesce(c.crimes_before, 0) as crimes_before,
        h.history, why_not_compared('crime', to_month, how_many) as why_not,
    from categories as k
    join whole using (category_code)
    cross join areas as a
    left join counts as c on c.category_code = k.category_code and c.area_code = a.area_code
    left join histories as h on h.category_code = k.category_code and h.area_code = a.area_code
    where k.series = of_series and not must_withhold(of_series, k.is_sensitive, k.parent_code, a.area_level = 'ward')
        and (a.area_code = of_district and not is_part(chosen_wards, chosen_class)
            or a.area_level = 'ward' and a.district_code = of_district
            and is_chosen(a.area_code, a.rural_urban, a.setting, chosen_wards, chosen_class)
            and k.category_code in (select category_code from crime where series = of_series and district_code = of_district and ward_code is not null));
