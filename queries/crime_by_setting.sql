-- How do town centre, other urban and rural wards compare with the whole borough?
-- One row per setting.
with counts as (
    select * from ward_counts($series, $district, $category, $last_month, $months) where ward_code is not null
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
    cross join ward_presence($series, $district, $category, $last_month, $months) as p
    left join counts as c on c.ward_code = a.area_code
    left join ward_residents_for($last_month, $district) as r
        on r.area_code = a.area_code and r.year = year(month_of($last_month))
    where a.area_level = 'ward' and a.district_code = $district and a.setting is not null
        and exists (select 1 from counts)
    group by a.setting
),
histories as (
    select 'Town centre' as setting, * from district_histories($series, $last_month, $months, [], 'Town centre')
    union all
    select 'Other urban', * from district_histories($series, $last_month, $months, [], 'Other urban')
    union all
    select 'Rural', * from district_histories($series, $last_month, $months, [], 'Rural')
)
select
    f.setting, wards, crimes, crimes_before, crimes - crimes_before as change,
    round(100.0 * (crimes - crimes_before) / nullif(crimes_before, 0), 1) as change_pct,
    residents, 1000.0 * crimes / residents as per_1000, is_withheld,
    h.history, why_not_compared('crime', $last_month, $months) as why_not,
from figures as f
left join histories as h on h.setting = f.setting and h.district_code = $district and h.category_code = $category
order by list_position(['Town centre', 'Other urban', 'Rural'], f.setting);
