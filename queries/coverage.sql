-- Which months does the edition hold?
-- One row per extract and month.
select extract, month, is_complete, is_provisional, note
from coverage
order by extract, month;
