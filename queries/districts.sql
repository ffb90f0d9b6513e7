-- Which districts does the edition hold?
-- One row per district.
select
    area_code as district_code, area_name as district_name, county_code, police_force,
    area_code in (from compared) as is_in_county,
from areas
where area_level = 'district'
order by is_in_county desc, district_name;
