-- What several questions share: paste this into the DuckDB shell before a question's file.

create macro month_of(year_month) as cast(year_month || '-01' as date);

-- The months of a window ('now') and the same months a year earlier ('before').
create macro window_months(to_month, how_many) as table
    select
        period,
        cast(month_of(to_month) - to_months(cast(back as integer) + years * 12) as date) as month,
    from (select unnest(range(how_many)) as back)
    cross join (values ('now', 0), ('before', 1)) as periods(period, years);

-- The years that windows end in, and for each the years up to it: made once, when an edition is opened.
create table ends as
    select end_year, end_year - unnest(range(7)) as year
    from (
        select unnest(range(min(year) - 1, max(year) + 3)) as end_year
        from (select year(min(month)) as year from crime union all select year(max(month)) from crime union all select year from residents)
    );

-- Each district's residents for each year up to a window's end, all on the basis of the window's end: the year itself,
-- else the nearest earlier, else the nearest later. A basis can be wanted, to stand beside wards counted on it.
create table district_residents as
    with choices as (
        select
            e.end_year, b.wanted_basis, r.area_code, e.year, r.residents, r.year as residents_year, r.basis,
            if(r.year <= e.year, e.year - r.year, 1000 + r.year - e.year) as distance,
        from residents as r
        join areas as a on a.area_code = r.area_code and a.area_level = 'district'
        join (select distinct unnest([null, basis]) as wanted_basis from residents) as b on coalesce(b.wanted_basis = r.basis, true)
        cross join ends as e
    ),
    at_the_end as (
        select end_year, wanted_basis, area_code, arg_min(basis, distance) as basis
        from choices where year = end_year group by end_year, wanted_basis, area_code
    )
    select
        c.end_year, c.wanted_basis, c.area_code, c.year,
        arg_min(residents, distance) as residents,
        arg_min(residents_year, distance) as residents_year,
        any_value(basis) as basis,
    from choices as c
    join at_the_end as a using (end_year, area_code, basis)
    where c.wanted_basis is not distinct from a.wanted_basis
    group by c.end_year, c.wanted_basis, c.area_code, c.year;

create macro residents_for(to_month, on_basis := null) as table
    select area_code, year, residents, residents_year, basis
    from district_residents
    where end_year = year(month_of(to_month)) and wanted_basis is not distinct from on_basis;

-- The year whose residents a district's wards have for each year up to a window's end: for all of them one that has the most of them.
create table years_of_wards as
    with held as (
        select a.district_code, r.year as residents_year, r.basis, count(*) as wards
        from residents as r
        join areas as a on a.area_code = r.area_code and a.area_level = 'ward'
        group by a.district_code, r.year, r.basis
        qualify wards = max(wards) over (partition by a.district_code)
    ),
    choices as (
        select
            e.end_year, e.year, h.*,
            if(h.residents_year <= e.year, e.year - h.residents_year, 1000 + h.residents_year - e.year) as distance,
        from held as h
        cross join ends as e
    ),
    at_the_end as (
        select end_year, district_code, arg_min(basis, distance) as basis from choices where year = end_year group by end_year, district_code
    )
    select end_year, district_code, year, arg_min(residents_year, distance) as residents_year, any_value(basis) as basis
    from choices
    join at_the_end using (end_year, district_code, basis)
    group by end_year, district_code, year;

create macro ward_residents_for(to_month, of_district) as table
    select a.area_code, c.year, r.residents, c.residents_year, c.basis
    from years_of_wards as c
    join areas as a on a.district_code = c.district_code and a.area_level = 'ward'
    left join residents as r on r.area_code = a.area_code and r.year = c.residents_year
    where c.end_year = year(month_of(to_month)) and c.district_code = of_district;

-- A ward is chosen by name or by class; with nothing chosen, so is what no ward holds.
create macro is_chosen(ward, its_rural_urban, its_setting, chosen_wards, chosen_class) as
    (len(chosen_wards) = 0 or coalesce(list_contains(chosen_wards, ward), false))
    and (chosen_class = 'All' or coalesce(its_rural_urban = chosen_class or its_setting = chosen_class, false));

create macro is_part(chosen_wards, chosen_class) as len(chosen_wards) > 0 or chosen_class <> 'All';

-- Sensitive partner figures are given freely only for whole districts; their parts nowhere. What else may be given: disclosed.
create macro must_withhold(its_series, its_sensitive, its_parent, below_district) as
    its_series = 'partner' and its_sensitive and (below_district or its_parent is not null);

