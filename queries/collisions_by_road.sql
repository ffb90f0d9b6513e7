-- On which classes of road, and at which speed limits, were people hurt?
-- One row per class of road and speed limit.
with counted as (
    select
        road_class, speed_limit_mph,
        count(*) filter (severity = 'Fatal') as killed,
        count(*) filter (severity = 'Serious') as badly_hurt,
        count(*) filter (severity = 'Slight') as slightly_hurt,
    from collisions_now($district, $last_month, $months, $wards, $rural_urban)
    group by road_class, speed_limit_mph
)
select
    coalesce(c.road_class, 'Not known') as road_class, c.speed_limit_mph,
    figure(c.killed, is_whole) as fatal, figure(c.badly_hurt, is_whole) as serious, figure(c.slightly_hurt, is_whole) as slight,
    fatal + serious as ksi, ksi + slight as collisions,
    months_present,
from counted as c
cross join extract_presence('collisions', $last_month, $months)
order by list_position(['Motorway', 'A(M)', 'A', 'B', 'C', 'Unclassified'], c.road_class) nulls last, c.speed_limit_mph nulls last;
