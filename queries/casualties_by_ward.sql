-- How many people were killed, seriously and slightly injured on the roads of each ward?
-- One row per ward.
with wards as (
    select ward_code as key, * from ward_rows($district, $wards, $rural_urban)
),
their_months as (
    select ward_code as key, month, fatal, serious, slight from ward_casualties where district_code = $district
)
select
    ward_code, ward_name,
    fatal, serious, slight, ksi, all_casualties,
    fatal_before, serious_before, slight_before, ksi_before, all_casualties_before,
    months_present, months_present_before, rural_urban, setting, history, ksi_history, why_not,
from hurt_by('wards', 'their_months', $last_month, $months)
order by ward_code is null, ward_name;
