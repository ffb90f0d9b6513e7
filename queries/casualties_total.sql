-- How many people were killed, seriously and slightly injured on the chosen roads in all?
-- One row in all.
select f.* exclude (key), h.history, h.ksi_history, why_not_compared('roads', $last_month, $months) as why_not,
from casualty_figures(district_code, [$district], $district, $last_month, $months, $wards, $rural_urban) as f
join casualty_histories(district_code, [$district], $district, $last_month, $months, $wards, $rural_urban) as h using (key);
