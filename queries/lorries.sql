-- In what share of collisions was a lorry (HGV) involved: of those in which someone was killed or seriously injured, and of all?
-- One row per group of collisions.
with counted as (
    select
        count(*) as every, count(is_hgv) as every_known, count(*) filter (is_hgv) as every_hgv,
        count(*) filter (severity <> 'Slight') as bad, count(is_hgv) filter (severity <> 'Slight') as bad_known,
        count(*) filter (severity <> 'Slight' and is_hgv) as bad_hgv,
    from collisions_now($district, $last_month, $months, $wards, $rural_urban)
),
groups as (
    select
        unnest(['Killed or seriously injured', 'All collisions']) as collisions_with,
        unnest([bad, every]) as number, unnest([bad_known, every_known]) as known, unnest([bad_hgv, every_hgv]) as hgv,
    from counted
),
counts as (
    select collisions_with, figure(number, is_whole) as collisions, figure(hgv, is_whole and known = number) as with_hgv, months_present
    from groups
    cross join extract_presence('collisions', $last_month, $months)
)
select
    collisions_with, collisions, with_hgv,
    100.0 * with_hgv / nullif(collisions, 0) as hgv_pct,
    wilson_pct(with_hgv, nullif(collisions, 0), -1) as hgv_pct_low,
    wilson_pct(with_hgv, nullif(collisions, 0), 1) as hgv_pct_high,
    months_present,
from counts
order by collisions_with desc;
