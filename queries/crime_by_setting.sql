-- How do town centre, other urban and rural wards compare with the whole borough?
-- One row per setting.
with ward_counts as (
    select
        c.ward_code,
        sum(c.crimes) filter (w.period = 'now') as crimes,
        sum(c.crimes) filter (w.period = 'before') as crimes_before,
    from crime as c
    join window_months($last_month, $months) as w using (month)
    where c.series = $series and c.district_code = $district and c.category_code = $category and c.ward_code is not null
    group by c.ward_code
),
presence as (
    select
        coalesce(max(months_present) filter (period = 'now'), 0) as months_present,
        coalesce(max(months_present) filter (period = 'before'), 0) as months_present_before,
        (select must_withhold($series, is_sensitive, parent_code, true)
            from categories where series = $series and category_code = $category) as is_withheld,
    from district_counts($series, $last_month, $months)
    where district_code = $district and category_code = $category
),
figures as (
    select
        a.setting,
        count(*) as wards,
        if(any_value(p.is_withheld) or any_value(p.months_present) < $months, null, sum(coalesce(c.crimes, 0))) as crimes,
        if(any_value(p.is_withheld) or any_value(p.months_present_before) < $months, null, sum(coalesce(c.crimes_before, 0))) as crimes_before,
        if(count(r.residents) = count(*), sum(r.residents), null) as residents,
        any_value(p.is_withheld) as is_withheld,
    from areas as a
    cross join presence as p
    left join ward_counts as c on c.ward_code = a.area_code
    left join ward_residents_for($last_month, $district) as r
        on r.area_code = a.area_code and r.year = year(month_of($last_month))
    where a.area_level = 'ward' and a.district_code = $district and a.setting is not null
        and exists (select 1 from ward_counts)
    group by a.setting
)
select
    setting, wards, crimes, crimes_before, crimes - crimes_before as change,
    round(100.0 * (crimes - crimes_before) / nullif(crimes_before, 0), 1) as change_pct,
    residents, 1000.0 * crimes / residents as per_1000, is_withheld,
from figures
order by list_position(['Town centre', 'Other urban', 'Rural'], setting);
