-- How many people were killed, seriously and slightly injured on the chosen roads in all?
-- One row in all.
with figures as (
    select
        p.months_present, p.months_present_before, j.why_not,
        figure(c.fatal, is_whole) as fatal,
        figure(c.serious, is_whole) as serious,
        figure(c.slight, is_whole) as slight,
        figure(c.fatal_before, is_whole_before) as fatal_before,
        figure(c.serious_before, is_whole_before) as serious_before,
        figure(c.slight_before, is_whole_before) as slight_before,
        history_of(j.judged_months, c.months, c.counts) as history, history_of(j.judged_months, c.months, c.ksi_counts) as ksi_history,
    from extract_presence('collisions', $last_month, $months) as p
    cross join judged_roads($last_month, $months) as j
    left join casualty_counts(district_code, $district, $last_month, $months, $wards, $rural_urban) as c on c.key = $district
)
select
    fatal, serious, slight, fatal + serious as ksi, fatal + serious + slight as all_casualties,
    fatal_before, serious_before, slight_before, fatal_before + serious_before as ksi_before,
    fatal_before + serious_before + slight_before as all_casualties_before,
    months_present, months_present_before, history, ksi_history, why_not,
from figures;
