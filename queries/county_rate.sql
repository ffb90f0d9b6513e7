-- What is the rate of the county as a whole?
-- One row per period.
select
    p.period,
    if(count(p.crimes) = count(*), sum(p.crimes), null) as crimes,
    sum(p.residents) as residents,
    if(count(p.crimes) = count(*), 1000.0 * sum(p.crimes) / sum(p.residents), null) as per_1000,
    count(*) as districts,
from district_positions($series, $last_month, $months) as p
join areas as a on a.area_code = p.district_code
join areas as us on us.area_code = $district and us.county_code = a.county_code
where p.category_code = $category
group by p.period
order by p.period desc;
