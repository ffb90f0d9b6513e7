-- What is the rate of the county as a whole, or of the police area where its districts are compared?
-- One row per period.
select
    periods.period,
    if(count(p.crimes) = count(*), sum(p.crimes), null) as crimes,
    if(count(p.residents) = count(*), sum(p.residents), null) as residents,
    if(count(p.crimes) = count(*), 1000.0 * sum(p.crimes) / sum(p.residents), null) as per_1000,
    count(*) as districts,
from compared as c
cross join (values ('now'), ('before')) as periods(period)
left join district_rates($series, null, $last_month, $months) as p
    on p.district_code = c.district_code and p.period = periods.period and p.category_code = $category
group by periods.period
order by periods.period desc;
