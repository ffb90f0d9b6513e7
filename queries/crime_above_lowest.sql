-- How far above the lowest rate is each of the districts that are compared?
-- One row per district.
select
    a.area_code as district_code, a.area_name as district_name,
    p.crimes, p.residents, p.residents_year, p.basis as residents_basis, p.per_1000, p.rank,
    p.per_1000 - min(p.per_1000) over () as above_lowest_per_1000,
from district_positions($series, null, $last_month, $months) as p
join compared using (district_code)
join areas as a on a.area_code = p.district_code
where p.category_code = $category and p.months_present > 0
order by p.per_1000 nulls last, a.area_name;
