-- Which categories belong to each of the partnership's priorities?
-- One row per priority and category.
select priority, category_code, year
from priorities
where year = (select max(year) from priorities where year <= year(month_of($last_month) + to_months(9)))
    or year = (select min(year) from priorities having min(year) > year(month_of($last_month) + to_months(9)))
order by sort_order, category_code;
