-- How many crimes of a category were recorded each month, and what is the rolling 12-month rate against the county's?
-- One row per month.
with months as (
    select cast(month_of($last_month) - to_months(cast(unnest(range($months + 11)) as integer)) as date) as month
),
county as (
    select n.area_code as district_code
    from areas as n
    join areas as us on us.area_code = $district and us.county_code = n.county_code
    where n.area_level = 'district'
),
withheld as (
    select
        must_withhold($series, is_sensitive, parent_code, is_part($wards, $rural_urban)) as is_withheld,
        must_withhold($series, is_sensitive, parent_code, false) as is_county_withheld,
    from categories where series = $series and category_code = $category
),
by_month as (
    select
        m.month,
        if(count(*) filter (c.district_code = $district) = 0 or any_value(is_withheld), null,
            coalesce(sum(c.crimes) filter (c.district_code = $district
                and is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)), 0)) as crimes,
        if(count(distinct c.district_code) filter (c.district_code in (from county)) = (select count(*) from county)
            and not any_value(is_county_withheld),
            sum(c.crimes) filter (c.district_code in (from county)), null) as county_crimes,
    from months as m
    cross join withheld
    left join crime as c on c.month = m.month and c.series = $series and c.category_code = $category
    left join areas as a on a.area_code = c.ward_code
    group by m.month
),
people as (
    select
        year,
        if(is_part($wards, $rural_urban), (
            select sum(w.residents)
            from ward_residents_for($last_month, $district) as w
            join areas as a on a.area_code = w.area_code
            where w.year = r.year and is_chosen(a.area_code, a.rural_urban, a.setting, $wards, $rural_urban)
        ), sum(residents) filter (area_code = $district)) as residents,
        sum(residents) filter (area_code in (from county)) as county_residents,
        any_value(basis) filter (area_code = $district) as residents_basis,
    from residents_for($last_month) as r
    group by year
),
rolling as (
    select
        month, crimes,
        if(count(crimes) over year_to = 12, sum(crimes) over year_to, null) as crimes_12m,
        if(count(county_crimes) over year_to = 12, sum(county_crimes) over year_to, null) as county_crimes_12m,
    from by_month
    window year_to as (order by month rows 11 preceding)
)
select
    month, crimes, crimes_12m,
    1000.0 * crimes_12m / residents as per_1000_12m,
    county_crimes_12m,
    1000.0 * county_crimes_12m / county_residents as county_per_1000_12m,
    residents, residents_basis,
from rolling
left join people on people.year = year(month)
where month > month_of($last_month) - to_months($months)
order by month;
