-- Within which limits would each ward's rate lie by chance, if all wards had the same?
-- One row per ward.
with figures as (
    select
        a.area_code as ward_code, a.area_name as ward_name, r.residents,
        if(is_withheld_in($series, p.is_sensitive, p.parent_code, a.area_code, p.given, $last_month, 0, $months) or p.months_present < $months, null, coalesce(c.crimes, 0)) as crimes,
    from areas as a
    cross join ward_presence($series, $district, $category, $last_month, $months) as p
    left join ward_counts($series, $district, $category, $last_month, $months) as c on c.ward_code = a.area_code
    left join ward_people as r on r.district_code = $district and r.end_year = year(month_of($last_month)) and r.ward_code = a.area_code
    where a.area_level = 'ward' and a.district_code = $district
        and exists (select 1 from ward_counts($series, $district, $category, $last_month, $months) where ward_code is not null)
)
select
    ward_code, ward_name, residents, crimes, 1000.0 * crimes / residents as per_1000,
    1000.0 * sum(crimes) filter (residents is not null) over () / sum(residents) filter (crimes is not null) over () as all_per_1000,
from figures
order by residents, ward_name;
