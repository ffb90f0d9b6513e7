-- How many people were killed and injured on town centre, other urban and rural roads?
-- One row per setting.
with rows as (
    select distinct setting
    from areas
    where area_level = 'ward' and district_code = $district and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union
    select null where not is_part($wards, $rural_urban)
),
presence as (
    select *, if(is_whole, 0, null) as none, if(is_whole_before, 0, null) as none_before
    from extract_presence('collisions', $last_month, $months)
)
select
    coalesce(r.setting, 'Not placed in a ward') as setting,
    coalesce(f.fatal, none) as fatal,
    coalesce(f.serious, none) as serious,
    coalesce(f.slight, none) as slight,
    coalesce(f.ksi, none) as ksi,
    coalesce(f.all_casualties, none) as all_casualties,
    coalesce(f.ksi_before, none_before) as ksi_before,
    coalesce(f.all_casualties_before, none_before) as all_casualties_before,
    months_present, months_present_before,
from rows as r
cross join presence
left join casualty_figures(setting, $district, $last_month, $months, $wards, $rural_urban) as f
    on f.key is not distinct from r.setting
order by list_position(['Town centre', 'Other urban', 'Rural'], r.setting) nulls last;
