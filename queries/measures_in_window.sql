-- How much did other organisations count in the period, against a year earlier?
-- One row per measure, organisation and area.
with bounds as (
    select period, min(month) as first_day, cast(max(month) + to_months(1) as date) as day_after
    from window_months($last_month, $months) group by period
),
-- A total is given where whole periods of the measure fill the window, day by day
sums as (
    select
        m.measure, m.organisation, m.area_code, b.period,
        if(sum(m.period_end - m.period_start + 1) = any_value(b.day_after - b.first_day), sum(m.value), null) as value,
    from measures as m
    join bounds as b on m.period_start >= b.first_day and m.period_end < b.day_after
    group by m.measure, m.organisation, m.area_code, b.period
),
series as (
    select measure, organisation, area_code, any_value(unit) as unit, min(period_start) as first_day, max(period_end) as last_day
    from measures group by measure, organisation, area_code
),
figures as (
    select
        series.*,
        any_value(value) filter (period = 'now') as value,
        any_value(value) filter (period = 'before') as value_before,
    from series
    left join sums using (measure, organisation, area_code)
    group by all
)
select
    f.measure, f.organisation, f.area_code, a.area_name, f.unit, f.value, f.value_before,
    f.value - f.value_before as change,
    round(100.0 * (f.value - f.value_before) / nullif(f.value_before, 0), 1) as change_pct,
    f.first_day, f.last_day,
from figures as f
join areas as a using (area_code)
where a.district_code = $district
order by f.measure, f.organisation, a.area_level, a.area_name;