-- Whether a category's figures are withheld for what is chosen of a district, and for whole districts. One row.
create macro withheld(of_series, of_category, chosen_wards, chosen_class) as table
    select
        must_withhold(of_series, is_sensitive, parent_code, is_part(chosen_wards, chosen_class)) as is_withheld,
        must_withhold(of_series, is_sensitive, parent_code, false) as is_county_withheld,
    from categories where series = of_series and category_code = of_category;

-- The dashboard gives the edition's home district; pasted into a shell, it is the one whose wards are held.
create table if not exists home as select min(district_code) as district_code from areas where area_level = 'ward';

-- The districts that are compared: those of the home district's county or, where the home district is a county by itself (a unitary
-- or metropolitan district, a London borough), those of its police force.
create table compared as
    with us as (
        select a.county_code, a.police_force, a.county_code = a.area_code as is_by_itself
        from areas as a
        join home as h on h.district_code = a.area_code
    )
    select a.area_code as district_code
    from areas as a
    cross join us
    where a.area_level = 'district' and if(us.is_by_itself, a.police_force = us.police_force, a.county_code = us.county_code);

-- Each district's crimes by month and category, without its wards: made once, when an edition is opened. A district's rows lie together.
create table district_months as
    select series, district_code, month, category_code, cast(sum(crimes) as bigint) as crimes, count(ward_code) > 0 as is_split,
    from crime group by series, district_code, month, category_code order by series, district_code, category_code, month;

-- The categories that each series has figures of.
create table counted_categories as
    select * from categories where (series, category_code) in (select (series, category_code) from district_months);

-- Residents of whole districts and of all that are compared, for each year up to a window's end: those that stand beside the
-- whole of a district, and those on the basis of its wards, that stand beside a part of it.
create table people as
    with county as (
        select
            end_year, wanted_basis, year,
            if(count(*) filter (area_code in (from compared)) = (select count(*) from compared),
                sum(residents) filter (area_code in (from compared)), null) as county_residents,
        from district_residents group by end_year, wanted_basis, year
    ),
    asked as (
        select d.area_code as district_code, e.end_year, p.beside_part, if(p.beside_part, w.basis, null) as wanted_basis
        from areas as d
        cross join (select distinct end_year from ends) as e
        cross join (values (false), (true)) as p(beside_part)
        left join years_of_wards as w on w.district_code = d.area_code and w.end_year = e.end_year and w.year = e.end_year
        where d.area_level = 'district'
    )
    select
        a.district_code, a.end_year, a.beside_part, c.year, cast(r.residents as hugeint) as residents, r.residents_year, r.basis, c.county_residents,
    from asked as a
    join county as c on c.end_year = a.end_year and c.wanted_basis is not distinct from a.wanted_basis
    left join district_residents as r
        on r.end_year = c.end_year and r.wanted_basis is not distinct from c.wanted_basis and r.year = c.year and r.area_code = a.district_code
    order by a.district_code, a.end_year, a.beside_part, c.year;

-- Residents of a whole district and of all that are compared, for each year up to a window's end, on one basis.
create macro whole_people(to_month, of_district, chosen_wards, chosen_class) as table
    select year, basis, county_residents, residents as district_residents, residents, residents_year
    from people where district_code = of_district and end_year = year(month_of(to_month)) and not beside_part;

-- The same beside the chosen part of it.
create macro part_people(to_month, of_district, chosen_wards, chosen_class) as table
    with part as (
        select
            w.year, any_value(w.residents_year) as residents_year,
            if(count(w.residents) = count(*), sum(w.residents), null) as residents,
        from ward_residents_for(to_month, of_district) as w
        join areas as a on a.area_code = w.area_code
        where is_chosen(a.area_code, a.rural_urban, a.setting, chosen_wards, chosen_class)
        group by w.year
    )
    select w.year, w.basis, w.county_residents, w.residents as district_residents, p.residents, p.residents_year
    from people as w
    left join part as p using (year)
    where w.district_code = of_district and w.end_year = year(month_of(to_month)) and w.beside_part;

-- The same of what is chosen, all or a part. Answers are asked of the one that it is (queries/answers.py): to plan both took longer.
create macro chosen_people(to_month, of_district, chosen_wards, chosen_class) as table
    from whole_people(to_month, of_district, chosen_wards, chosen_class) where not is_part(chosen_wards, chosen_class)
    union all
    from part_people(to_month, of_district, chosen_wards, chosen_class) where is_part(chosen_wards, chosen_class);
