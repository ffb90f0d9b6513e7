-- What the sample becomes at another size. Before it: the sample's extracts as views sample_*, and the variables
-- districts, crimes, is_one_county. All is drawn by hashing names, so that the same size is the same edition whenever it is made.

create macro chance(of_what) as (hash(of_what) % 1000003) / 1000003.0;
create macro moved_list(numbers, east, north) as list_transform(numbers, lambda value, place: round(value + if(place % 2 = 1, east, north), 5));
create macro moved_box(box, east, north) as
    array_to_string(list_transform(moved_list(cast(string_split(box, ',') as double[]), east, north), lambda value: cast(cast(value as bigint) as varchar)), ',');
create macro moved_ring(ring, east, north) as list_transform(ring, lambda point: moved_list(point, east, north));
create macro moved_polygon(boundary, east, north) as cast(json_object('type', 'Polygon', 'coordinates',
    list_transform(from_json(json_extract(boundary, '$.coordinates'), '[[["DOUBLE"]]]'), lambda ring: moved_ring(ring, east, north))) as varchar);
create macro moved_outline(outline, east, north) as cast(json_object('type', 'MultiPolygon', 'coordinates', list_transform(
    from_json(json_extract(outline, '$.coordinates'), '[[[["DOUBLE"]]]]'), lambda part: list_transform(part, lambda ring: moved_ring(ring, east, north)))) as varchar);

