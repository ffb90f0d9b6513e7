-- How do town centre, other urban and rural wards compare with the whole borough?
-- One row per setting.
with counts as (
    select * from ward_counts($series, $district, $category, $last_month, $months) where ward_code is not null
),
asked as (
    select
        a.setting, p.*,
        is_withheld_in($series, p.is_sensitive, p.parent_code, a.setting, p.given, $last_month, 0, $months) as is_withheld,
        is_withheld_in($series, p.is_sensitive, p.parent_code, a.setting, p.given, $last_month, 1, $months) as is_withheld_before,
    from (select distinct setting from areas where area_level = 'ward' and district_code = $district and setting is not null) as a
    cross join ward_presence($series, $district, $category, $last_month, $months) as p
),
figures as (
    select
        q.setting, q.is_sensitive, q.parent_code, q.is_withheld, q.is_withheld_before,
        count(*) as wards, any_value(q.judged_months) as judged_months, any_value(q.why_not) as why_not,
        if(q.is_withheld or any_value(q.months_present) < $months, null, sum(coalesce(c.crimes, 0))) as crimes,
        if(q.is_withheld_before or any_value(q.months_present_before) < $months, null, sum(coalesce(c.crimes_before, 0))) as crimes_before,
        if(count(r.residents) = count(*), sum(r.residents), null) as residents,
    from asked as q
    join areas as a on a.setting = q.setting and a.area_level = 'ward' and a.district_code = $district
    left join counts as c on c.ward_code = a.area_code
    left join ward_people as r on r.district_code = $district and r.end_year = year(month_of($last_month)) and r.ward_code = a.area_code
    where exists (select 1 from counts)
    group by q.setting, q.is_sensitive, q.parent_code, q.is_withheld, q.is_withheld_before
),
by_month as (
    select a.setting, c.month, sum(c.crimes) as crimes
    from crime as c
    join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.district_code = $district and c.category_code = $category
    group by a.setting, c.month
),
by_setting as (
    select setting, list(month) as months, list(crimes) as counts from by_month group by setting
)
select
    f.setting, wards, crimes, crimes_before, crimes - crimes_before as change,
    round(100.0 * (crimes - crimes_before) / nullif(crimes_before, 0), 1) as change_pct,
    residents, 1000.0 * crimes / residents as per_1000, is_withheld, is_withheld_before,
    history_of(f.judged_months, s.months, s.counts) as history,
    why_not,
from figures as f
left join by_setting as s on s.setting = f.setting
order by list_position(['Town centre', 'Other urban', 'Rural'], f.setting);
