-- How many crimes and incidents of each category were recorded, against the year before, and where does that place us?
-- One row per category.
with chosen as (
    select
        *, part_of(counts, place, $months) as months_now, part_of(counts, place - 12, $months) as months_before,
        is_withheld_in($series, is_sensitive, parent_code, chosen_part($wards, $rural_urban), given, $last_month, 0, $months) as is_hidden,
        is_withheld_in($series, is_sensitive, parent_code, chosen_part($wards, $rural_urban), given, $last_month, 1, $months) as was_hidden,
    from (select *, place_of(first_month, $last_month) as place from chosen_monthly($series, $district, $wards, $rural_urban))
),
counted as (
    select *, list_count(months_now) as months_present, list_count(months_before) as months_present_before from chosen
),
figures as (
    select
        category_code, breaks, months_present, months_present_before,
        is_hidden and months_present > 0 as is_withheld, was_hidden and months_present_before > 0 as is_withheld_before,
        if(is_hidden or months_present < $months, null, list_sum(months_now)) as crimes,
        if(was_hidden or months_present_before < $months, null, list_sum(months_before)) as crimes_before,
        judged_by(counts, place, fresh, $months) as history,
    from counted
),
positions as (
    select
        category_code, is_ranked, crimes as district_crimes, rank, rank_before, rank_volume, rank_volume_before,
    from district_positions($series, $district, $last_month, $months)
    where district_code = $district
),
missing as (
    select missing_months(any_value(months), $last_month, $months + 12) as names
    from held_months where series = $series and district_code = $district
)
select
    k.category_code, k.category_label,
    f.crimes, f.crimes_before,
    f.crimes - f.crimes_before as change,
    round(100.0 * (f.crimes - f.crimes_before) / nullif(f.crimes_before, 0), 1) as change_pct,
    if(is_part($wards, $rural_urban), null, p.rank) as rank, if(is_part($wards, $rural_urban), null, p.rank_before) as rank_before,
    if(is_part($wards, $rural_urban), null, p.rank_volume) as rank_volume,
    if(is_part($wards, $rural_urban), null, p.rank_volume_before) as rank_volume_before,
    coalesce(f.months_present, 0) as months_present,
    coalesce(f.months_present_before, 0) as months_present_before,
    1000.0 * f.crimes / people.residents as per_1000,
    1000.0 * f.crimes_before / people.residents_before as per_1000_before,
    if(f.months_present > 0, people.residents, null) as residents, if(f.months_present > 0, people.residents_year, null) as residents_year,
    if(f.months_present > 0, people.basis, null) as residents_basis,
    1000.0 * p.district_crimes / people.district_residents as district_per_1000,
    coalesce(p.is_ranked, false) as is_ranked,
    k.parent_code, k.counts_in_all_crime, k.is_incident, k.is_sensitive,
    coalesce(f.is_withheld, false) as is_withheld, coalesce(f.is_withheld_before, false) as is_withheld_before,
    nullif(array_to_string(missing.names[13:], ', '), '') as missing_months,
    nullif(array_to_string(missing.names[:$months], ', '), '') as missing_months_before,
    if(must_withhold($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban)), null, cast(f.history as double[])) as history,
    why_not_judged($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban), f.breaks, $last_month, $months) as why_not,
from counted_categories as k
left join chosen_window_people($last_month, $district, $wards, $rural_urban) as people on true
left join figures as f on f.category_code = k.category_code
left join positions as p on p.category_code = k.category_code
cross join missing
where k.series = $series
order by k.sort_order;
