-- How many children (under 16) on foot were killed or injured, and how many in the hours of the way to and from school?
-- One row per part of the day.
with parts as (
    select unnest(range(3)) as part, unnest(['Monday to Friday, 8 to 9 in the morning', 'Monday to Friday, 3 to 4 in the afternoon', 'Other times']) as part_of_day
),
counted as (
    select
        if(isodow(date) <= 5 and time[1:2] in ('08', '15'), if(time[1:2] = '08', 0, 1), 2) as part,
        count(*) filter (is_now and severity <> 'Slight') as badly_hurt,
        count(*) filter (is_now and severity = 'Slight') as slightly_hurt,
        count(*) filter (was_before) as hurt_before,
    from window_casualties($district, $last_month, $months, $wards, $rural_urban)
    where road_user = 'Pedestrian' and age_years < 16
    group by part
)
select
    part_of_day,
    figure(badly_hurt, is_whole) as ksi, figure(slightly_hurt, is_whole) as slight, ksi + slight as all_casualties,
    figure(hurt_before, is_whole_before) as all_casualties_before,
    months_present, months_present_before,
from parts
cross join extract_presence('collisions', $last_month, $months)
left join counted using (part)
order by part;
