-- For which months does the district have figures of the category?
-- One row per month.
select month
from district_months
where series = $series and district_code = $district and category_code = $category
order by month;
