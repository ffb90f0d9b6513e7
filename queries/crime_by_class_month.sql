-- How many crimes of a category were recorded each month in urban and in rural wards, and what is the rolling 12-month rate of each?
-- One row per class of ward and month.
with counted as (
    select
        c.month,
        coalesce(sum(c.crimes) filter (a.rural_urban = 'Urban'), 0) as urban,
        coalesce(sum(c.crimes) filter (a.rural_urban = 'Rural'), 0) as rural,
    from crime as c
    left join areas as a on a.area_code = c.ward_code
    where c.series = $series and c.district_code = $district and c.category_code = $category
    group by c.month
),
listed as (
    select list(month order by month) as months, list(urban order by month) as urban, list(rural order by month) as rural from counted
),
classes as (
    select
        unnest(['Urban', 'Rural']) as rural_urban, place_of(months[1], $last_month) as place,
        unnest(if(must_withhold($series, is_sensitive, parent_code, true), [null, null], [in_places(months, urban), in_places(months, rural)])) as counts,
    from listed
    cross join categories
    where series = $series and category_code = $category
),
people as (
    select a.rural_urban, w.year, if(count(w.residents) = count(*), sum(w.residents), null) as residents,
    from ward_residents_for($last_month, $district) as w
    join areas as a using (area_code)
    group by a.rural_urban, w.year
),
by_month as (
    select
        c.rural_urban, cast(month_of($last_month) - to_months(cast(m.back as integer)) as date) as month,
        at_place(c.counts, c.place - m.back) as crimes, part_of(c.counts, c.place - m.back, 12) as year_to,
    from classes as c
    cross join (select unnest(range($months)) as back) as m
)
select
    m.rural_urban, m.month, m.crimes,
    if(list_count(m.year_to) = 12, list_sum(m.year_to), null) as crimes_12m,
    1000.0 * if(list_count(m.year_to) = 12, list_sum(m.year_to), null) / p.residents as per_1000_12m,
from by_month as m
left join people as p on p.rural_urban = m.rural_urban and p.year = year(m.month)
order by m.rural_urban desc, m.month;
