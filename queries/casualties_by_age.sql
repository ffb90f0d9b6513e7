-- How old were the people killed and injured on the district's roads, beside the residents' ages?
-- One row per age band.
with bands as (
    select unnest(['0 to 5', '6 to 10', '11 to 15', '16 to 20', '21 to 25', '26 to 35', '36 to 45', '46 to 55', '56 to 65', '66 to 75', '76 and over', null]) as age_band,
        unnest(range(12)) as place,
),
people as (
    select age_band, residents, year as residents_year
    from ages_of_districts
    where district_code = $district
    qualify rank() over (order by abs(year - year(month_of($last_month))), year) = 1
),
counted as (
    select
        age_band,
        count(*) filter (is_now and severity = 'Fatal') as killed,
        count(*) filter (is_now and severity = 'Serious') as badly_hurt,
        count(*) filter (is_now and severity = 'Slight') as slightly_hurt,
        count(*) filter (was_before and severity <> 'Slight') as badly_hurt_before,
        count(*) filter (was_before) as hurt_before,
    from window_casualties($district, $last_month, $months, [], 'All')
    group by age_band
)
select
    coalesce(b.age_band, 'Age not known') as age_band, b.place < 3 as is_child,
    figure(c.killed, is_whole) as fatal, figure(c.badly_hurt, is_whole) as serious, figure(c.slightly_hurt, is_whole) as slight,
    fatal + serious as ksi, ksi + slight as all_casualties,
    figure(c.badly_hurt_before, is_whole_before) as ksi_before, figure(c.hurt_before, is_whole_before) as all_casualties_before,
    if(b.age_band is null, null, 100.0 * all_casualties / nullif(sum(all_casualties) filter (b.age_band is not null) over (), 0)) as casualties_pct,
    people.residents, 100.0 * people.residents / sum(people.residents) over () as residents_pct, people.residents_year,
    months_present, months_present_before,
from bands as b
cross join extract_presence('collisions', $last_month, $months)
left join counted as c on c.age_band is not distinct from b.age_band
left join people on people.age_band = b.age_band
order by b.place;
