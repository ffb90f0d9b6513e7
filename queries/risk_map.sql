-- Which crimes are frequent, which are growing, and how much harm do they count for where the partnership has adopted weights?
-- One row per category.
with positions as (
    select * from district_positions($series, $district, $last_month, $months) where district_code = $district
),
figures as (
    select
        k.category_code, k.category_label, k.is_incident, k.sort_order,
        p.crimes, p.crimes_before,
        p.rank, p.is_ranked, coalesce(p.months_present, 0) as months_present,
        h.weight, h.source as weight_source, h.adopted_on,
    from categories as k
    left join positions as p on p.category_code = k.category_code
    left join harm_weights as h on h.category_code = k.category_code
    where k.series = $series and k.parent_code is null and k.category_code not in ('all_crime', 'victim_based_crime')
        and k.category_code in (select category_code from counted_categories where series = $series)
)
select
    category_code, category_label, crimes, crimes_before,
    crimes - crimes_before as change,
    round(100.0 * (crimes - crimes_before) / nullif(crimes_before, 0), 1) as change_pct,
    rank, weight,
    crimes * weight as harm,
    100.0 * crimes * weight / sum(crimes * weight) over () as harm_pct,
    is_incident, coalesce(is_ranked, false) as is_ranked, months_present, weight_source, adopted_on,
from figures
order by harm desc nulls last, crimes desc nulls last, sort_order;
