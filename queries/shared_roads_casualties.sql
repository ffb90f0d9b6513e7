-- What questions on people hurt on the roads share: paste this after shared_roads.sql.

-- Casualties of a window by any column of it (by_column: ward_code, road_user, ...) for each of the asked keys (null: none
-- of them), beside the same months a year earlier. No one hurt is 0 where all months are held, else null.
create macro casualty_figures(by_column, asked_keys, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    with presence as (from extract_presence('collisions', to_month, how_many)),
    counted as (
        select
            by_column as key,
            count(*) filter (period = 'now' and severity = 'Fatal') as fatal,
            count(*) filter (period = 'now' and severity = 'Serious') as serious,
            count(*) filter (period = 'now' and severity = 'Slight') as slight,
            count(*) filter (period = 'before' and severity = 'Fatal') as fatal_before,
            count(*) filter (period = 'before' and severity = 'Serious') as serious_before,
            count(*) filter (period = 'before' and severity = 'Slight') as slight_before,
        from window_casualties(of_district, to_month, how_many, chosen_wards, chosen_class)
        group by by_column
    ),
    filled as (
        select
            asked.key, p.months_present, p.months_present_before,
            figure(c.fatal, is_whole) as fatal,
            figure(c.serious, is_whole) as serious,
            figure(c.slight, is_whole) as slight,
            figure(c.fatal_before, is_whole_before) as fatal_before,
            figure(c.serious_before, is_whole_before) as serious_before,
            figure(c.slight_before, is_whole_before) as slight_before,
        from (select unnest(asked_keys) as key) as asked
        cross join presence as p
        left join counted as c on c.key is not distinct from asked.key
    )
    select
        key,
        fatal, serious, slight, fatal + serious as ksi, fatal + serious + slight as all_casualties,
        fatal_before, serious_before, slight_before, fatal_before + serious_before as ksi_before,
        fatal_before + serious_before + slight_before as all_casualties_before,
        months_present, months_present_before,
    from filled;
