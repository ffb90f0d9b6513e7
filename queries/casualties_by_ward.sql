-- How many people were killed, seriously and slightly injured on the roads of each ward?
-- One row per ward.
with rows as (
    from ward_rows($district, $wards, $rural_urban)
)
select r.ward_code, r.ward_name, f.* exclude (key), r.rural_urban, r.setting,
    h.history, h.ksi_history, why_not_compared('roads', $last_month, $months) as why_not,
from rows as r
join casualty_figures(ward_code, (select list(ward_code) from rows), $district, $last_month, $months, $wards, $rural_urban) as f
    on f.key is not distinct from r.ward_code
join casualty_histories(ward_code, (select list(ward_code) from rows), $district, $last_month, $months, $wards, $rural_urban) as h
    on h.key is not distinct from r.ward_code
order by r.ward_code is null, r.ward_name;
