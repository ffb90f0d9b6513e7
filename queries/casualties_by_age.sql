-- How old were the people killed and injured on the district's roads, beside the residents' ages?
-- One row per age band.
with rows as (
    select unnest(['0 to 5', '6 to 10', '11 to 15', '16 to 20', '21 to 25', '26 to 35', '36 to 45', '46 to 55', '56 to 65', '66 to 75',
        '76 and over', null]) as age_band, generate_subscripts(range(12), 1) as sort_order
),
presence as (
    select *, if(is_whole, 0, null) as none, if(is_whole_before, 0, null) as none_before
    from extract_presence('collisions', $last_month, $months)
),
residents_year as (
    select arg_min(year, abs(year - year(month_of($last_month)))) as year
    from residents_by_age join areas using (area_code) where district_code = $district
),
people as (
    select r.age_band, sum(r.residents) as residents, any_value(r.year) as residents_year
    from residents_by_age as r
    join residents_year using (year)
    join areas as a on a.area_code = r.area_code
    where a.district_code = $district
        and a.area_level = (
            select min(b.area_level) from residents_by_age as c join areas as b using (area_code) where b.district_code = $district)
    group by r.age_band
)
select
    coalesce(r.age_band, 'Age not known') as age_band,
    r.sort_order <= 3 as is_child,
    coalesce(f.fatal, none) as fatal,
    coalesce(f.serious, none) as serious,
    coalesce(f.slight, none) as slight,
    coalesce(f.ksi, none) as ksi,
    coalesce(f.all_casualties, none) as all_casualties,
    coalesce(f.ksi_before, none_before) as ksi_before,
    coalesce(f.all_casualties_before, none_before) as all_casualties_before,
    if(r.age_band is null, null, 100.0 * coalesce(f.all_casualties, none)
        / nullif(sum(coalesce(f.all_casualties, none)) filter (r.age_band is not null) over (), 0)) as casualties_pct,
    people.residents, 100.0 * people.residents / sum(people.residents) over () as residents_pct, people.residents_year,
    months_present, months_present_before,
from rows as r
cross join presence
left join casualty_figures(age_band, $district, $last_month, $months, [], 'All') as f on f.key is not distinct from r.age_band
left join people on people.age_band = r.age_band
order by r.sort_order;
