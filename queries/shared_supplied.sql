-- What questions on others' measures, promises and deprivation share: paste this after shared_by_ward.sql.

-- An edition may lack these extracts: then they are empty.
create view if not exists measures as
    select
        null::varchar as measure, null::varchar as organisation, null::varchar as area_code, null::date as period_start,
        null::date as period_end, null::double as value, null::varchar as unit,
    where false;
create view if not exists deprivation as
    select
        null::varchar as area_code, null::double as decile, null::double as score, null::varchar as vintage,
        null::double as most_deprived_pct,
    where false;
create view if not exists promises as
    select
        null::date as date, null::varchar as meeting, null::varchar as question, null::varchar as owner, null::date as due,
        null::varchar as answer, null::varchar as link, null::varchar as status,
    where false;
create view if not exists harm_weights as
    select null::varchar as category_code, null::double as weight, null::varchar as source, null::date as adopted_on,
    where false;

-- The wards of a district with their deprivation and a category's crimes in a window; a withheld ward has none.
create macro deprived_wards(of_series, of_district, of_category, to_month, how_many) as table
    with wards as (
        select
            a.area_code, a.area_name, p.months_present, p.has_wards,
            is_withheld_in(of_series, p.is_sensitive, p.parent_code, a.area_code, p.given, to_month, 0, how_many) as is_withheld,
        from areas as a
        cross join ward_presence(of_series, of_district, of_category, to_month, how_many) as p
        where a.area_level = 'ward' and a.district_code = of_district
    )
    select
        a.area_code as ward_code, a.area_name as ward_name, d.decile, d.score, d.vintage, d.most_deprived_pct,
        r.residents, r.residents_year, r.residents_basis, a.is_withheld, a.months_present,
        if(a.is_withheld or not a.has_wards or a.months_present < how_many, null, coalesce(c.crimes, 0)) as crimes,
    from wards as a
    left join deprivation as d on d.area_code = a.area_code
    left join ward_counts(of_series, of_district, of_category, to_month, how_many) as c on c.ward_code = a.area_code
    left join ward_people as r on r.district_code = of_district and r.end_year = year(month_of(to_month)) and r.ward_code = a.area_code;
