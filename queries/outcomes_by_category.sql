-- What became of the crimes of each category: arrests, prosecutions, convictions, and what is still open?
-- One row per category.
with figures as (
    select * from outcome_figures($series, $district, $last_month, $months, $wards, $rural_urban, 'category')
)
select
    k.category_code, k.category_label, recorded, arrests, charged, convicted, still_open, charge_pct, conviction_pct,
    with_court_result, convicted_of_court_pct, open_pct, out_of_court, no_suspect, evidential_difficulties,
    not_in_public_interest, other_agency, court_result_unavailable,
    charged_not_convicted, closed_without_charge, ended_otherwise,
    recorded < 50 as is_few,
    coalesce(f.is_withheld, must_withhold_outcomes($series, k.is_sensitive, k.parent_code, is_part($wards, $rural_urban))) as is_withheld,
    coalesce(f.is_below, false) as is_below, has_court_results, coalesce(months_present, 0) as months_present, k.parent_code, k.counts_in_all_crime,
from categories as k
left join figures as f on f.category_code = k.category_code
where k.series = $series
    and k.category_code in (select category_code from outcome_categories where series = $series)
order by k.sort_order;
