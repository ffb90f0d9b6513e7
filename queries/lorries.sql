-- In what share of collisions was a lorry (HGV) involved: of those in which someone was killed or seriously injured, and of all?
-- One row per group of collisions.
with rows as (
    select unnest(['Killed or seriously injured', 'All collisions']) as collisions_with
),
counts as (
    select
        r.collisions_with,
        figure(count(c.collision_id), any_value(is_whole)) as collisions,
        figure(count(*) filter (c.is_hgv), any_value(is_whole) and count(c.is_hgv) = count(c.collision_id)) as with_hgv,
        any_value(months_present) as months_present,
    from rows as r
    cross join extract_presence('collisions', $last_month, $months)
    left join collisions_now($district, $last_month, $months, $wards, $rural_urban) as c
        on r.collisions_with = 'All collisions' or c.severity <> 'Slight'
    group by r.collisions_with
)
select
    collisions_with, collisions, with_hgv,
    100.0 * with_hgv / nullif(collisions, 0) as hgv_pct,
    wilson_pct(with_hgv, nullif(collisions, 0), -1) as hgv_pct_low,
    wilson_pct(with_hgv, nullif(collisions, 0), 1) as hgv_pct_high,
    months_present,
from counts
order by collisions_with desc;
