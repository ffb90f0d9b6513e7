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

-- Counts of the districts beside one by category and period, with the months present; withheld ones have none. Beside
-- them the months before the window, by which its change is judged, oldest first, and why it is not.
create macro district_counts(of_series, of_district, to_month, how_many) as table
    select
        s.district_code, s.category_code, s.is_sensitive, s.parent_code, w.period, s.ranked_among,
        list_sum(part_of(s.counts, place_of(s.first_month, to_month) - w.back, how_many)) as counted,
        list_count(part_of(s.counts, place_of(s.first_month, to_month) - w.back, how_many)) as months_present,
        if(months_present = how_many and not is_withheld_in(of_series, s.is_sensitive, s.parent_code, s.district_code,
            'Whole', s.category_code, to_month, if(w.period = 'now', 0, 1), how_many), counted, null) as crimes,
        if(must_withhold(of_series, s.is_sensitive, s.parent_code, false), null,
            cast(judged_by(s.counts, s.first_month, s.breaks, to_month, how_many) as double[])) as history,
        why_not_judged(of_series, s.is_sensitive, s.parent_code, false, s.breaks, to_month, how_many) as why_not,
    from monthly as s
    cross join (values ('now', 0), ('before', 12)) as w(period, back)
    where s.series = of_series and s.district_code in (from beside(of_district)) and months_present > 0;

-- The same with their residents and rates.
create macro district_rates(of_series, of_district, to_month, how_many) as table
    select
        d.*, d.ranked_among is not null as is_ranked,
        r.residents, r.residents_year, r.basis,
        1000.0 * d.crimes / r.residents as per_1000,
    from district_counts(of_series, of_district, to_month, how_many) as d
    left join residents_for(to_month) as r
        on r.area_code = d.district_code and r.year = year(month_of(to_month)) - if(d.period = 'before', 1, 0);

-- Positions by rate and by number among the districts that are compared, where there are several; null where one lacks a month.
create macro district_positions(of_series, of_district, to_month, how_many) as table
    with rates as materialized (
        from district_rates(of_series, of_district, to_month, how_many)
    ),
    in_order as (
        select category_code, period, list(per_1000 order by per_1000) as rates, list(crimes order by crimes) as numbers
        from rates where is_ranked and per_1000 is not null
        group by category_code, period having count(*) = any_value(ranked_among)
    )
    select r.*, if(is_ranked, list_position(o.rates, per_1000), null) as rank, if(is_ranked, list_position(o.numbers, crimes), null) as rank_volume
    from rates as r
    left join in_order as o on o.category_code = r.category_code and o.period = r.period;
