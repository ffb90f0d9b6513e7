-- Where did three or more collisions happen, each within 100 m of another?
-- One row per repeat location.
-- These are all collisions that are looked at; the last step, queries/repeat_locations.py, finds the places.
select
    c.collision_id, c.date, c.severity, c.ward_code, c.ward_name, c.road_class, c.road_number, road_name(c.road_class, c.road_number) as road,
    c.longitude, c.latitude, c.easting_m, c.northing_m, p.is_whole,
from collisions_now($district, $last_month, $months, $wards, $rural_urban) as c
cross join extract_presence('collisions', $last_month, $months) as p
where c.easting_m is not null;
