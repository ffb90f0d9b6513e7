-- How many people were killed, seriously and slightly injured on the roads of each ward?
-- One row per ward.
with rows as (
    from ward_rows($district, $wards, $rural_urban)
)
select
    r.ward_code, r.ward_name, f.* exclude (key, months, counts, ksi_counts), r.rural_urban, r.setting,
    history_of(j.judged_months, f.months, f.counts) as history, history_of(j.judged_months, f.months, f.ksi_counts) as ksi_history, j.why_not,
from rows as r
join casualty_figures(ward_code, (select list(ward_code) from rows), $district, $last_month, $months, $wards, $rural_urban) as f
    on f.key is not distinct from r.ward_code
cross join judged_roads($last_month, $months) as j
order by r.ward_code is null, r.ward_name;
