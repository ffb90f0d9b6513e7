-- Where did three or more collisions happen, each within 100 m of another?
-- One row per repeat location.
with points as (
    select * from window_collisions($district, $last_month, $months, $wards, $rural_urban)
    where period = 'now' and easting_m is not null
),
clusters as (
    select
        c.chain, count(*) as collisions,
        mode(road_name(p.road_class, p.road_number) order by p.road_class, p.road_number) as place,
        mode(p.ward_name order by p.ward_name) as ward_name,
        avg(p.longitude) as longitude, avg(p.latitude) as latitude,
        avg(p.easting_m) as easting_m, avg(p.northing_m) as northing_m,
        min(p.collision_id) as first_id, min(p.date) as first_date, max(p.date) as last_date,
        count(*) filter (p.severity = 'Fatal') as fatal,
        count(*) filter (p.severity = 'Serious') as serious,
        count(*) filter (p.severity = 'Slight') as slight,
    from points as p
    join chained((select list({easting_m: easting_m, northing_m: northing_m}) from points), 100) as c using (easting_m, northing_m)
    group by c.chain
    having count(*) >= 3
)
select
    row_number() over (order by clusters.collisions desc, fatal + serious desc, first_date, first_id) as cluster_no,
    place, coalesce(ward_name, 'Not placed in a ward') as ward_name, longitude, latitude,
    figure(collisions, is_whole) as collisions, first_date, last_date,
    fatal, serious, slight, fatal + serious as ksi,
    cast(round(easting_m) as integer) as easting_m, cast(round(northing_m) as integer) as northing_m,
from clusters
cross join extract_presence('collisions', $last_month, $months)
order by cluster_no;
