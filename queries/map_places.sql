-- Which towns and villages does the district's map name?
-- One row per town or village.
select place_name, place_kind, longitude, latitude, easting_m, northing_m
from map_places
where map_code = $district
order by list_position(['town', 'village', 'outside'], place_kind), place_name;
