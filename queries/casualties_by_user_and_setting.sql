-- How were the people travelling who were killed and injured on the roads, and were these town centre, other urban or rural roads?
-- One row per kind of road user, and one per setting.
with kinds as (
    select
        'road_user' as split, unnest(range(8)) as place,
        unnest(['Car occupant', 'Pedestrian', 'Cyclist', 'Motorcyclist', 'Goods vehicle occupant', 'Bus or coach occupant', 'Other', null]) as kind,
    union all
    select distinct 'setting', list_position(['Town centre', 'Other urban', 'Rural'], setting), setting
    from areas
    where area_level = 'ward' and district_code = $district and setting is not null and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union all
    select 'setting', null, null where not is_part($wards, $rural_urban)
),
counted as (
    select
        if(grouping(road_user) = 0, 'road_user', 'setting') as split, if(grouping(road_user) = 0, road_user, setting) as kind,
        count(*) filter (is_now and severity = 'Fatal') as killed,
        count(*) filter (is_now and severity = 'Serious') as badly_hurt,
        count(*) filter (is_now and severity = 'Slight') as slightly_hurt,
        count(*) filter (was_before and severity <> 'Slight') as badly_hurt_before,
        count(*) filter (was_before) as hurt_before,
    from window_casualties($district, $last_month, $months, $wards, $rural_urban)
    group by grouping sets ((road_user), (setting))
)
select
    k.split, coalesce(k.kind, if(k.split = 'road_user', 'Not known', 'Not placed in a ward')) as kind,
    figure(c.killed, is_whole) as fatal, figure(c.badly_hurt, is_whole) as serious, figure(c.slightly_hurt, is_whole) as slight,
    fatal + serious as ksi, ksi + slight as all_casualties,
    figure(c.badly_hurt_before, is_whole_before) as ksi_before, figure(c.hurt_before, is_whole_before) as all_casualties_before,
    months_present, months_present_before,
from kinds as k
cross join extract_presence('collisions', $last_month, $months)
left join counted as c on c.split = k.split and c.kind is not distinct from k.kind
order by k.split, k.place nulls last;
