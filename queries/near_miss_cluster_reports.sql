-- Which reports make the repeat locations? Who reported is not said of a single report.
-- One row per report.
select
    cluster_no, report_id, date, coalesce(ward_name, 'Not placed in a ward') as ward_name, place, kind, cause, is_seen_before, is_duplicate,
from repeated_near_misses($district, $last_month, $months, $wards, $rural_urban)
order by cluster_no, date, report_id;
