-- Which collisions make up the places of the camera screening?
-- One row per collision.
-- These are all collisions that it looks at; the last step, queries/camera_screening.py, groups them.
select c.*
from badly_hurt_collisions($district, $last_month, $wards, $rural_urban) as c
cross join extract_presence('collisions', $last_month, 36)
where is_whole
order by c.date, c.collision_id;
