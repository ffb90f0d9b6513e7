-- Where were near misses reported? Who reported is not said of a single report.
-- One row per report.
select
    report_id, date, longitude, latitude, coalesce(ward_name, 'Not placed in a ward') as ward_name,
    ward_code, setting, place, kind, cause, is_seen_before, is_duplicate, easting_m, northing_m,
from near_misses_now($district, $last_month, $months, $wards, $rural_urban)
order by date, report_id;
