-- What were the counts and rates of the calendar years up to the window's end, and which year's change is clear?
-- One row per year.
with years as (
    select year(month_of($last_month)) - unnest(range(5)) as year
),
kind as (
    select
        *, must_withhold($series, is_sensitive, parent_code, false) as is_county_withheld,
        must_withhold($series, is_sensitive, parent_code, is_part($wards, $rural_urban)) as hides_months,
    from categories where series = $series and category_code = $category
),
by_month as (
    select c.month, coalesce(sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)), 0) as crimes
    from crime as c
    left join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.district_code = $district and c.category_code = $category
    group by c.month
),
chosen as (
    select year(month) as year, count(*) as months_present, sum(crimes) as crimes
    from by_month where month <= month_of($last_month) group by year(month)
),
county as (
    select year(month) as year, count(*) as months_present, sum(crimes) as crimes
    from district_months
    where series = $series and district_code in (from compared) and category_code = $category and month <= month_of($last_month)
    group by year(month)
),
months_before as (
    select year, month
    from (select year, cast(make_date(year, 1, 1) - to_months(cast(1 + unnest(range(36)) as integer)) as date) as month from years)
    where month >= all (select date from breaks_of('crime') where date <= make_date(year - 1, 1, 1))
),
histories as (
    select m.year, list(cast(b.crimes as double) order by m.month) as history
    from months_before as m
    left join by_month as b using (month)
    group by m.year
),
figures as (
    select
        y.year, p.residents, p.basis, p.county_residents,
        if(chosen.months_present = 12 and not is_withheld_in($series, k.is_sensitive, k.parent_code, $district, chosen_part($wards, $rural_urban), $category,
            y.year || '-12', 0, 12), chosen.crimes, null) as crimes,
        if(county.months_present = 12 * (select count(*) from compared) and not k.is_county_withheld, county.crimes, null) as county_crimes,
        if(k.hides_months, null, h.history) as history,
        why_not_judged($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban), y.year || '-12', 12) as why_not,
    from years as y
    cross join kind as k
    left join chosen using (year)
    left join county using (year)
    left join histories as h using (year)
    left join people_for($last_month, $district, $wards, $rural_urban) as p using (year)
)
select
    year, crimes, lag(crimes) over (order by year) as crimes_before, crimes - crimes_before as change,
    1000.0 * crimes / residents as per_1000,
    1000.0 * county_crimes / county_residents as county_per_1000,
    residents, basis, history, why_not,
from figures
qualify crimes is not null or year = year(month_of($last_month))
order by year desc
limit 4;
