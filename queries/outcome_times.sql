-- Where do the crimes of a category stand, and how many months did their outcomes take?
-- One row per outcome.
with presence as (
    select count(distinct recorded_month) as months_present
    from outcomes
    join window_months($last_month, $months) as w on w.period = 'now' and w.month = recorded_month
    where series = $series and district_code = $district and category_code = $category
),
crimes as (
    select
        o.outcome_group, datediff('month', o.recorded_month, o.outcome_month) as months_taken,
        unnest(range(cast(o.crimes as bigint))) as each_crime,
    from outcomes as o
    join window_months($last_month, $months) as w on w.period = 'now' and w.month = o.recorded_month
    left join areas as a on a.area_code = o.ward_code
    where o.series = $series and o.district_code = $district and o.category_code = $category
        and is_chosen(o.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)
),
counts as (
    select
        outcome_group, grouping(outcome_group) = 1 as is_total,
        count(*) as crimes,
        count(months_taken) as finished,
        quantile_disc(months_taken, 0.5) as median_months,
        100.0 * count(*) filter (months_taken <= 1) / nullif(count(months_taken), 0) as within_1_pct,
        100.0 * count(*) filter (months_taken <= 3) / nullif(count(months_taken), 0) as within_3_pct,
        100.0 * count(*) filter (months_taken <= 6) / nullif(count(months_taken), 0) as within_6_pct,
    from crimes
    group by grouping sets ((outcome_group), ())
)
select
    c.outcome_group, c.crimes,
    100.0 * c.crimes / max(c.crimes) over () as share_pct,
    c.finished, c.median_months, c.within_1_pct, c.within_3_pct, c.within_6_pct,
    (select max(followed_to) from outcome_categories where series = $series) as followed_to,
from counts as c
cross join presence
cross join (select * from categories where series = $series and category_code = $category) as k
where c.crimes > 0 and months_present = $months
    and not must_withhold_outcomes($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban))
order by not is_total, list_position(['court_convicted', 'court_not_convicted', 'court_result_unavailable', 'prosecuted', 'out_of_court',
    'other_agency', 'not_in_public_interest', 'evidential_difficulties', 'no_suspect', 'still_open'], outcome_group);
