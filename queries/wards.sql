-- Which wards does the district have, and of what class?
-- One row per ward.
select area_code as ward_code, area_name as ward_name, rural_urban, setting, boundary, longitude, latitude, vintage
from areas
where area_level = 'ward' and district_code = $district
order by ward_name;
