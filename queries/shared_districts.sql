-- What questions that compare districts share: paste this after shared_disclosure.sql.

-- The districts beside one: those that are compared, and those of its police force.
create macro beside(of_district) as table
    select area_code as district_code
    from areas
    where area_level = 'district' and (area_code in (from compared) or police_force = (select police_force from areas where area_code = of_district));

-- Counts of the districts beside one by category and period, with the months present; withheld ones have none.
create macro district_counts(of_series, of_district, to_month, how_many) as table
    select
        c.district_code, c.category_code, w.period,
        sum(c.crimes) as counted,
        count(*) as months_present,
        if(months_present = how_many and not is_withheld_in(of_series, any_value(k.is_sensitive), any_value(k.parent_code), c.district_code,
            'Whole', c.category_code, to_month, if(w.period = 'now', 0, 1), how_many), counted, null) as crimes,
    from district_months as c
    join window_months(to_month, how_many) as w using (month)
    join categories as k on k.series = c.series and k.category_code = c.category_code
    where c.series = of_series and c.district_code in (from beside(of_district))
    group by c.district_code, c.category_code, w.period;

-- Positions by rate and by number among the districts that are compared, where there are several; null where one lacks a month.
create macro district_positions(of_series, of_district, to_month, how_many) as table
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
        from district_counts(of_series, of_district, to_month, how_many) as d
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
