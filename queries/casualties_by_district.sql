-- How many people were killed and injured on the roads of each district of the police area?
-- One row per district.
with rows as (
    select d.area_code as district_code, d.area_name as district_name, d.county_code = us.county_code as is_in_county
    from areas as d
    join areas as us on us.area_code = $district and us.police_force = d.police_force
    where d.area_level = 'district'
),
presence as (
    select *, if(is_whole, 0, null) as none, if(is_whole_before, 0, null) as none_before
    from extract_presence('collisions', $last_month, $months)
)
select
    r.district_code, r.district_name,
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
    r.is_in_county, months_present, months_present_before,
from rows as r
cross join presence
left join casualty_figures(district_code, null, $last_month, $months, [], 'All') as f
    on f.key is not distinct from r.district_code
order by r.is_in_county desc, r.district_name;
