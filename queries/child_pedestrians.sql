-- How many children (under 16) on foot were killed or injured, and how many in the hours of the way to and from school?
-- One row per part of the day.
with rows as (
    select unnest(['Monday to Friday, 8 to 9 in the morning', 'Monday to Friday, 3 to 4 in the afternoon', 'Other times']) as part_of_day
),
children as (
    select
        period, severity,
        case
            when isodow(date) <= 5 and time[1:2] = '08' then 'Monday to Friday, 8 to 9 in the morning'
            when isodow(date) <= 5 and time[1:2] = '15' then 'Monday to Friday, 3 to 4 in the afternoon'
            else 'Other times'
        end as part_of_day,
    from window_casualties($district, $last_month, $months, $wards, $rural_urban)
    where road_user = 'Pedestrian' and age_years < 16
)
select
    r.part_of_day,
    figure(count(*) filter (period = 'now' and severity <> 'Slight'), any_value(is_whole)) as ksi,
    figure(count(*) filter (period = 'now' and severity = 'Slight'), any_value(is_whole)) as slight,
    ksi + slight as all_casualties,
    figure(count(*) filter (period = 'before'), any_value(is_whole_before)) as all_casualties_before,
    any_value(months_present) as months_present,
    any_value(months_present_before) as months_present_before,
from rows as r
cross join extract_presence('collisions', $last_month, $months)
left join children using (part_of_day)
group by r.part_of_day
order by starts_with(r.part_of_day, 'Other'), ends_with(r.part_of_day, 'afternoon');
