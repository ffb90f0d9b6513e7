-- How many people were killed, seriously and slightly injured on the roads of each ward?
-- One row per ward.
with rows as (
    select area_code as ward_code, area_name as ward_name, rural_urban, setting
    from areas
    where area_level = 'ward' and district_code = $district and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union all
    select null, 'Not placed in a ward', null, null
    where not is_part($wards, $rural_urban)
),
presence as (
    select *, if(is_whole, 0, null) as none, if(is_whole_before, 0, null) as none_before
    from extract_presence('collisions', $last_month, $months)
)
select
    r.ward_code, r.ward_name,
    coalesce(f.fatal, none) as fatal,
    coalesce(f.serious, none) as serious,
    coalesce(f.slight, none) as slight,
    coalesce(f.ksi, none) as ksi,
    coalesce(f.all_casualties, none) as all_casualties,
    coalesce(f.fatal_before, none_before) as fatal_before,
    coalesce(f.serious_before, none_before) as serious_before,
    coalesce(f.slight_before, none_before) as slight_before,
    coalesce(f.ksi_before, none_before) as ksi_before,
    coalesce(f.all_casualties_before, none_before) as all_casualties_before,
    r.rural_urban, r.setting, months_present, months_present_before,
from rows as r
cross join presence
left join casualty_figures(ward_code, $district, $last_month, $months, $wards, $rural_urban) as f
    on f.key is not distinct from r.ward_code
order by r.ward_code is null, r.ward_name;
