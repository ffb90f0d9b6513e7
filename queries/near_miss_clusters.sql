-- At which places were near misses reported three times or more, each within 100 m of another?
-- One row per repeat location.
-- These are all reports that are looked at; the last step, queries/repeat_locations.py, finds the places.
with reports as (
    select * from near_misses_now($district, $last_month, $months, $wards, $rural_urban) where easting_m is not null
),
injuries as (
    select n.report_id, list(c.collision_id) as collisions_near
    from (select *, easting_m // 100 + unnest([-1, 0, 1]) as east_cell, northing_m // 100 as north_cell from reports) as n
    join (select *, easting_m // 100 as east_cell, northing_m // 100 + unnest([-1, 0, 1]) as north_cell from collisions) as c
        using (east_cell, north_cell)
    where pow(c.easting_m - n.easting_m, 2) + pow(c.northing_m - n.northing_m, 2) <= pow(100, 2)
        and c.date >= month_of($last_month) - to_months($months - 1) and c.date < month_of($last_month) + to_months(1)
    group by n.report_id
)
select
    n.report_id, n.date, n.ward_code, n.ward_name, n.place, n.setting, n.reporter_key, n.is_duplicate,
    n.longitude, n.latitude, n.easting_m, n.northing_m, coalesce(i.collisions_near, []) as collisions_near,
    register.is_whole, injuries_known.is_whole as are_injuries_known,
from reports as n
left join injuries as i using (report_id)
cross join register_presence($district, $last_month, $months) as register
cross join extract_presence('collisions', $last_month, $months) as injuries_known
order by n.date, n.report_id;
