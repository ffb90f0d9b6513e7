-- How do the districts of the police area compare for a category, by rate and by number?
-- One row per district.
-- county_...: beside each the county as a whole, or the police area where its districts are compared; null where one has no figure.
with positions as (
    select * from district_positions($series, $district, $last_month, $months) where category_code = $category
),
county as (
    select
        count(*) as districts, if(count(p.crimes) = count(*), sum(p.crimes), null) as crimes,
        if(count(p.residents) = count(*), sum(p.residents), null) as residents,
    from compared as c
    left join positions as p on p.district_code = c.district_code
),
police_area as (
    select d.area_code, d.area_name, d.area_code in (from compared) and (select count(*) from compared) > 1 as is_ranked
    from areas as d
    join areas as us on us.area_code = $district and us.police_force = d.police_force
    where d.area_level = 'district'
)
select
    d.area_code as district_code, d.area_name as district_name,
    p.crimes, p.residents, p.per_1000, p.rank, p.rank_before,
    p.crimes_before, p.per_1000_before,
    p.rank_volume, p.rank_volume_before,
    d.is_ranked,
    if(p.months_present > 0, p.residents_year, null) as residents_year, if(p.months_present > 0, p.basis, null) as residents_basis,
    coalesce(p.months_present, 0) as months_present,
    d.area_code = $district as is_chosen,
    county.districts as county_districts, county.crimes as county_crimes, county.residents as county_residents,
    1000.0 * county.crimes / county.residents as county_per_1000,
    if(p.months_present = 0 or must_withhold($series, p.is_sensitive, p.parent_code, false), null,
        cast(judged_by(p.counts, p.place, p.fresh, $months) as double[])) as history,
    if(p.months_present > 0, why_not_judged($series, p.is_sensitive, p.parent_code, false, p.breaks, $last_month, $months), null) as why_not,
from police_area as d
cross join county
left join positions as p on p.district_code = d.area_code
order by d.is_ranked desc, p.rank nulls last, p.per_1000 nulls last, d.area_name;
