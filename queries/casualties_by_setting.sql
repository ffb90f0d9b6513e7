-- How many people were killed and injured on town centre, other urban and rural roads?
-- One row per setting.
with rows as (
    select distinct setting
    from areas
    where area_level = 'ward' and district_code = $district and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union
    select null where not is_part($wards, $rural_urban)
)
select coalesce(key, 'Not placed in a ward') as setting, * exclude (key, fatal_before, serious_before, slight_before, months, counts, ksi_counts),
from casualty_figures(setting, (select list(setting) from rows), $district, $last_month, $months, $wards, $rural_urban)
order by list_position(['Town centre', 'Other urban', 'Rural'], key) nulls last;
