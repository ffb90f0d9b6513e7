-- How old were the people killed and injured on the district's roads, beside the residents' ages?
-- One row per age band.
with bands as (
    select ['0 to 5', '6 to 10', '11 to 15', '16 to 20', '21 to 25', '26 to 35', '36 to 45', '46 to 55', '56 to 65', '66 to 75', '76 and over', null] as bands
),
people as (
    select age_band, residents, year as residents_year
    from ages_of_districts
    where district_code = $district
    qualify rank() over (order by abs(year - year(month_of($last_month))), year) = 1
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
