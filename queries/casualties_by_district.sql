-- How many people were killed and injured on the roads of each district of the police area?
-- One row per district.
with rows as (
    select d.area_code as district_code, d.area_name as district_name, d.area_code in (from compared) as is_in_county
    from areas as d
    join areas as us on us.area_code = $district and us.police_force = d.police_force
    where d.area_level = 'district'
)
select r.district_code, r.district_name, f.* exclude (key), r.is_in_county,
    h.history, h.ksi_history, why_not_compared('roads', $last_month, $months) as why_not,
from rows as r
join casualty_figures(district_code, (select list(district_code) from rows), null, $last_month, $months, [], 'All') as f
    on f.key = r.district_code
join casualty_histories(district_code, (select list(district_code) from rows), null, $last_month, $months, [], 'All') as h
    on h.key = r.district_code
order by r.is_in_county desc, r.district_name;
