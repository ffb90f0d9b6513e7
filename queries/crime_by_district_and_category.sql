-- How does each of the districts that are compared stand in each category?
-- One row per district and category.
with positions as materialized (
    select * from district_positions($series, $district, $last_month, $months)
)
select
    a.area_code as district_code, a.area_name as district_name, k.category_code, k.category_label,
    p.crimes, p.per_1000, p.rank, p.rank_volume, p.rank_before,
    p.per_1000 - us.per_1000 as gap_per_1000,
    k.parent_code, k.is_incident, p.is_ranked, p.residents, p.district_code = $district as is_chosen,
    cast(judged_by(p.counts, p.place, p.fresh, $months) as double[]) as history,
from positions as p
join areas as a on a.area_code = p.district_code
join categories as k on k.series = $series and k.category_code = p.category_code
left join positions as us on us.district_code = $district and us.category_code = p.category_code
where p.months_present > 0 and (p.district_code = $district or p.district_code in (from compared))
    and not must_withhold($series, k.is_sensitive, k.parent_code, false)
order by a.area_name, k.sort_order;
