-- How many near misses were reported each month, and since the register opened?
-- One row per month.
with months as (
    select month from coverage where extract = 'near_misses' and is_complete and month <= month_of($last_month)
    union
    select month from window_months($last_month, $months) where period = 'now'
),
counts as (
    select
        m.month,
        figure(count(n.report_id), any_value(h.is_complete and r.is_ours)) as reports,
    from months as m
    cross join (select coalesce(district_code = $district, false) as is_ours from home) as r
    left join coverage as h on h.extract = 'near_misses' and h.month = m.month and h.is_complete
    left join near_misses_now($district, $last_month, 600, $wards, $rural_urban) as n
        on date_trunc('month', n.date) = m.month
    group by m.month
)
select month, reports, if(reports is null, null, sum(reports) over (order by month)) as reports_so_far
from counts
qualify month > month_of($last_month) - to_months($months)
order by month;
