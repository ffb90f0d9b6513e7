-- How many crimes of a category were recorded each month, and what is the rolling 12-month rate against the county's?
-- One row per month.
with months as (
    select cast(month_of($last_month) - to_months(cast(unnest(range($months + 11)) as integer)) as date) as month
),
by_month as (
    select
        m.month,
        if(count(*) filter (c.district_code = $district) = 0 or any_value(is_withheld), null,
            coalesce(sum(c.crimes) filter (c.district_code = $district
                and is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)), 0)) as crimes,
        if(count(distinct c.district_code) filter (c.district_code in (from compared)) = (select count(*) from compared)
            and not any_value(is_county_withheld),
            sum(c.crimes) filter (c.district_code in (from compared)), null) as county_crimes,
    from months as m
    cross join withheld($series, $category, $wards, $rural_urban)
    left join crime as c on c.month = m.month and c.series = $series and c.category_code = $category
    left join areas as a on a.area_code = c.ward_code
    group by m.month
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
    residents, basis as residents_basis,
    (select count(*) from breaks_of('crime') where date <= rolling.month) as breaks_so_far,
from rolling
left join people_for($last_month, $district, $wards, $rural_urban) as people on people.year = year(month)
where month > month_of($last_month) - to_months($months)
order by month;
