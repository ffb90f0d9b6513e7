-- Who was killed and injured on the roads: travelling how, how old, on town centre, other urban or rural roads, and which children on foot in school-run hours?
-- One row per kind: of road user, of age, of setting, of the time at which a child on foot was hurt.
-- Ages are those of the whole district, beside its residents'. Children: under 16; of their times killed and seriously injured are one figure.
with kinds as (
    select 'road_user' as split, unnest(range(8)) as place,
        unnest(['Car occupant', 'Pedestrian', 'Cyclist', 'Motorcyclist', 'Goods vehicle occupant', 'Bus or coach occupant', 'Other', null]) as kind
    union all
    select 'age', unnest(range(12)),
        unnest(['0 to 5', '6 to 10', '11 to 15', '16 to 20', '21 to 25', '26 to 35', '36 to 45', '46 to 55', '56 to 65', '66 to 75', '76 and over', null])
    union all
    select 'child_on_foot', unnest(range(3)),
        unnest(['Monday to Friday, 8 to 9 in the morning', 'Monday to Friday, 3 to 4 in the afternoon', 'Other times'])
    union all
    select distinct 'setting', list_position(['Town centre', 'Other urban', 'Rural'], setting), setting
    from areas
    where area_level = 'ward' and district_code = $district and setting is not null and is_chosen(area_code, rural_urban, setting, $wards, $rural_urban)
    union all
    select 'setting', null, null where not is_part($wards, $rural_urban)
),
-- Counted before they are split: DuckDB 2.0 has an internal error in some windows of a country where joined rows are crossed with a list.
hurt as (
    select
        road_user, age_band, setting,
        is_chosen(ward_code, rural_urban, setting, $wards, $rural_urban) as is_ours,
        case
            when road_user is distinct from 'Pedestrian' or age_years is null or age_years >= 16 then null
            when isodow(date) <= 5 and time[1:2] = '08' then 'Monday to Friday, 8 to 9 in the morning'
            when isodow(date) <= 5 and time[1:2] = '15' then 'Monday to Friday, 3 to 4 in the afternoon'
            else 'Other times'
        end as time_of_child,
        count(*) filter (is_now and severity = 'Fatal') as killed,
        count(*) filter (is_now and severity <> 'Slight') as badly_hurt,
        count(*) filter (is_now and severity = 'Slight') as slightly_hurt,
        count(*) filter (was_before and severity <> 'Slight') as badly_hurt_before,
        count(*) filter (was_before) as hurt_before,
    from window_casualties($district, $last_month, $months, [], 'All')
    group by road_user, age_band, setting, is_ours, time_of_child
),
counted as (
    select
        split,
        case split when 'road_user' then road_user when 'setting' then setting when 'age' then age_band else time_of_child end as kind,
        sum(killed) as killed, sum(badly_hurt) as badly_hurt, sum(slightly_hurt) as slightly_hurt,
        sum(badly_hurt_before) as badly_hurt_before, sum(hurt_before) as hurt_before,
    from hurt
    cross join (values ('road_user'), ('age'), ('setting'), ('child_on_foot')) as s(split)
    where is_ours or split = 'age'
    group by split, kind
)
select
    k.split,
    coalesce(k.kind, case k.split when 'setting' then 'Not placed in a ward' when 'age' then 'Age not known' else 'Not known' end) as kind,
    k.split = 'age' and k.place < 3 as is_child,
    if(k.split = 'child_on_foot', null, figure(c.killed, is_whole)) as fatal, figure(c.badly_hurt, is_whole) - fatal as serious,
    figure(c.slightly_hurt, is_whole) as slight, figure(c.badly_hurt, is_whole) as ksi, ksi + slight as all_casualties,
    figure(c.badly_hurt_before, is_whole_before) as ksi_before, figure(c.hurt_before, is_whole_before) as all_casualties_before,
    if(k.kind is null, null, 100.0 * all_casualties / nullif(sum(all_casualties) filter (k.kind is not null) over (partition by k.split), 0)) as casualties_pct,
    p.residents, p.residents_pct, p.residents_year, months_present, months_present_before,
from kinds as k
cross join extract_presence('collisions', $last_month, $months)
left join counted as c on c.split = k.split and c.kind is not distinct from k.kind
left join ages_of_districts as p
    on p.district_code = $district and p.end_year = year(month_of($last_month)) and k.split = 'age' and p.age_band = k.kind
order by k.split, k.place nulls last;
