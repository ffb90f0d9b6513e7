-- How many near misses were reported in the town centre, in other urban wards and in rural wards?
-- One row per setting.
with rows as (
    select distinct setting
    from areas
    where area_level = 'ward' and district_code = $district and setting is not null
        and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union
    select null where not is_part($wards, $rural_urban)
),
counted as (
    select
        setting,
        count(*) filter (is_now) as reports_now, count(distinct reporter_key) filter (is_now) as people,
        count(*) filter (is_now and reporter_key is null) as without_key, count(*) filter (is_now and is_duplicate) as twice,
        count(*) filter (was_before) as reports_then,
    from (
        select
            *, date >= month_of($last_month) - to_months($months - 1) as is_now,
            date < month_of($last_month) - to_months(11) as was_before,
        from near_misses_now($district, $last_month, $months + 12, $wards, $rural_urban)
    )
    group by setting
)
select
    coalesce(r.setting, 'Not placed in a ward') as setting,
    figure(c.reports_now, is_whole) as reports, figure(c.people, is_whole) as reporters, figure(c.without_key, is_whole) as reports_without_key,
    figure(c.twice, is_whole) as duplicates, figure(c.reports_then, is_whole_before) as reports_before,
    months_present, months_present_before,
from rows as r
cross join register_presence($district, $last_month, $months)
left join counted as c on c.setting is not distinct from r.setting
order by list_position(['Town centre', 'Other urban', 'Rural'], r.setting) nulls last;
