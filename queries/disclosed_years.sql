-- For which years are sensitive figures of parts of the district given?
-- One row per year.
select
    strftime(last_month, '%Y-%m') as last_month, cast(year(last_month) as integer) as year,
    bool_or(figure <> 'crimes' and category_code = $category) as has_outcomes, bool_or(figure = 'crimes' and category_code = $category) as has_crimes,
from disclosed
where series = $series and district_code = $district
group by all
order by last_month;
