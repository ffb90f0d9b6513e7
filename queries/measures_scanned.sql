-- How many counts are looked at for what stands out, and how many of them are too small to tell?
-- One row in all.
select
    count(*) as scanned, count(*) filter (crimes < 10 and crimes_before < 10) as too_few,
    (select why_not_for(list({'date': date, 'event': event} order by date), $last_month, $months) from breaks_of('crime')) as why_not,
from scanned_measures($series, $district, $last_month, $months, $wards, $rural_urban);