-- The districts of the sample as they are, then invented ones: nine to a county and a tenth that is a county by itself, a police force to ten.
create table districts as
select
    number, code, name,
    if(getvariable('is_one_county'), 'E10000016', county_code) as county_code,
    if(getvariable('is_one_county'), 'Kent Police', police_force) as police_force,
    is_invented, -1000 * (number % 400) as east_m, 500 * (number // 400) as north_m,
from (
    select row_number() over (order by area_code) as number, area_code as code, area_name as name, county_code, police_force, false as is_invented
    from sample_areas where area_level = 'district'
    union all
    select
        number, 'E07' || (100000 + number), 'District ' || number,
        if(number % 10 = 0, 'E07' || (100000 + number), 'E10' || (100000 + number // 10)), 'Police force ' || (number // 10), true,
    from range(14, 1 + getvariable('districts')) as numbers(number)
);

-- Wards: those of the home district as they are; every other district has a copy of them and a ward or two more.
create table wards as
with patterns as (
    select row_number() over (order by area_code) as pattern, * from sample_areas where area_level = 'ward'
),
numbered as (
    select d.number as district, unnest(range(1, 1 + if(d.code = 'E07000116', 20, 21 + cast(d.number % 5 = 0 as integer)))) as ward
    from districts as d
)
select
    if(d.code = 'E07000116', p.area_code, 'E05' || (100000 + 22 * n.district + n.ward)) as code,
    if(d.code = 'E07000116', p.area_name, p.area_name || ' ' || n.district || if(n.ward > 20, ' East', '')) as name,
    p.area_code as pattern_code, d.code as district_code, d.county_code, d.police_force, d.east_m, d.north_m,
    p.* exclude (pattern, area_code, area_name, area_level, district_code, county_code, police_force), n.ward > 20 as is_copied_again,
from numbered as n
join districts as d on d.number = n.district
join patterns as p on p.pattern = 1 + (n.ward - 1) % 20;

create type ward_codes as enum (select code from wards order by code);
create type district_codes as enum (select code from districts order by code);
create type category_codes as enum (select distinct category_code from categories order by category_code);
create type place_names as enum (select 'On or near Sample Street ' || number from range(3000) as numbers(number) order by 1);
create type series_codes as enum ('partner', 'police_uk');
create type groups as enum ('court_convicted', 'court_not_convicted', 'court_result_unavailable', 'evidential_difficulties', 'no_suspect',
    'not_in_public_interest', 'other_agency', 'out_of_court', 'prosecuted', 'still_open');

create table areas as
select
    d.code as area_code, d.name as area_name, 'district' as area_level, d.code as district_code, d.county_code, d.police_force, s.rural_urban, s.setting,
    if(d.is_invented, moved_polygon(s.boundary, d.east_m / 70000, d.north_m / 111000), s.boundary) as boundary,
    s.longitude + if(d.is_invented, d.east_m / 70000, 0) as longitude, s.latitude + if(d.is_invented, d.north_m / 111000, 0) as latitude, s.vintage,
from districts as d
join sample_areas as s on s.area_code = if(d.is_invented, 'E07000116', d.code)
union all
select
    code, name, 'ward', district_code, county_code, police_force, rural_urban, setting,
    if(code = pattern_code, boundary, moved_polygon(boundary, east_m / 70000, north_m / 111000)),
    longitude + if(code = pattern_code, 0, east_m / 70000), latitude + if(code = pattern_code, 0, north_m / 111000), vintage,
from wards;

create table residents as
from sample_residents
union all
select d.code, r.year, cast(r.residents * (0.7 + 0.6 * chance(d.code)) as integer), r.basis
from districts as d join sample_residents as r on r.area_code = 'E07000116'
where d.is_invented
union all
select w.code, r.year, cast(r.residents * (0.7 + 0.6 * chance(w.district_code)) as integer), r.basis
from wards as w join sample_residents as r on r.area_code = w.pattern_code
where w.code <> w.pattern_code;

create table outlines as
from sample_outlines
union all
select
    d.code, o.panel, coalesce(w.code, near.code), moved_outline(o.outline, d.east_m, d.north_m), o.label, o.label_easting_m + d.east_m,
    o.label_northing_m + d.north_m, moved_box(o.leader_m, d.east_m, d.north_m), moved_box(o.frame_m, d.east_m, d.north_m),
    moved_box(o.drawn_m, d.east_m, d.north_m), o.metres_per_em,
from districts as d
cross join (select *, dense_rank() over (order by area_code like 'E05%', area_code) as place from sample_outlines) as o
left join wards as w on w.district_code = d.code and w.pattern_code = o.area_code and not w.is_copied_again
left join districts as near on o.area_code not like 'E05%' and near.number = d.number - o.place
where d.code <> 'E07000116' and coalesce(w.code, near.code) is not null;

create table deprivation as
from sample_deprivation
union all
select w.code, s.* exclude (area_code) from wards as w join sample_deprivation as s on s.area_code = w.pattern_code where w.code <> w.pattern_code;

-- The police's open data: three years to the sample's last month, so many crimes in each ward, month and category.
create table cells as
with shares as (
    select category_code, thousandths / 1000.0 as share from (values ('violence_and_sexual_offences', 347), ('anti_social_behaviour', 154), ('criminal_damage_and_arson', 84),
        ('other_theft', 62), ('public_order', 72), ('shoplifting', 66), ('vehicle_crime', 68), ('burglary', 50), ('drugs', 33), ('other_crime', 26),
        ('robbery', 11), ('possession_of_weapons', 9), ('theft_from_the_person', 9), ('bicycle_theft', 9)) as given(category_code, thousandths)
),
weighted as (
    select w.code, w.district_code, r.residents * (0.4 + 1.2 * chance(w.code)) as weight
    from wards as w join residents as r on r.area_code = w.code and r.year = 2020
),
months as (select cast(date '2023-03-01' - to_months(cast(back as integer)) as date) as month from range(36) as backs(back))
select
    m.month, w.district_code::district_codes as district_code, w.code::ward_codes as ward_code, s.category_code::category_codes as category_code,
    cast(floor(getvariable('crimes') / 36.0 * s.share * w.weight / (select sum(weight) from weighted)
        * (0.9 + 0.2 * chance(strftime(m.month, '%m'))) * (0.75 + 0.5 * chance(w.code || s.category_code || m.month)) + chance(m.month || s.category_code || w.code)) as integer) as crimes,
from weighted as w cross join months as m cross join shares as s;

create table crime as
select series::series_codes as series, month, district_code::district_codes as district_code, ward_code::ward_codes as ward_code, category_code::category_codes as category_code, crimes
from sample_crime
union all
select 'police_uk', month, district_code, ward_code, category_code, crimes from cells where crimes > 0
union all
select 'police_uk', month, district_code, ward_code, 'all_crime', cast(sum(crimes) as integer)
from cells where category_code <> 'anti_social_behaviour' and crimes > 0 group by month, district_code, ward_code
union all
select 'police_uk', m.month, d.code, null, c.category_code, 0
from (select distinct month from cells) as m cross join districts as d cross join (select category_code from categories where series = 'police_uk') as c;

-- Fifty points on the map in each ward, a few of them with most of its crimes.
create table crime_places as
with each as (
    select month, district_code, ward_code, category_code, cast(floor(50 * pow(chance(ward_code || category_code || month || number), 4)) as integer) as point
    from (select *, unnest(range(crimes)) as number from cells where crimes > 0)
)
select
    'police_uk'::series_codes as series, e.month, e.district_code, e.ward_code, e.category_code, ('On or near Sample Street ' || (hash(e.ward_code || e.point) % 3000))::place_names as place,
    round(any_value(w.longitude) + (e.point % 7 - 3) / 200, 6) as longitude, round(any_value(w.latitude) + (e.point // 7 - 3) / 300, 6) as latitude, cast(count(*) as integer) as crimes,
from each as e join areas as w on w.area_code = e.ward_code
group by e.month, e.district_code, e.ward_code, e.category_code, e.point;

-- What became of each crime: so many of a cell to each group, the remainder carried on, so that they add up.
create table outcome_parts as
with groups as (
    select * from (values ('evidential_difficulties', 2, 0.0, 0.42), ('no_suspect', 1, 0.42, 0.72), ('prosecuted', 3, 0.72, 0.79), ('out_of_court', 2, 0.79, 0.83),
        ('not_in_public_interest', 3, 0.83, 0.86), ('other_agency', 1, 0.86, 0.88), ('still_open', 0, 0.88, 1.0)) as given(outcome_group, lag, above, upto)
),
split as (
    select c.month, c.district_code, c.ward_code, c.category_code, g.outcome_group::groups as outcome_group, g.lag, chance(c.month || c.category_code || c.ward_code || 'outcome') as carried, 
        cast(floor(c.crimes * g.upto + carried) - floor(c.crimes * g.above + carried) as integer) as crimes,
    from cells as c cross join groups as g
    where c.crimes > 0 and c.category_code <> 'anti_social_behaviour'
)
select
    month as recorded_month,
    if(outcome_group = 'still_open', null, cast(month + to_months(cast(floor(2 * lag * carried) as integer)) as date)) as outcome_month,
    district_code, ward_code, category_code, outcome_group, crimes,
from split where crimes > 0;

create table outcomes as
select
    series::series_codes as series, recorded_month, outcome_month, district_code::district_codes as district_code, ward_code::ward_codes as ward_code,
    category_code::category_codes as category_code, outcome_group::groups as outcome_group, is_charged, is_convicted, crimes,
from sample_outcomes
union all
select 'police_uk', recorded_month, outcome_month, district_code, ward_code, category_code, outcome_group, outcome_group = 'prosecuted', null, crimes from outcome_parts
union all
select 'police_uk', recorded_month, outcome_month, district_code, ward_code, 'all_crime', outcome_group, outcome_group = 'prosecuted', null, cast(sum(crimes) as integer)
from outcome_parts group by all;

-- Roads: the home district's last three years again in every invented district, some fewer in each.
create table copied as
select d.number || '-' || s.collision_id as new_id, d.code, w.code as new_ward, d.east_m, d.north_m, s.*
from districts as d
join sample_collisions as s on s.district_code = 'E07000116' and s.date >= date '2020-04-01' and chance(s.collision_id || d.code) < 0.8 + 0.2 * chance(d.code)
left join wards as w on w.district_code = d.code and w.pattern_code = s.ward_code and not w.is_copied_again
where d.is_invented;

create table collisions as
from sample_collisions
union all
select new_id, date, time, code, new_ward, severity, speed_limit_mph, road_class, road_number, rural_urban_site, longitude + east_m / 70000, latitude + north_m / 111000,
    easting_m + east_m, northing_m + north_m, is_hgv, is_pedestrian, is_cyclist, is_motorcyclist, is_car, vehicles,
from copied;

create table casualties as
from sample_casualties
union all
select c.new_id, s.* exclude (collision_id) from copied as c join sample_casualties as s using (collision_id);

create table coverage as
from sample_coverage
union all
select name, month, true, false, null from (select distinct month from cells) cross join (values ('crime.police_uk'), ('outcomes.police_uk')) as extracts(name);
