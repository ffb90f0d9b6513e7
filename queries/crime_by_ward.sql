-- How many crimes of a category were recorded in each ward, and at what rate per 1,000 residents?
-- One row per ward.
with asked as (
    select
        rows.*, p.* exclude (has_wards, given), p.has_wards or rows.ward_code is null as has_wards,
        is_withheld_in($series, p.is_sensitive, p.parent_code, coalesce(rows.ward_code, 'Not placed'), p.given, $last_month, 0, $months) as is_withheld,
        is_withheld_in($series, p.is_sensitive, p.parent_code, coalesce(rows.ward_code, 'Not placed'), p.given, $last_month, 1, $months) as is_withheld_before,
    from ward_rows($district, $wards, $rural_urban) as rows
    cross join ward_presence($series, $district, $category, $last_month, $months) as p
),
figures as (
    select
        asked.*, history_of(asked.judged_months, c.months, c.counts) as history, r.residents, r.residents_before, r.residents_year, r.residents_basis,
        if(is_withheld or not has_wards or asked.months_present < $months, null, coalesce(c.crimes, 0)) as crimes,
        if(is_withheld_before or not has_wards or asked.months_present_before < $months, null, coalesce(c.crimes_before, 0)) as crimes_before,
    from asked
    left join ward_lists($series, $district, $last_month, $months, of_category := $category) as c on c.ward_code is not distinct from asked.ward_code
    left join ward_people as r on r.district_code = $district and r.end_year = year(month_of($last_month)) and r.ward_code = asked.ward_code
)
select
    ward_code, ward_name, rural_urban, crimes, crimes_before,
    round(100.0 * (crimes - crimes_before) / nullif(crimes_before, 0), 1) as change_pct,
    residents,
    1000.0 * crimes / residents as per_1000,
    crimes - crimes_before as change,
    1000.0 * crimes_before / residents_before as per_1000_before,
    setting, is_withheld, is_withheld_before, residents_year, residents_basis, months_present, months_present_before,
    history, why_not,
from figures
order by ward_code is null, ward_name;
