-- Which recorded events bear on the figures?
-- One row per event.
select date, topic, event, breaks_series from events order by date, event;
