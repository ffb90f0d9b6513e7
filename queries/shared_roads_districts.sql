-- What questions on people hurt on the roads of whole districts share: paste this after shared_roads_casualties.sql.

-- People hurt by district and month: made once, when an edition is opened. A district's rows lie together.
create table district_casualties as
    select
        c.district_code, date_trunc('month', c.date) as month,
        count(*) filter (k.severity = 'Fatal') as fatal,
        count(*) filter (k.severity = 'Serious') as serious,
        count(*) filter (k.severity = 'Slight') as slight,
    from collisions as c
    join casualties as k using (collision_id)
    group by c.district_code, date_trunc('month', c.date)
    order by c.district_code, date_trunc('month', c.date);
