-- For which months does the district have figures of the category?
-- One row per month.
select distinct month
from crime
where series = $series and district_code = $district and category_code = $category
order by month;
