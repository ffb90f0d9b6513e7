-- How were the people travelling who were killed and injured on the roads?
-- One row per kind of road user.
with rows as (
    select unnest(['Car occupant', 'Pedestrian', 'Cyclist', 'Motorcyclist', 'Goods vehicle occupant', 'Bus or coach occupant',
        'Other', null]) as road_user, generate_subscripts(range(8), 1) as sort_order
),
presence as (
    select *, if(is_whole, 0, null) as none, if(is_whole_before, 0, null) as none_before
    from extract_presence('collisions', $last_month, $months)
)
select
    coalesce(r.road_user, 'Not known') as road_user,
    coalesce(f.fatal, none) as fatal,
    coalesce(f.serious, none) as serious,
    coalesce(f.slight, none) as slight,
    coalesce(f.ksi, none) as ksi,
    coalesce(f.all_casualties, none) as all_casualties,
    coalesce(f.fatal_before, none_before) as fatal_before,
    coalesce(f.serious_before, none_before) as serious_before,
    coalesce(f.slight_before, none_before) as slight_before,
    coalesce(f.ksi_before, none_before) as ksi_before,
    coalesce(f.all_casualties_before, none_before) as all_casualties_before,
    months_present, months_present_before,
from rows as r
cross join presence
left join casualty_figures(road_user, $district, $last_month, $months, $wards, $rural_urban) as f
    on f.key is not distinct from r.road_user
order by r.sort_order;
