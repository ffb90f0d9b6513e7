-- How old were the people killed and injured on the district's roads, beside the residents' ages?
-- One row per age band.
with bands as (
    select ['0 to 5', '6 to 10', '11 to 15', '16 to 20', '21 to 25', '26 to 35', '36 to 45', '46 to 55', '56 to 65', '66 to 75', '76 and over', null] as bands
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
    coalesce(f.key, 'Age not known') as age_band,
    coalesce(list_position(bands, f.key) <= 3, false) as is_child,
    f.* exclude (key, fatal_before, serious_before, slight_before, months_present, months_present_before, months, counts, ksi_counts),
    if(f.key is null, null, 100.0 * f.all_casualties / nullif(sum(f.all_casualties) filter (f.key is not null) over (), 0)) as casualties_pct,
    people.residents, 100.0 * people.residents / sum(people.residents) over () as residents_pct, people.residents_year,
    f.months_present, f.months_present_before,
from bands
cross join casualty_figures(age_band, (select bands from bands), $district, $last_month, $months, [], 'All') as f
left join people on people.age_band = f.key
order by list_position(bands, f.key) nulls last;
