-- What were the counts and rates of the calendar years up to the window's end?
-- One row per year.
with years as (
    select year(month_of($last_month)) - unnest(range(5)) as year
),
chosen as (
    select
        year(c.month) as year, count(distinct c.month) as months_present,
        sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)) as crimes,
    from crime as c
    left join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.district_code = $district and c.category_code = $category and c.month <= month_of($last_month)
    group by year(c.month)
),
county as (
    select year(month) as year, count(*) as months_present, sum(crimes) as crimes
    from district_months
    where series = $series and district_code in (from compared) and category_code = $category and month <= month_of($last_month)
    group by year(month)
),
figures as (
    select
        y.year, p.residents, p.basis, p.county_residents,
        if(chosen.months_present = 12 and not is_withheld_in($series, k.is_sensitive, k.parent_code, $district, chosen_part($wards, $rural_urban), $category,
            y.year || '-12', 0, 12), coalesce(chosen.crimes, 0), null) as crimes,
        if(county.months_present = 12 * (select count(*) from compared) and not must_withhold($series, k.is_sensitive, k.parent_code, false),
            county.crimes, null) as county_crimes,
    from years as y
    cross join (select * from categories where series = $series and category_code = $category) as k
    left join chosen using (year)
    left join county using (year)
    left join people_for($last_month, $district, $wards, $rural_urban) as p using (year)
)
select
    year, crimes, crimes - lag(crimes) over (order by year) as change,
    1000.0 * crimes / residents as per_1000,
    1000.0 * county_crimes / county_residents as county_per_1000,
    residents, basis,
from figures
qualify crimes is not null or year = year(month_of($last_month))
order by year desc
limit 4;
