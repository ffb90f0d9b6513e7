-- How do the districts of the police area compare for a category, by rate and by number?
-- One row per district.
with positions as (
    select * from district_positions($series, $district, $last_month, $months) where category_code = $category
),
police_area as (
    select d.area_code, d.area_name, d.area_code in (from compared) and (select count(*) from compared) > 1 as is_ranked
    from areas as d
    join areas as us on us.area_code = $district and us.police_force = d.police_force
    where d.area_level = 'district'
)
select
    d.area_code as district_code, d.area_name as district_name,
    now.crimes, now.residents, now.per_1000, now.rank, before.rank as rank_before,
    before.crimes as crimes_before, before.per_1000 as per_1000_before,
    now.rank_volume, before.rank_volume as rank_volume_before,
    d.is_ranked,
    now.residents_year, now.basis as residents_basis, coalesce(now.months_present, 0) as months_present,
    d.area_code = $district as is_chosen, now.history, now.why_not,
from police_area as d
left join positions as now on now.district_code = d.area_code and now.period = 'now'
left join positions as before on before.district_code = d.area_code and before.period = 'before'
order by is_ranked desc, now.rank nulls last, now.per_1000 nulls last, d.area_name;
