-- What is drawn on the district's map?
-- One row per panel and area.
select o.panel, o.area_code, a.area_name, a.area_level, o.outline,
    o.label, o.label_easting_m, o.label_northing_m, o.leader_m, o.frame_m, o.drawn_m, o.metres_per_em
from outlines as o
join areas as a on a.area_code = o.area_code
where o.map_code = $district
order by o.panel desc, a.area_level, a.area_name;
