-- Which counts of the district and its wards are looked at, and which changed by more than their usual ups and downs?
-- One row per category and area.
select
    category_code, category_label, ward_code, area_name, crimes, crimes_before, history, why_not,
    crimes - crimes_before as change,
    round(100.0 * (crimes - crimes_before) / nullif(crimes_before, 0), 1) as change_pct
from scanned_measures($series, $district, $last_month, $months, $wards, $rural_urban)
order by category_code, area_name;
