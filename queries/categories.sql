-- Which categories does the series have, and what does each count?
-- One row per category.
select category_code, category_label, parent_code, counts_in_all_crime, is_incident, is_sensitive, definition
from categories as k
where series = $series and k.category_code in (select category_code from counted_categories where series = $series)
order by sort_order;
