-- What do the words of a question mean when some are left out?
-- One row in all.
select
    $district as district, $series as series, $last_month as last_month, $months as months,
    $category as category, $wards as wards, $rural_urban as rural_urban;
