-- How many near misses were reported in the town centre, in other urban wards and in rural wards?
-- One row per setting.
with rows as (
    select distinct setting
    from areas
    where area_level = 'ward' and district_code = $district and setting is not null
        and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union
    select null where not is_part($wards, $rural_urban)
)
select
    coalesce(r.setting, 'Not placed in a ward') as setting,
    figure(count(n.report_id) filter (n.period = 'now'), any_value(is_whole)) as reports,
    figure(coalesce(list_unique(list(n.reporter_key) filter (n.period = 'now')), 0), any_value(is_whole)) as reporters,
    figure(count(n.report_id) filter (n.period = 'now' and n.reporter_key is null), any_value(is_whole)) as reports_without_key,
    figure(count(*) filter (n.period = 'now' and n.is_duplicate), any_value(is_whole)) as duplicates,
    figure(count(n.report_id) filter (n.period = 'before'), any_value(is_whole_before)) as reports_before,
    any_value(months_present) as months_present, any_value(months_present_before) as months_present_before,
from rows as r
cross join register_presence($district, $last_month, $months)
left join window_near_misses($district, $last_month, $months, $wards, $rural_urban) as n on n.setting is not distinct from r.setting
group by r.setting
order by list_position(['Town centre', 'Other urban', 'Rural'], r.setting) nulls last;
