-- How were the people travelling who were killed and injured on the roads, and were these town centre, other urban or rural roads?
-- One row per kind of road user, and one per setting.
with kinds as (
    select
        ['Car occupant', 'Pedestrian', 'Cyclist', 'Motorcyclist', 'Goods vehicle occupant', 'Bus or coach occupant', 'Other', null] as road_users,
        ['Town centre', 'Other urban', 'Rural', null] as settings,
),
held as (
    select distinct setting
    from areas
    where area_level = 'ward' and district_code = $district and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union
    select null where not is_part($wards, $rural_urban)
),
asked as (
    select list({'road_user': road_user, 'setting': setting}) as keys from (select unnest(road_users) as road_user from kinds) cross join held
),
figures as (
    from casualty_figures({'road_user': road_user, 'setting': setting}, (from asked), $district, $last_month, $months, $wards, $rural_urban)
)
select
    s.split, if(s.split = 'road_user', coalesce(f.key.road_user, 'Not known'), coalesce(f.key.setting, 'Not placed in a ward')) as kind,
    sum(f.fatal) as fatal, sum(f.serious) as serious, sum(f.slight) as slight, sum(f.ksi) as ksi, sum(f.all_casualties) as all_casualties,
    sum(f.ksi_before) as ksi_before, sum(f.all_casualties_before) as all_casualties_before,
    any_value(f.months_present) as months_present, any_value(f.months_present_before) as months_present_before,
from figures as f
cross join (values ('road_user'), ('setting')) as s(split)
cross join kinds
group by s.split, kind, kinds.road_users, kinds.settings
order by s.split, if(s.split = 'road_user', list_position(kinds.road_users, kind), list_position(kinds.settings, kind)) nulls last;
