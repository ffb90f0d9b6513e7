-- How many near misses have been reported since the register opened, and how many a month?
-- One row in all.
with months as (
    select month from coverage where extract = 'near_misses' and is_complete and month <= month_of($last_month)
),
counts as (
    select m.month, count(n.report_id) as reports
    from months as m
    left join near_misses_now($district, $last_month, 600, $wards, $rural_urban) as n
        on date_trunc('month', n.date) = m.month
    group by m.month
)
select
    min(month) as first_month, max(month) as latest_month, count(*) as months_held,
    cast(sum(reports) as bigint) as reports_so_far,
    sum(reports) / count(*) as reports_per_month,
    if(count(*) filter (month > month_of($last_month) - to_months(12)) = 12,
        cast(sum(reports) filter (month > month_of($last_month) - to_months(12)) as bigint), null) as reports_12m,
    if(count(*) filter (month <= month_of($last_month) - to_months(12) and month > month_of($last_month) - to_months(24)) = 12,
        cast(sum(reports) filter (month <= month_of($last_month) - to_months(12) and month > month_of($last_month) - to_months(24)) as bigint), null)
        as reports_12m_before,
from counts;
