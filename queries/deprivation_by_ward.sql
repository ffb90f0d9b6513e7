-- How deprived is each ward, and how many crimes of a category were recorded there per 1,000 residents?
-- One row per ward.
select
    ward_code, ward_name, decile, score, vintage, crimes, residents,
    1000.0 * crimes / residents as per_1000,
    is_withheld, most_deprived_pct, residents_year, residents_basis, months_present,
from deprived_wards($series, $district, $category, $last_month, $months)
order by decile nulls last, ward_name;
