-- How has each category moved month by month?
-- One row per category and month.
with chosen as (
    select
        category_code, place_of(first_month, $last_month) as place,
        if(must_withhold($series, is_sensitive, parent_code, is_part($wards, $rural_urban)), null, counts) as counts,
    from chosen_monthly($series, $district, $wards, $rural_urban)
),
by_month as (
    select
        k.category_code, k.category_label, k.sort_order, cast(month_of($last_month) - to_months(cast(m.back as integer)) as date) as month,
        at_place(c.counts, c.place - m.back) as crimes, part_of(c.counts, c.place - m.back, 12) as year_to,
    from counted_categories as k
    cross join (select unnest(range($months)) as back) as m
    left join chosen as c on c.category_code = k.category_code
    where k.series = $series
)
select category_code, category_label, month, crimes, if(list_count(year_to) = 12, list_sum(year_to), null) as crimes_12m
from by_month
order by sort_order, month;
