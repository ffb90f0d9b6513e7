-- How many crimes and incidents of each category were recorded, against the year before, and where does that place us?
-- One row per category.
with chosen as (
    select
        c.category_code, w.period,
        sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)) as crimes,
    from crime as c
    join window_months($last_month, $months) as w using (month)
    left join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.district_code = $district
    group by c.category_code, w.period
),
positions as (
    select * from district_positions($series, $district, $last_month, $months) where district_code = $district
),
asked as (
    select
        p.*,
        is_withheld_in($series, k.is_sensitive, k.parent_code, $district, chosen_part($wards, $rural_urban), p.category_code,
            $last_month, if(p.period = 'now', 0, 1), $months) as is_withheld,
    from positions as p
    join categories as k on k.series = $series and k.category_code = p.category_code
),
figures as (
    select
        p.category_code, p.period, p.is_withheld, p.months_present, people.residents_year, people.basis, people.residents,
        p.is_ranked,
        1000.0 * p.crimes / people.district_residents as district_per_1000,
        if(is_part($wards, $rural_urban), null, p.rank) as rank,
        if(is_part($wards, $rural_urban), null, p.rank_volume) as rank_volume,
        if(p.counted is null or p.months_present < $months or p.is_withheld, null, coalesce(c.crimes, 0)) as crimes,
    from asked as p
    left join people_for($last_month, $district, $wards, $rural_urban) as people
        on people.year = year(month_of($last_month)) - if(p.period = 'before', 1, 0)
    left join chosen as c on c.category_code = p.category_code and c.period = p.period
)
select
    k.category_code, k.category_label,
    now.crimes, before.crimes as crimes_before,
    now.crimes - before.crimes as change,
    round(100.0 * (now.crimes - before.crimes) / nullif(before.crimes, 0), 1) as change_pct,
    now.rank, before.rank as rank_before, now.rank_volume, before.rank_volume as rank_volume_before,
    coalesce(now.months_present, 0) as months_present,
    coalesce(before.months_present, 0) as months_present_before,
    1000.0 * now.crimes / now.residents as per_1000,
    1000.0 * before.crimes / before.residents as per_1000_before,
    now.residents, now.residents_year, now.basis as residents_basis,
    now.district_per_1000,
    coalesce(now.is_ranked, false) as is_ranked,
    k.parent_code, k.counts_in_all_crime, k.is_incident, k.is_sensitive,
    coalesce(now.is_withheld, false) as is_withheld, coalesce(before.is_withheld, false) as is_withheld_before,
    missing_months($series, $district, $last_month, $months, 'now') as missing_months,
    missing_months($series, $district, $last_month, $months, 'before') as missing_months_before,
    h.history, why_not_judged($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban), $last_month, $months) as why_not,
from categories as k
left join figures as now on now.category_code = k.category_code and now.period = 'now'
left join figures as before on before.category_code = k.category_code and before.period = 'before'
left join district_histories($series, $last_month, $months, $wards, $rural_urban, of_district := $district) as h
    on h.category_code = k.category_code and h.district_code = $district
where k.series = $series
    and k.category_code in (select category_code from counted_categories where series = $series)
order by k.sort_order;
