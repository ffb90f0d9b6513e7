-- What questions on near misses share: paste this after shared_roads.sql.

-- An edition may lack a register: then it is empty.
create view if not exists near_misses as
    select
        null::varchar as report_id, null::date as date, null::varchar as time, null::varchar as place,
        null::varchar as ward_code, null::double as longitude, null::double as latitude, null::integer as easting_m,
        null::integer as northing_m, null::varchar as kind, null::varchar as road_user, null::varchar as cause,
        null::boolean as is_seen_before, null::varchar as reporter_key, null::boolean as is_duplicate,
    where false;

-- Whose Near Miss Register it is: the home district's (in the shell, that of most of its reports).
create table if not exists home as
    select mode(a.district_code) as district_code from near_misses as n join areas as a on a.area_code = n.ward_code;

-- How many months of a window the register holds; of another district than its own none.
create macro register_presence(of_district, to_month, how_many) as table
    select
        if(is_ours, months_present, 0) as months_present, if(is_ours, months_present_before, 0) as months_present_before,
        is_whole and is_ours as is_whole, is_whole_before and is_ours as is_whole_before,
    from extract_presence('near_misses', to_month, how_many)
    cross join (select coalesce(district_code = of_district, false) as is_ours from home);

-- The chosen near misses; those in no ward are the district's too.
create macro chosen_near_misses(of_district, chosen_wards, chosen_class) as table
    select n.*, a.area_name as ward_name, a.setting
    from near_misses as n
    cross join home
    left join areas as a on a.area_code = n.ward_code
    where is_chosen(n.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class)
        and of_district = coalesce(a.district_code, home.district_code);

-- Those of a window.
create macro near_misses_now(of_district, to_month, how_many, chosen_wards, chosen_class) as table
    from chosen_near_misses(of_district, chosen_wards, chosen_class)
    where date >= month_of(to_month) - to_months(cast(how_many - 1 as integer)) and date < month_of(to_month) + to_months(1);
