-- What questions on the ages of people hurt on the roads share: paste this after shared_roads.sql.

-- An edition may lack it: then nobody's age is known.
create view if not exists residents_by_age as
    select null::varchar as area_code, null::integer as year, null::varchar as age_band, null::integer as residents where false;

-- The residents of each district by age band in the year nearest to each year that a window can end in (of two, the earlier): its own
-- where they are held, else those of its wards.
create table ages_of_districts as
    with held as (
        select a.district_code, r.year, r.age_band, sum(r.residents) as residents, sum(sum(r.residents)) over (partition by a.district_code, r.year) as every
        from residents_by_age as r
        join areas as a on a.area_code = r.area_code
        join (
            select b.district_code, min(b.area_level) as area_level from residents_by_age as c join areas as b using (area_code) group by b.district_code
        ) as held on held.district_code = a.district_code and held.area_level = a.area_level
        group by a.district_code, r.year, r.age_band
    ),
    nearest as (
        select h.district_code, e.end_year, arg_min(h.year, 2 * abs(h.year - e.end_year) + if(h.year > e.end_year, 1, 0)) as year
        from (select distinct district_code, year from held) as h
        cross join (select distinct year(month) as end_year from coverage) as e
        group by h.district_code, e.end_year
    )
    select district_code, end_year, age_band, residents, 100.0 * residents / every as residents_pct, year as residents_year
    from held
    join nearest using (district_code, year)
    order by district_code, end_year, age_band;
