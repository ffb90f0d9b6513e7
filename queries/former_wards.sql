-- Which of today's wards hold each ward of another vintage?
-- One row per former ward and ward.
select f.former_code, f.former_name, f.former_vintage, f.ward_code, a.area_name as ward_name
from former_wards as f
join areas as a on a.area_code = f.ward_code
where a.district_code = $district
order by f.former_name, ward_name;
