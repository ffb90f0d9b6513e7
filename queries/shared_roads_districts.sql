-- What questions on people hurt on the roads of whole districts share: paste this after shared_roads_casualties.sql.

-- People hurt by district and month: made once, when an edition is opened. A district's rows lie together.
create table district_casualties as
    select
        district_code, month,
        cast(sum(fatal) as bigint) as fatal, cast(sum(serious) as bigint) as serious, cast(sum(slight) as bigint) as slight,
    from ward_casualties
    group by district_code, month
    order by district_code, month;
