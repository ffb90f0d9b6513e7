-- On which classes of road, and at which speed limits, were people hurt?
-- One row per class of road and speed limit.
select
    coalesce(c.road_class, 'Not known') as road_class, c.speed_limit_mph,
    figure(count(*) filter (c.severity = 'Fatal'), any_value(is_whole)) as fatal,
    figure(count(*) filter (c.severity = 'Serious'), any_value(is_whole)) as serious,
    figure(count(*) filter (c.severity = 'Slight'), any_value(is_whole)) as slight,
    fatal + serious as ksi,
    ksi + slight as collisions,
    any_value(months_present) as months_present,
from collisions_now($district, $last_month, $months, $wards, $rural_urban) as c
cross join extract_presence('collisions', $last_month, $months)
group by c.road_class, c.speed_limit_mph
order by list_position(['Motorway', 'A(M)', 'A', 'B', 'C', 'Unclassified'], c.road_class) nulls last, c.speed_limit_mph nulls last;
