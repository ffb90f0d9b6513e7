-- What several questions share: paste this into the DuckDB shell before a question's file.

create macro month_of(year_month) as cast(year_month || '-01' as date);

-- The months of a window ('now') and the same months a year earlier ('before').
create macro window_months(to_month, how_many) as table
    select
        period,
        cast(month_of(to_month) - to_months(cast(back as integer) + years * 12) as date) as month,
    from (select unnest(range(how_many)) as back)
    cross join (values ('now', 0), ('before', 1)) as periods(period, years);

-- Each area's residents for each year up to a window's end, all on the basis of the window's end: the year itself,
-- else the nearest earlier, else the nearest later. A basis can be asked for, to stand beside wards counted on it.
create macro residents_for(to_month, on_basis := null) as table
    with wanted as (select year(month_of(to_month)) - unnest(range(7)) as year),
    choices as (
        select
            r.area_code, w.year, r.residents, r.year as residents_year, r.basis,
            if(r.year <= w.year, w.year - r.year, 1000 + r.year - w.year) as distance,
        from residents as r
        cross join wanted as w
        where on_basis is null or r.basis = on_basis
    ),
    at_the_end as (
        select area_code, arg_min(basis, distance) as basis
        from choices where year = year(month_of(to_month)) group by area_code
    )
    select
        area_code, year,
        arg_min(residents, distance) as residents,
        arg_min(residents_year, distance) as residents_year,
        any_value(basis) as basis,
    from choices
    join at_the_end using (area_code, basis)
    group by area_code, year;

-- The same for a district's wards: for all of them from one year that has the most of them.
create macro ward_residents_for(to_month, of_district) as table
    with ward_years as (
        select r.year as residents_year, r.basis, count(*) as wards
        from residents as r
        join areas as a on a.area_code = r.area_code and a.area_level = 'ward' and a.district_code = of_district
        group by r.year, r.basis
    ),
    wanted as (select year(month_of(to_month)) - unnest(range(7)) as year),
    choices as (
        select
            w.year, y.residents_year, y.basis,
            if(y.residents_year <= w.year, w.year - y.residents_year, 1000 + y.residents_year - w.year) as distance,
        from ward_years as y
        cross join wanted as w
        where y.wards = (select max(wards) from ward_years)
    ),
    at_the_end as (select arg_min(basis, distance) as basis from choices where year = year(month_of(to_month))),
    chosen as (
        select year, arg_min(residents_year, distance) as residents_year, any_value(basis) as basis
        from choices join at_the_end using (basis) group by year
    )
    select a.area_code, c.year, r.residents, c.residents_year, c.basis
    from chosen as c
    cross join areas as a
    left join residents as r on r.area_code = a.area_code and r.year = c.residents_year
    where a.area_level = 'ward' and a.district_code = of_district;

-- A ward is chosen by name or by class; with nothing chosen, so is what no ward holds.
create macro is_chosen(ward, its_rural_urban, its_setting, chosen_wards, chosen_class) as
    (len(chosen_wards) = 0 or coalesce(list_contains(chosen_wards, ward), false))
    and (chosen_class = 'All' or coalesce(its_rural_urban = chosen_class or its_setting = chosen_class, false));

create macro is_part(chosen_wards, chosen_class) as len(chosen_wards) > 0 or chosen_class <> 'All';

-- Sensitive partner figures are given freely only for whole districts; their parts nowhere. What else may be given: is_disclosed.
create macro must_withhold(its_series, its_sensitive, its_parent, below_district) as
    its_series = 'partner' and its_sensitive and (below_district or its_parent is not null);

-- Whether a category's figures are withheld for what is chosen of a district, and for whole districts. One row.
create macro withheld(of_series, of_category, chosen_wards, chosen_class) as table
    select
        must_withhold(of_series, is_sensitive, parent_code, is_part(chosen_wards, chosen_class)) as is_withheld,
        must_withhold(of_series, is_sensitive, parent_code, false) as is_county_withheld,
    from categories where series = of_series and category_code = of_category;

-- Counts by district, category and period, with the months present; withheld ones have none.
create macro district_counts(of_series, to_month, how_many) as table
    select
        c.district_code, c.category_code, w.period,
        sum(c.crimes) as counted,
        count(distinct c.month) as months_present,
        if(months_present = how_many and not is_withheld_in(of_series, any_value(k.is_sensitive), any_value(k.parent_code), c.district_code,
            'Whole', c.category_code, to_month, if(w.period = 'now', 0, 1), how_many), counted, null) as crimes,
    from crime as c
    join window_months(to_month, how_many) as w using (month)
    join categories as k on k.series = c.series and k.category_code = c.category_code
    where c.series = of_series
    group by c.district_code, c.category_code, w.period;

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

