-- Which counts of the district and its wards changed by more than their usual ups and downs, of all that are looked at?
-- One row per category and area.
select * from scanned_measures($series, $district, $last_month, $months)
order by category_code, area_name;
