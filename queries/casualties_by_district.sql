-- How many people were killed and injured on the roads of each district of the police area?
-- One row per district.
with rows as (
    select d.area_code as district_code, d.area_name as district_name, d.area_code in (from compared) as is_in_county
    from areas as d
    join areas as us on us.area_code = $district and us.police_force = d.police_force
    where d.area_level = 'district'
),
counted as (
    select
        c.district_code,
        sum(c.fatal) filter (w.period = 'now') as fatal,
        sum(c.serious) filter (w.period = 'now') as serious,
        sum(c.slight) filter (w.period = 'now') as slight,
        sum(c.fatal) filter (w.period = 'before') as fatal_before,
        sum(c.serious) filter (w.period = 'before') as serious_before,
        sum(c.slight) filter (w.period = 'before') as slight_before,
    from district_casualties as c
    join window_months($last_month, $months) as w using (month)
    group by c.district_code
),
filled as (
    select
        rows.*, p.months_present, p.months_present_before,
        cast(figure(c.fatal, is_whole) as bigint) as fatal,
        cast(figure(c.serious, is_whole) as bigint) as serious,
        cast(figure(c.slight, is_whole) as bigint) as slight,
        cast(figure(c.fatal_before, is_whole_before) as bigint) as fatal_before,
        cast(figure(c.serious_before, is_whole_before) as bigint) as serious_before,
        cast(figure(c.slight_before, is_whole_before) as bigint) as slight_before,
    from rows
    cross join extract_presence('collisions', $last_month, $months) as p
    left join counted as c using (district_code)
),
histories as (
    select
        rows.district_code,
        list(cast(figure(c.fatal + c.serious, h.month is not null) as double) order by m.month) as ksi_history,
        list(cast(figure(c.fatal + c.serious + c.slight, h.month is not null) as double) order by m.month) as history,
    from rows
    cross join history_months('roads', $last_month, $months) as m
    left join coverage as h on h.extract = 'collisions' and h.month = m.month and h.is_complete
    left join district_casualties as c on c.district_code = rows.district_code and c.month = m.month
    group by rows.district_code
)
select
    district_code, district_name,
    fatal, serious, slight, fatal + serious as ksi, fatal + serious + slight as all_casualties,
    fatal_before, serious_before, slight_before, fatal_before + serious_before as ksi_before,
    fatal_before + serious_before + slight_before as all_casualties_before,
    months_present, months_present_before, is_in_county,
    h.history, h.ksi_history, why_not_compared('roads', $last_month, $months) as why_not,
from filled
join histories as h using (district_code)
order by is_in_county desc, district_name;
