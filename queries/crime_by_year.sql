-- What were the counts and rates of the calendar years up to the window's end, and which year's change is clear?
-- One row per year.
with years as (
    select year, year || '-12' as december, year || '-12' <= $last_month as is_over
    from (select year(month_of($last_month)) - unnest(range(5)) as year)
),
chosen as (
    select *, must_withhold($series, is_sensitive, parent_code, is_part($wards, $rural_urban)) as hides_months
    from chosen_monthly($series, $district, $wards, $rural_urban)
    where category_code = $category
),
county as (
    select if(must_withhold($series, k.is_sensitive, k.parent_code, false), null, c.counts) as counts, c.first_month
    from county_monthly as c
    join categories as k on k.series = c.series and k.category_code = c.category_code
    where c.series = $series and c.category_code = $category
),
by_year as (
    select
        y.*, part_of(c.counts, place_of(c.first_month, y.december), 12) as months, part_of(county.counts, place_of(county.first_month, y.december), 12) as county_months,
        is_withheld_in($series, c.is_sensitive, c.parent_code, chosen_part($wards, $rural_urban), c.given, y.december, 0, 12) as is_withheld,
        if(c.hides_months, null, cast(judged_by(c.counts, place_of(c.first_month, y.december), c.fresh, 12) as double[])) as history,
        why_not_judged($series, c.is_sensitive, c.parent_code, is_part($wards, $rural_urban), c.breaks, y.december, 12) as why_not,
    from years as y
    left join chosen as c on true
    left join county on true
),
figures as (
    select
        y.year, y.history, y.why_not, p.residents, p.basis, p.county_residents,
        if(y.is_over and list_count(months) = 12 and not y.is_withheld, list_sum(months), null) as crimes,
        if(y.is_over and list_count(county_months) = 12, list_sum(county_months), null) as county_crimes,
    from by_year as y
    left join chosen_people($last_month, $district, $wards, $rural_urban) as p using (year)
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
