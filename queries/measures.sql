-- What have other organisations counted, period by period, against the same period a year earlier?
-- One row per measure, organisation, area and period.
select
    m.measure, m.organisation, m.area_code, a.area_name, m.period_start, m.period_end, m.value, m.unit,
    b.value as value_before,
    m.value - b.value as change,
    round(100.0 * (m.value - b.value) / nullif(b.value, 0), 1) as change_pct,
from measures as m
join areas as a using (area_code)
left join measures as b
    on b.measure = m.measure and b.organisation = m.organisation and b.area_code = m.area_code
    and b.period_start = m.period_start - to_years(1) and b.period_end + 1 = m.period_end + 1 - to_years(1)
where a.district_code = $district
order by m.measure, m.organisation, a.area_level, a.area_name, m.period_start;
