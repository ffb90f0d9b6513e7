-- How many people were killed and injured on the roads of each district of the police area?
-- One row per district.
with districts as (
    select d.area_code as key, d.area_name as district_name, d.area_code in (from compared) as is_in_county
    from areas as d
    join areas as us on us.area_code = $district and us.police_force = d.police_force
    where d.area_level = 'district'
),
their_months as (
    select district_code as key, month, fatal, serious, slight
    from district_casualties where district_code in (select key from districts)
)
select
    key as district_code, district_name,
    fatal, serious, slight, ksi, all_casualties,
    fatal_before, serious_before, slight_before, ksi_before, all_casualties_before,
    months_present, months_present_before, is_in_county, history, ksi_history, why_not,
from hurt_by('districts', 'their_months', $last_month, $months)
order by is_in_county desc, district_name;
