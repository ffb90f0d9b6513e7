-- What was promised after meetings, has it been answered, and what is overdue?
-- One row per promise.
select
    date, meeting, question, owner, due, answer, link, status,
    status = 'open' and due < current_date as is_overdue,
from promises
order by is_overdue desc, status <> 'open', due, date, question;
