-- Where are the criteria of fixed cameras met, or one short, in the three years to the month?
-- One row per stretch of a road, or repeat location on roads without a number.
-- These are all collisions that it looks at; the last step, queries/camera_screening.py, groups them.
select c.*
from badly_hurt_collisions($district, $last_month, $wards, $rural_urban) as c
cross join extract_presence('collisions', $last_month, 36)
where is_whole
order by c.date, c.collision_id;
