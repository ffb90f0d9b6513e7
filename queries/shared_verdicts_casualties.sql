-- What questions that judge changes in casualties share: paste this after shared_verdicts.sql.

-- Counts of people hurt on the roads in the months before a window, by any column of collisions (by_column: ward_code,
-- district_code), oldest first; null: a month that is not held.
create macro casualty_histories(by_column, asked_keys, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    with months as (
        select m.month, h.month is not null as is_held
        from history_months('roads', to_month, how_many) as m
        left join coverage as h on h.extract = 'collisions' and h.month = m.month and h.is_complete
    ),
    counted as (
        select
            by_column as key, date_trunc('month', c.date) as month, count(*) as all_casualties,
            count(*) filter (k.severity <> 'Slight') as ksi,
        from collisions as c
        join casualties as k using (collision_id)
        left join (select area_code, rural_urban, setting from areas) as a on a.area_code = c.ward_code
        where (of_district is null or c.district_code = of_district)
            and is_chosen(c.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class)
        group by by_column, date_trunc('month', c.date)
    )
    select
        asked.key,
        list(cast(figure(c.ksi, is_held) as double) order by m.month) as ksi_history,
        list(cast(figure(c.all_casualties, is_held) as double) order by m.month) as history,
    from (select unnest(asked_keys) as key) as asked
    cross join months as m
    left join counted as c on c.key is not distinct from asked.key and c.month = m.month
    group by asked.key;
