-- What questions on people hurt on the roads share: paste this after shared_roads.sql.

-- Casualties of a window by any column of it (by_column: ward_code, road_user, ...) for each of the asked keys (null: none
-- of them), beside the same months a year earlier, and by month up to the window's end. No one hurt is 0 where all months are
-- held, else null.
create macro casualty_figures(by_column, asked_keys, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    with by_month as (
        select
            by_column as key, cast(date_trunc('month', c.date) as date) as month,
            month > month_of(to_month) - to_months(how_many) as is_now,
            month > month_of(to_month) - to_months(how_many + 12) and month <= month_of(to_month) - to_months(12) as was_before,
            count(*) filter (k.severity = 'Fatal') as fatal,
            count(*) filter (k.severity = 'Serious') as serious,
            count(*) filter (k.severity = 'Slight') as slight,
        from (select * exclude (severity) from chosen_collisions(of_district, chosen_wards, chosen_class)) as c
        join casualties as k using (collision_id)
        where c.date < month_of(to_month) + to_months(1)
        group by by_column, month
    ),
    counted as (
        select
            key,
            sum(fatal) filter (is_now) as fatal, sum(serious) filter (is_now) as serious, sum(slight) filter (is_now) as slight,
            sum(fatal) filter (was_before) as fatal_before, sum(serious) filter (was_before) as serious_before,
            sum(slight) filter (was_before) as slight_before,
            list(month) as months, list(fatal + serious + slight) as counts, list(fatal + serious) as ksi_counts,
        from by_month
        group by key
    ),
    filled as (
        select
            asked.key, p.months_present, p.months_present_before, c.months, c.counts, c.ksi_counts,
            figure(c.fatal, is_whole) as fatal,
            figure(c.serious, is_whole) as serious,
            figure(c.slight, is_whole) as slight,
            figure(c.fatal_before, is_whole_before) as fatal_before,
            figure(c.serious_before, is_whole_before) as serious_before,
            figure(c.slight_before, is_whole_before) as slight_before,
        from (select unnest(asked_keys) as key) as asked
        cross join extract_presence('collisions', to_month, how_many) as p
        left join counted as c on c.key is not distinct from asked.key
    )
    select
        key,
        fatal, serious, slight, fatal + serious as ksi, fatal + serious + slight as all_casualties,
        fatal_before, serious_before, slight_before, fatal_before + serious_before as ksi_before,
        fatal_before + serious_before + slight_before as all_casualties_before,
        months_present, months_present_before, months, counts, ksi_counts,
    from filled;

-- An edition may lack it: then nobody's age is known.
create view if not exists residents_by_age as
    select null::varchar as area_code, null::integer as year, null::varchar as age_band, null::integer as residents where false;

-- The residents of each district by age band and year: its own where they are held, else those of its wards.
create table ages_of_districts as
    select a.district_code, r.year, r.age_band, sum(r.residents) as residents,
    from residents_by_age as r
    join areas as a on a.area_code = r.area_code
    join (
        select b.district_code, min(b.area_level) as area_level from residents_by_age as c join areas as b using (area_code) group by b.district_code
    ) as held on held.district_code = a.district_code and held.area_level = a.area_level
    group by a.district_code, r.year, r.age_band;
