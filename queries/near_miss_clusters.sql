-- At which places were near misses reported three times or more, each within 100 m of another?
-- One row per repeat location.
with placed as (
    select * from repeated_near_misses($district, $last_month, $months, $wards, $rural_urban)
),
injuries as (
    select p.cluster_no, list_unique(list(c.collision_id)) as collisions
    from (select *, easting_m // 100 + unnest([-1, 0, 1]) as east_cell, northing_m // 100 as north_cell from placed) as p
    join (select *, easting_m // 100 as east_cell, northing_m // 100 + unnest([-1, 0, 1]) as north_cell from collisions) as c
        using (east_cell, north_cell)
    where pow(c.easting_m - p.easting_m, 2) + pow(c.northing_m - p.northing_m, 2) <= pow(100, 2)
        and c.date >= month_of($last_month) - to_months($months - 1) and c.date < month_of($last_month) + to_months(1)
    group by p.cluster_no
),
clusters as (
    select
        cluster_no, count(*) as reports, list_unique(list(reporter_key)) as reporters,
        mode(place order by place) as place,
        mode(ward_name order by ward_name) as ward_name,
        mode(setting order by setting) as setting,
        avg(longitude) as longitude, avg(latitude) as latitude,
        avg(easting_m) as easting_m, avg(northing_m) as northing_m,
        min(date) as first_date, max(date) as last_date,
        count(*) filter (is_duplicate) as duplicates,
        case when reporters >= 3 then 'several people' when count(*) > count(reporter_key) then 'not known' else 'fewer than 3 people' end as people,
    from placed
    group by cluster_no
)
select
    cluster_no, place, coalesce(ward_name, 'Not placed in a ward') as ward_name, longitude, latitude,
    figure(reports, register.is_whole) as reports, first_date, last_date,
    people, duplicates, setting, figure(i.collisions, injuries_known.is_whole) as collisions,
    cast(round(easting_m) as integer) as easting_m, cast(round(northing_m) as integer) as northing_m,
from clusters
left join injuries as i using (cluster_no)
cross join register_presence($district, $last_month, $months) as register
cross join extract_presence('collisions', $last_month, $months) as injuries_known
order by cluster_no;
