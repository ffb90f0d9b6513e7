-- What became of the crimes recorded in each ward: arrests, prosecutions, convictions, and what is still open?
-- One row per ward.
with rows as (
    from ward_rows($district, $wards, $rural_urban)
),
figures as (
    select * from outcome_figures($series, $district, $last_month, $months, cast([] as varchar[]), 'All', 'ward')
    where category_code = $category
)
select
    r.ward_code, r.ward_name, recorded, arrests, charged, convicted, still_open, charge_pct, conviction_pct,
    with_court_result, convicted_of_court_pct, open_pct, out_of_court, no_suspect, evidential_difficulties,
    not_in_public_interest, other_agency, court_result_unavailable,
    charged_not_convicted, closed_without_charge, ended_otherwise,
    recorded < 50 as is_few,
    rural_urban, setting,
    coalesce(f.is_withheld, must_withhold_outcomes($series, k.is_sensitive, k.parent_code, true)) as is_withheld,
    coalesce(f.is_below, false) as is_below, has_court_results, coalesce(months_present, 0) as months_present,
from rows as r
cross join (select * from categories where series = $series and category_code = $category) as k
left join figures as f on f.ward_code is not distinct from r.ward_code
order by r.ward_code is null, r.ward_name;
