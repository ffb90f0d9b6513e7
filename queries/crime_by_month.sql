-- How many crimes of a category were recorded each month, and what is the rolling 12-month rate against the county's?
-- One row per month.
with chosen as (
    select
        first_month, breaks, place_of(first_month, $last_month) as place,
        if(must_withhold($series, is_sensitive, parent_code, is_part($wards, $rural_urban)), null, counts) as counts,
    from chosen_monthly($series, $district, $wards, $rural_urban)
    where category_code = $category
),
county as (
    select
        place_of(c.first_month, $last_month) as place,
        if(must_withhold($series, k.is_sensitive, k.parent_code, false), null, c.counts) as counts,
    from county_monthly as c
    join categories as k on k.series = c.series and k.category_code = c.category_code
    where c.series = $series and c.category_code = $category
),
by_month as (
    select
        cast(month_of($last_month) - to_months(cast(m.back as integer)) as date) as month, chosen.breaks,
        at_place(chosen.counts, chosen.place - m.back) as crimes,
        part_of(chosen.counts, chosen.place - m.back, 12) as year_to,
        part_of(county.counts, county.place - m.back, 12) as county_year_to,
    from (select unnest(range($months)) as back) as m
    left join chosen on true
    left join county on true
),
rolling as (
    select
        month, crimes, breaks, if(list_count(year_to) = 12, list_sum(year_to), null) as crimes_12m,
        if(list_count(county_year_to) = 12, list_sum(county_year_to), null) as county_crimes_12m,
    from by_month
)
select
    month, crimes, crimes_12m,
    1000.0 * crimes_12m / residents as per_1000_12m,
    county_crimes_12m,
    1000.0 * county_crimes_12m / county_residents as county_per_1000_12m,
    residents, basis as residents_basis,
    coalesce(len(list_filter(breaks, lambda b: b.date <= month)), 0) as breaks_so_far,
from rolling
left join chosen_people($last_month, $district, $wards, $rural_urban) as people on people.year = year(month)
order by month;
