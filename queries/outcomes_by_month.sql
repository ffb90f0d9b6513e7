-- What became of the crimes recorded each month, so far?
-- One row per recorded month.
with months as (
    select month as recorded_month from window_months($last_month, $months) where period = 'now'
),
figures as (
    select * from outcome_figures($series, $district, $last_month, $months, $wards, $rural_urban, 'month')
    where category_code = $category
)
select
    m.recorded_month, recorded, arrests, charged, convicted, still_open, charge_pct, conviction_pct,
    with_court_result, convicted_of_court_pct, open_pct, out_of_court, no_suspect, evidential_difficulties,
    not_in_public_interest, other_agency, court_result_unavailable,
    charged_not_convicted, closed_without_charge, ended_otherwise,
    f.is_withheld, has_court_results, coalesce(months_present, 0) as months_present,
from months as m
left join figures as f on f.cohort = m.recorded_month
order by m.recorded_month;
