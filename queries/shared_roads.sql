-- What questions on roads share: paste this after shared_across_months.sql.

-- An edition may lack these extracts: then they are empty.
create view if not exists collisions as
    select
        null::varchar as collision_id, null::date as date, null::varchar as time, null::varchar as district_code,
        null::varchar as ward_code, null::varchar as severity, null::integer as speed_limit_mph, null::varchar as road_class,
        null::integer as road_number, null::varchar as rural_urban_site, null::double as longitude, null::double as latitude,
        null::integer as easting_m, null::integer as northing_m, null::boolean as is_hgv, null::boolean as is_pedestrian,
        null::boolean as is_cyclist, null::boolean as is_motorcyclist, null::boolean as is_car, null::integer as vehicles,
    where false;
create view if not exists casualties as
    select
        null::varchar as collision_id, null::integer as casualty_no, null::varchar as severity, null::varchar as road_user,
        null::integer as age_years, null::varchar as age_band, null::double as adjusted_serious,
    where false;
create view if not exists coverage as select null::varchar as extract, null::date as month, null::boolean as is_complete where false;

-- The months of collisions that are held whole, as a list with a place for every month from first_month (null: not held), the
-- breaks in what is counted on roads, and where in the list the first whole month after each stands (fresh). One row.
create table held_roads as
    select months[1] as first_month, in_places(months, months) as months, breaks, fresh_places(breaks, months[1]) as fresh
    from (select list(month order by month) as months, breaks_of('roads') as breaks from coverage where extract = 'collisions' and is_complete);

-- How many months of a window an extract holds, and of the same months a year earlier. One row.
create macro extract_presence(of_extract, to_month, how_many) as table
    select months_present, months_present_before, months_present = how_many as is_whole, months_present_before = how_many as is_whole_before
    from (
        select
            count(*) filter (month > month_of(to_month) - to_months(how_many) and month <= month_of(to_month)) as months_present,
            count(*) filter (month > month_of(to_month) - to_months(how_many + 12) and month <= month_of(to_month) - to_months(12)) as months_present_before,
        from coverage where extract = of_extract and is_complete
    );

-- The up to 36 months before a window by which a change on the roads is judged, and why it is not. One row.
create macro judged_roads(to_month, how_many) as table
    select judged_by(months, place_of(first_month, to_month), fresh, how_many) as judged_months, why_not_for(breaks, to_month, how_many) as why_not
    from held_roads;

-- A count of a window: null where a month is missing, else none is 0.
create macro figure(counted, is_given) as if(is_given, coalesce(counted, 0), null);

-- The chosen collisions; no district: all.
create macro chosen_collisions(of_district, chosen_wards, chosen_class) as table
    select c.*, a.area_name as ward_name, a.rural_urban, a.setting
    from collisions as c
    left join areas as a on a.area_code = c.ward_code
    where (of_district is null or c.district_code = of_district)
        and is_chosen(c.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class);

-- Those of a window.
create macro collisions_now(of_district, to_month, how_many, chosen_wards, chosen_class) as table
    from chosen_collisions(of_district, chosen_wards, chosen_class)
    where date >= month_of(to_month) - to_months(cast(how_many - 1 as integer)) and date < month_of(to_month) + to_months(1);

create macro road_name(class, number) as case
    when number is null then null
    when class = 'Motorway' then 'M' || number
    when class = 'A(M)' then 'A' || number || '(M)'
    else class || number
end;

-- The collisions of three years in which someone was killed or seriously injured: what the camera screening looks at.
create macro badly_hurt_collisions(of_district, to_month, chosen_wards, chosen_class) as table
    with looked_at as materialized (
        select * from collisions_now(of_district, to_month, 36, [], 'All') where easting_m is not null
    )
    select
        c.collision_id, c.date, c.longitude, c.latitude, coalesce(c.ward_name, 'Not placed in a ward') as ward_name, c.ward_code,
        c.severity, k.killed_or_seriously_injured, road_name(c.road_class, c.road_number) as road, c.easting_m, c.northing_m,
        is_chosen(c.ward_code, c.rural_urban, c.setting, chosen_wards, chosen_class) as is_chosen,
    from looked_at as c
    join (
        select collision_id, count(*) as killed_or_seriously_injured
        from casualties where severity <> 'Slight' and collision_id in (select collision_id from looked_at) group by collision_id
    ) as k using (collision_id);

-- 95% Wilson score interval of a share, in percent: how_many of all_of_them (conventions: intervals of proportions).
create macro wilson_pct(how_many, all_of_them, side) as
    100.0 * (how_many + pow(1.959963984540054, 2) / 2
        + side * 1.959963984540054 * sqrt(how_many * (all_of_them - how_many) / all_of_them + pow(1.959963984540054, 2) / 4)
    ) / (all_of_them + pow(1.959963984540054, 2));
