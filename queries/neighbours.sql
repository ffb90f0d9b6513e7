-- Which districts lie around the district on its map?
-- One row per district.
select a.area_code as district_code, a.area_name as district_name, a.boundary, a.longitude, a.latitude
from areas as a
join outlines as o on o.area_code = a.area_code and o.map_code = $district and o.panel = 'whole'
where a.area_level = 'district' and a.area_code <> $district and a.boundary is not null
order by a.area_name;
