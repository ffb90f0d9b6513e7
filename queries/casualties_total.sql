-- How many people were killed, seriously and slightly injured on the chosen roads in all?
-- One row in all.
with chosen as (
    select 'all' as key
),
its_months as (
    select 'all' as key, c.month, sum(c.fatal) as fatal, sum(c.serious) as serious, sum(c.slight) as slight
    from ward_casualties as c
    left join areas as a on a.area_code = c.ward_code
    where c.district_code = $district and is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)
    group by c.month
)
select
    fatal, serious, slight, ksi, all_casualties,
    fatal_before, serious_before, slight_before, ksi_before, all_casualties_before,
    months_present, months_present_before, history, ksi_history, why_not,
from hurt_by('chosen', 'its_months', $last_month, $months);
