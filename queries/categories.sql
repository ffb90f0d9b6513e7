-- Which categories does the series have, and what does each count?
-- One row per category.
select category_code, category_label, parent_code, counts_in_all_crime, is_incident, is_sensitive, definition
from categories as k
where series = $series and exists (select 1 from crime as c where c.series = k.series and c.category_code = k.category_code)
order by sort_order;
