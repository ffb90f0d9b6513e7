-- Where did collisions happen in which someone was hurt? Of one in which someone was killed, no detail is given.
-- One row per collision.
with chosen as materialized (
    select * from collisions_now($district, $last_month, $months, $wards, $rural_urban)
),
hurt as (
    select collision_id, count(*) as casualties, array_to_string(list_sort(list_distinct(list(road_user))), ', ') as road_users
    from casualties where collision_id in (select collision_id from chosen) group by collision_id
)
select
    c.collision_id, c.date, c.longitude, c.latitude, coalesce(c.ward_name, 'Not placed in a ward') as ward_name,
    c.ward_code, c.severity, c.easting_m, c.northing_m,
    road_name(c.road_class, c.road_number) as road, c.road_class, c.road_number, c.speed_limit_mph,
    if(c.severity = 'Fatal', null, c.time) as time,
    if(c.severity = 'Fatal', null, h.road_users) as road_users,
    if(c.severity = 'Fatal', null, h.casualties) as casualties,
    if(c.severity = 'Fatal', null, c.vehicles) as vehicles,
    if(c.severity = 'Fatal', null, c.is_hgv) as is_hgv,
from chosen as c
left join hurt as h using (collision_id)
order by c.date, c.collision_id;
