-- How many people were killed, seriously and slightly injured on the chosen roads in all?
-- One row in all.
select
    f.* exclude (key, months, counts, ksi_counts),
    history_of(j.judged_months, f.months, f.counts) as history, history_of(j.judged_months, f.months, f.ksi_counts) as ksi_history, j.why_not,
from casualty_figures(district_code, [$district], $district, $last_month, $months, $wards, $rural_urban) as f
cross join judged_roads($last_month, $months) as j;
