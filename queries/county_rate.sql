-- What is the rate of the county as a whole, or of the police area where its districts are compared?
-- One row per period.
select
    periods.period,
    if(count(periods.crimes) = count(*), sum(periods.crimes), null) as crimes,
    if(count(periods.residents) = count(*), sum(periods.residents), null) as residents,
    if(count(periods.crimes) = count(*), 1000.0 * sum(periods.crimes) / sum(periods.residents), null) as per_1000,
    count(*) as districts,
from compared as c
left join district_rates($series, null, $last_month, $months) as p on p.district_code = c.district_code and p.category_code = $category
cross join lateral (values ('now', p.crimes, p.residents), ('before', p.crimes_before, p.residents_before)) as periods(period, crimes, residents)
group by periods.period
order by periods.period desc;
