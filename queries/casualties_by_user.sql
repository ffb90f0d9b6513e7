-- How were the people travelling who were killed and injured on the roads?
-- One row per kind of road user.
with kinds as (
    select ['Car occupant', 'Pedestrian', 'Cyclist', 'Motorcyclist', 'Goods vehicle occupant', 'Bus or coach occupant', 'Other', null] as kinds
)
select coalesce(key, 'Not known') as road_user, f.* exclude (key, months, counts, ksi_counts),
from kinds
cross join casualty_figures(road_user, (select kinds from kinds), $district, $last_month, $months, $wards, $rural_urban) as f
order by list_position(kinds, key) nulls last;
