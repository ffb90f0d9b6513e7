-- How many people were killed and injured on the roads month by month, and in the 12 months to each?
-- One row per month.
with months as (
    select cast(month_of($last_month) - to_months(cast(unnest(range($months + 11)) as integer)) as date) as month
),
counts as (
    select
        m.month,
        figure(count(*) filter (c.severity = 'Fatal'), any_value(h.is_complete)) as fatal,
        figure(count(*) filter (c.severity = 'Serious'), any_value(h.is_complete)) as serious,
        figure(count(*) filter (c.severity = 'Slight'), any_value(h.is_complete)) as slight,
    from months as m
    left join coverage as h on h.extract = 'collisions' and h.month = m.month
    left join window_casualties($district, $last_month, $months + 11, $wards, $rural_urban) as c
        on c.is_now and date_trunc('month', c.date) = m.month
    group by m.month
)
select
    month, fatal, serious, slight, fatal + serious as ksi, fatal + serious + slight as all_casualties,
    if(count(fatal) over year_to = 12, sum(fatal + serious) over year_to, null) as ksi_12m,
    if(count(fatal) over year_to = 12, sum(fatal + serious + slight) over year_to, null) as all_casualties_12m,
from counts
window year_to as (order by month rows 11 preceding)
qualify month > month_of($last_month) - to_months($months)
order by month;
