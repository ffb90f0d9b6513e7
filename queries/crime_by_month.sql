-- How many crimes of a category were recorded each month, and what is the rolling 12-month rate against the county's?
-- One row per month.
with months as (
    select cast(month_of($last_month) - to_months(cast(unnest(range($months + 11)) as integer)) as date) as month
),
chosen as (
    select c.month, sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)) as crimes
    from crime as c
    left join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.district_code = $district and c.category_code = $category
    group by c.month
),
county as (
    select month, count(*) as districts, sum(crimes) as crimes
    from district_months
    where series = $series and district_code in (from compared) and category_code = $category
    group by month
),
by_month as (
    select
        m.month,
        if(chosen.month is null or w.is_withheld, null, coalesce(chosen.crimes, 0)) as crimes,
        if(county.districts = (select count(*) from compared) and not w.is_county_withheld, county.crimes, null) as county_crimes,
    from months as m
    cross join withheld($series, $category, $wards, $rural_urban) as w
    left join chosen using (month)
    left join county using (month)
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
