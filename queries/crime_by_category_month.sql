-- How has each category moved month by month?
-- One row per category and month.
with months as (
    select cast(month_of($last_month) - to_months(cast(unnest(range($months + 11)) as integer)) as date) as month
),
counts as (
    select
        k.category_code, k.category_label, k.sort_order, m.month,
        if(count(c.month) = 0 or must_withhold($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban)), null,
            coalesce(sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)), 0)) as crimes,
    from categories as k
    cross join months as m
    left join crime as c
        on c.series = k.series and c.category_code = k.category_code and c.month = m.month and c.district_code = $district
    left join areas as a on a.area_code = c.ward_code
    where k.series = $series
        and k.category_code in (select category_code from counted_categories where series = $series)
    group by k.category_code, k.category_label, k.sort_order, k.is_sensitive, k.parent_code, m.month
),
rolling as (
    select
        *,
        if(count(crimes) over year_to = 12, sum(crimes) over year_to, null) as crimes_12m,
    from counts
    window year_to as (partition by category_code order by month rows 11 preceding)
)
select category_code, category_label, month, crimes, crimes_12m
from rolling
where month > month_of($last_month) - to_months($months)
order by sort_order, month;