-- Positions by rate and by number among the districts that are compared, where there are several; null where one lacks a month.
create macro district_positions(of_series, to_month, how_many) as table
    with districts_named as (
        select area_code as district_code, area_code in (from compared) and (select count(*) from compared) > 1 as is_ranked
        from areas where area_level = 'district'
    ),
    rates as (
        select
            d.*, c.is_ranked,
            r.residents, r.residents_year, r.basis,
            1000.0 * d.crimes / r.residents as per_1000,
            count(1000.0 * d.crimes / r.residents) over (partition by c.is_ranked, d.category_code, d.period) as with_rate,
        from district_counts(of_series, to_month, how_many) as d
        join districts_named as c using (district_code)
        left join residents_for(to_month) as r
            on r.area_code = d.district_code and r.year = year(month_of(to_month)) - if(d.period = 'before', 1, 0)
    )
    select
        *,
        if(is_ranked and with_rate = (select count(*) from compared), rank() over (ours order by per_1000), null) as rank,
        if(is_ranked and with_rate = (select count(*) from compared), rank() over (ours order by crimes), null) as rank_volume,
    from rates
    window ours as (partition by is_ranked, category_code, period);

-- The window's months for which a district has no figures, in words.
create macro missing_months(of_series, of_district, to_month, how_many, of_period) as (
    select string_agg(strftime(w.month, '%B %Y'), ', ' order by w.month)
    from window_months(to_month, how_many) as w
    where w.period = of_period and w.month not in (
        select c.month from crime as c where c.series = of_series and c.district_code = of_district
    )
);

-- On what basis a district's wards are counted at a window's end.
create macro ward_basis(to_month, of_district) as
    (select any_value(basis) from ward_residents_for(to_month, of_district) where year = year(month_of(to_month)));

-- Residents of the chosen part of a district, of the whole and of all that are compared, for each year up to a window's end, on one basis.
create macro people_for(to_month, of_district, chosen_wards, chosen_class) as table
    with part as (
        select
            w.year, any_value(w.residents_year) as residents_year,
            if(count(w.residents) = count(*), sum(w.residents), null) as residents,
        from ward_residents_for(to_month, of_district) as w
        join areas as a on a.area_code = w.area_code
        where is_chosen(a.area_code, a.rural_urban, a.setting, chosen_wards, chosen_class)
        group by w.year
    ),
    whole as (
        select
            year,
            sum(residents) filter (area_code = of_district) as residents,
            any_value(residents_year) filter (area_code = of_district) as residents_year,
            any_value(basis) filter (area_code = of_district) as basis,
            if(count(*) filter (area_code in (from compared)) = (select count(*) from compared),
                sum(residents) filter (area_code in (from compared)), null) as county_residents,
        from residents_for(to_month, on_basis := if(is_part(chosen_wards, chosen_class), ward_basis(to_month, of_district), null))
        group by year
    )
    select
        w.year, w.basis, w.county_residents, w.residents as district_residents,
        if(is_part(chosen_wards, chosen_class), p.residents, w.residents) as residents,
        if(is_part(chosen_wards, chosen_class), p.residents_year, w.residents_year) as residents_year,
    from whole as w
    left join part as p on p.year = w.year;

-- A category's counts in each ward of a district (null: in none), in the window and a year before.
create macro ward_counts(of_series, of_district, of_category, to_month, how_many) as table
    select
        c.ward_code,
        sum(c.crimes) filter (w.period = 'now') as crimes,
        sum(c.crimes) filter (w.period = 'before') as crimes_before,
    from crime as c
    join window_months(to_month, how_many) as w using (month)
    where c.series = of_series and c.district_code = of_district and c.category_code = of_category
    group by c.ward_code;

-- How much of a window is there for a category of a district, and whether it is sensitive. One row.
create macro ward_presence(of_series, of_district, of_category, to_month, how_many) as table
    select
        coalesce(max(months_present) filter (period = 'now'), 0) as months_present,
        coalesce(max(months_present) filter (period = 'before'), 0) as months_present_before,
        (select is_sensitive from categories where series = of_series and category_code = of_category) as is_sensitive,
        (select parent_code from categories where series = of_series and category_code = of_category) as parent_code,
    from district_counts(of_series, to_month, how_many)
    where district_code = of_district and category_code = of_category;
