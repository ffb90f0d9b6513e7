-- Which reports make the repeat locations? Who reported is not said of a single report.
-- One row per report.
-- These are all reports that are looked at; the last step, queries/repeat_locations.py, finds the places.
select
    report_id, date, coalesce(ward_name, 'Not placed in a ward') as ward_name, place, kind, cause, is_seen_before, is_duplicate, easting_m, northing_m,
from near_misses_now($district, $last_month, $months, $wards, $rural_urban)
where easting_m is not null
order by date, report_id;
