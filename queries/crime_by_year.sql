-- What were the counts and rates of the calendar years up to the window's end?
-- One row per year.
with years as (
    select year(month_of($last_month)) - unnest(range(5)) as year
),
counts as (
    select
        year(c.month) as year,
        count(distinct c.month) filter (c.district_code = $district) as months_present,
        sum(c.crimes) filter (c.district_code = $district
            and is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)) as counted,
        count(distinct c.district_code || c.month) filter (c.district_code in (from compared)) as county_months,
        sum(c.crimes) filter (c.district_code in (from compared)) as county_counted,
    from crime as c
    left join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.category_code = $category and c.month <= month_of($last_month)
    group by year(c.month)
),
figures as (
    select
        y.year, p.residents, p.basis, p.county_residents,
        if(c.months_present = 12 and not is_withheld_in($series, k.is_sensitive, k.parent_code, $district, chosen_part($wards, $rural_urban), $category,
            y.year || '-12', 0, 12), coalesce(c.counted, 0), null) as crimes,
        if(c.county_months = 12 * (select count(*) from compared) and not must_withhold($series, k.is_sensitive, k.parent_code, false), c.county_counted, null) as county_crimes,
    from years as y
    cross join (select * from categories where series = $series and category_code = $category) as k
    left join counts as c using (year)
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
