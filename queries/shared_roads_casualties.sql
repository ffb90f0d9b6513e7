-- What questions on people hurt on the roads share: paste this after shared_roads.sql.

-- The people hurt in a window (is_now) and in the same months a year earlier (was_before); severity is the person's own.
create macro window_casualties(of_district, to_month, how_many, chosen_wards, chosen_class) as table
    select
        c.* exclude (severity), k.* exclude (collision_id),
        c.date >= month_of(to_month) - to_months(cast(how_many - 1 as integer)) as is_now, c.date < month_of(to_month) - to_months(11) as was_before,
    from chosen_collisions(of_district, chosen_wards, chosen_class) as c
    join casualties as k using (collision_id)
    where c.date < month_of(to_month) + to_months(1) and c.date >= month_of(to_month) - to_months(cast(how_many + 11 as integer));

-- People hurt by ward (null: in none) and month: made once, when an edition is opened. A district's rows lie together.
create table ward_casualties as
    select
        c.district_code, c.ward_code, cast(date_trunc('month', c.date) as date) as month,
        count(*) filter (k.severity = 'Fatal') as fatal,
        count(*) filter (k.severity = 'Serious') as serious,
        count(*) filter (k.severity = 'Slight') as slight,
    from collisions as c
    join casualties as k using (collision_id)
    group by c.district_code, c.ward_code, date_trunc('month', c.date)
    order by c.district_code, c.ward_code, date_trunc('month', c.date);

-- How many people were hurt by each key of a table of keys, in a window and a year before (null where a month is missing, else none
-- is 0), and the months by which a change is judged. Counted from a table of key, month, fatal, serious and slight, one row for both.
create macro hurt_by(keys, months_of_keys, to_month, how_many) as table
    with counted as (
        select
            key,
            sum(fatal) filter (is_now) as fatal, sum(serious) filter (is_now) as serious, sum(slight) filter (is_now) as slight,
            sum(fatal) filter (was_before) as fatal_before, sum(serious) filter (was_before) as serious_before,
            sum(slight) filter (was_before) as slight_before,
            list(month) as months, list(fatal + serious + slight) as counts, list(fatal + serious) as ksi_counts,
        from (
            select
                *, month > month_of(to_month) - to_months(how_many) as is_now,
                month > month_of(to_month) - to_months(how_many + 12) and month <= month_of(to_month) - to_months(12) as was_before,
            from query_table(months_of_keys) where month <= month_of(to_month)
        )
        group by key
    ),
    filled as (
        select
            k.*, p.months_present, p.months_present_before, j.why_not,
            figure(c.fatal, is_whole) as fatal,
            figure(c.serious, is_whole) as serious,
            figure(c.slight, is_whole) as slight,
            figure(c.fatal_before, is_whole_before) as fatal_before,
            figure(c.serious_before, is_whole_before) as serious_before,
            figure(c.slight_before, is_whole_before) as slight_before,
            history_of(j.judged_months, c.months, c.counts) as history, history_of(j.judged_months, c.months, c.ksi_counts) as ksi_history,
        from query_table(keys) as k
        cross join extract_presence('collisions', to_month, how_many) as p
        cross join judged_roads(to_month, how_many) as j
        left join counted as c on c.key is not distinct from k.key
    )
    select
        *, fatal + serious as ksi, fatal + serious + slight as all_casualties,
        fatal_before + serious_before as ksi_before, fatal_before + serious_before + slight_before as all_casualties_before,
    from filled;
