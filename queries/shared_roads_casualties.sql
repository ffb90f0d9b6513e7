-- What questions on people hurt on the roads share: paste this after shared_roads.sql.

-- The people hurt in a window (is_now) and in the same months a year earlier (was_before); severity is the person's own.
create macro window_casualties(of_district, to_month, how_many, chosen_wards, chosen_class) as table
    select
        c.* exclude (severity), k.* exclude (collision_id),
        c.date >= month_of(to_month) - to_months(cast(how_many - 1 as integer)) as is_now, c.date < month_of(to_month) - to_months(11) as was_before,
    from chosen_collisions(of_district, chosen_wards, chosen_class) as c
    join casualties as k using (collision_id)
    where c.date < month_of(to_month) + to_months(1) and c.date >= month_of(to_month) - to_months(cast(how_many + 11 as integer));

-- How many were hurt by any column of collisions (by_column: ward_code, ...), in a window and a year before, and by month up to
-- the window's end.
create macro casualty_counts(by_column, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    select
        key,
        sum(fatal) filter (is_now) as fatal, sum(serious) filter (is_now) as serious, sum(slight) filter (is_now) as slight,
        sum(fatal) filter (was_before) as fatal_before, sum(serious) filter (was_before) as serious_before,
        sum(slight) filter (was_before) as slight_before,
        list(month) as months, list(fatal + serious + slight) as counts, list(fatal + serious) as ksi_counts,
    from (
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
    )
    group by key;

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
