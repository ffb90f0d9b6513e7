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
        district_code,
        sum(fatal) filter (is_now) as fatal, sum(serious) filter (is_now) as serious, sum(slight) filter (is_now) as slight,
        sum(fatal) filter (was_before) as fatal_before, sum(serious) filter (was_before) as serious_before, sum(slight) filter (was_before) as slight_before,
        list(month) as months, list(fatal + serious + slight) as counts, list(fatal + serious) as ksi_counts,
    from (
        select
            *, month > month_of($last_month) - to_months($months) as is_now,
            month > month_of($last_month) - to_months($months + 12) and month <= month_of($last_month) - to_months(12) as was_before,
        from district_casualties
        where month <= month_of($last_month) and district_code in (select district_code from rows)
    )
    group by district_code
),
filled as (
    select
        rows.*, p.months_present, p.months_present_before, j.why_not,
        cast(figure(c.fatal, is_whole) as bigint) as fatal,
        cast(figure(c.serious, is_whole) as bigint) as serious,
        cast(figure(c.slight, is_whole) as bigint) as slight,
        cast(figure(c.fatal_before, is_whole_before) as bigint) as fatal_before,
        cast(figure(c.serious_before, is_whole_before) as bigint) as serious_before,
        cast(figure(c.slight_before, is_whole_before) as bigint) as slight_before,
        history_of(j.judged_months, c.months, c.counts) as history, history_of(j.judged_months, c.months, c.ksi_counts) as ksi_history,
    from rows
    cross join extract_presence('collisions', $last_month, $months) as p
    cross join judged_roads($last_month, $months) as j
    left join counted as c using (district_code)
)
select
    district_code, district_name,
    fatal, serious, slight, fatal + serious as ksi, fatal + serious + slight as all_casualties,
    fatal_before, serious_before, slight_before, fatal_before + serious_before as ksi_before,
    fatal_before + serious_before + slight_before as all_casualties_before,
    months_present, months_present_before, is_in_county, history, ksi_history, why_not,
from filled
order by is_in_county desc, district_name;
