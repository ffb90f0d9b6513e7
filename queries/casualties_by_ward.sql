-- How many people were killed, seriously and slightly injured on the roads of each ward?
-- One row per ward.
with rows as (
    select area_code as ward_code, area_name as ward_name, rural_urban, setting
    from areas
    where area_level = 'ward' and district_code = $district and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union all
    select null, 'Not placed in a ward', null, null
    where not is_part($wards, $rural_urban)
)
select r.ward_code, r.ward_name, f.* exclude (key), r.rural_urban, r.setting,
    h.history, h.ksi_history, why_not_compared('roads', $last_month, $months) as why_not,
from rows as r
join casualty_figures(ward_code, (select list(ward_code) from rows), $district, $last_month, $months, $wards, $rural_urban) as f
    on f.key is not distinct from r.ward_code
join casualty_histories(ward_code, (select list(ward_code) from rows), $district, $last_month, $months, $wards, $rural_urban) as h
    on h.key is not distinct from r.ward_code
order by r.ward_code is null, r.ward_name;
