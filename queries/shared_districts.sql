-- What questions that compare districts share: paste this after shared_disclosure.sql.

-- The districts beside each (beside none: those that are compared): those that are compared, and those of its police force.
create table neighbours_of as
    select us.area_code as district, them.area_code as neighbour
    from areas as us
    join areas as them on them.area_code in (from compared) or them.police_force = us.police_force
    where us.area_level = 'district' and them.area_level = 'district'
    union all
    select null, district_code from compared
    order by 1, 2;

create macro beside(of_district) as table
    select neighbour as district_code from neighbours_of where district is not distinct from of_district;

-- Each district's residents for the year that a window ends in, and for the year before it.
create table residents_of_windows as
    select
        end_year, area_code, any_value(residents) filter (year = end_year) as residents, any_value(residents_year) filter (year = end_year) as residents_year,
        any_value(basis) filter (year = end_year) as basis, any_value(residents) filter (year = end_year - 1) as residents_before,
    from district_residents where wanted_basis is null group by end_year, area_code;

-- Counts of the districts beside one by category, in a window and in the same months a year before, with the months present; withheld
-- ones have none. Beside them its months, by which a change is judged.
create macro district_counts(of_series, of_district, to_month, how_many) as table
    with windows as (
        select *, part_of(counts, place, how_many) as months_now, part_of(counts, place - 12, how_many) as months_before,
        from (select *, place_of(first_month, to_month) as place from monthly where series = of_series and district_code in (from beside(of_district)))
    ),
    held as (
        select *, list_count(months_now) as months_present, list_count(months_before) as months_present_before from windows
    )
    select
        district_code, category_code, is_sensitive, parent_code, place, counts, breaks, fresh, ranked_among, months_present, months_present_before,
        if(months_present = how_many and not is_withheld_in(of_series, is_sensitive, parent_code, 'Whole', given, to_month, 0, how_many),
            list_sum(months_now), null) as crimes,
        if(months_present_before = how_many and not is_withheld_in(of_series, is_sensitive, parent_code, 'Whole', given, to_month, 1, how_many),
            list_sum(months_before), null) as crimes_before,
    from held;

-- The same with their residents and rates; residents beside no figure are none.
create macro district_rates(of_series, of_district, to_month, how_many) as table
    select
        d.*, d.ranked_among is not null and d.months_present > 0 as is_ranked,
        if(d.months_present > 0, r.residents, null) as residents, if(d.months_present_before > 0, r.residents_before, null) as residents_before,
        r.residents_year, r.basis,
        1000.0 * d.crimes / r.residents as per_1000, 1000.0 * d.crimes_before / r.residents_before as per_1000_before,
    from district_counts(of_series, of_district, to_month, how_many) as d
    left join residents_of_windows as r on r.end_year = year(month_of(to_month)) and r.area_code = d.district_code;

-- Positions by rate and by number among the districts that are compared, where there are several; null where one lacks a month.
create macro district_positions(of_series, of_district, to_month, how_many) as table
    with rates as materialized (
        from district_rates(of_series, of_district, to_month, how_many)
    ),
    in_order as (
        select
            category_code, any_value(ranked_among) as among, count(per_1000) as ranked, count(per_1000_before) as ranked_before,
            list_sort(list(per_1000)) as rates, list_sort(list(crimes)) as numbers,
            list_sort(list(per_1000_before)) as rates_before, list_sort(list(crimes_before)) as numbers_before,
        from rates where ranked_among is not null
        group by category_code
    )
    select
        r.*,
        if(ranked_among is not null and ranked = among, list_position(o.rates, per_1000), null) as rank,
        if(ranked_among is not null and ranked = among, list_position(o.numbers, crimes), null) as rank_volume,
        if(ranked_among is not null and ranked_before = among, list_position(o.rates_before, per_1000_before), null) as rank_before,
        if(ranked_among is not null and ranked_before = among, list_position(o.numbers_before, crimes_before), null) as rank_volume_before,
    from rates as r
    left join in_order as o on o.category_code = r.category_code;
