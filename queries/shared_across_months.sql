-- What questions that look at many months share: paste this after shared.sql.

-- An edition may lack these: then nothing breaks its series, and no sensitive figure of the partnership is given below the district.
create view if not exists events as
    select null::date as date, null::varchar as topic, null::varchar as event, null::boolean as breaks_series where false;
create view if not exists disclosed as
    select
        null::varchar as series, null::date as last_month, null::varchar as district_code, null::varchar as part,
        null::varchar as category_code, null::varchar as figure,
    where false;

-- The breaks in what a topic's figures count, oldest first, each with how it is said: a list.
create macro breaks_of(of_topic) as (
    select list({'date': date, 'said': 'a break in the series, ' || strftime(date, '%B %Y') || ': ' || event} order by date)
    from events where breaks_series and topic in (of_topic, 'all'));

-- The months of a window that ends some months earlier (back 12: a year), oldest first.
create macro window_dates(to_month, how_many, back) as
    cast(range(month_of(to_month) - to_months(cast(how_many - 1 + back as integer)), month_of(to_month) + to_months(cast(1 - back as integer)), to_months(1)) as date[]);

-- Counts of months as a list with a place for every month from the first to the last; null: not held.
create macro in_places(months, counts) as
    if(len(months) = datediff('month', months[1], months[-1]) + 1, counts,
        list_transform(range(datediff('month', months[1], months[-1]) + 1),
            lambda i: counts[list_position(months, cast(months[1] + to_months(cast(i as integer)) as date))]));

-- Where in such a list the first whole month after each break stands.
create macro fresh_places(breaks, first_month) as list_transform(breaks, lambda b: datediff('month', first_month, b.date) + if(day(b.date) > 1, 2, 1));

-- Each district's counts of a category month after month from first_month, for questions that need many months at once. Beside them
-- the months that are split by ward, the breaks in the series, where in the list the first whole month after each stands (fresh), the parts and
-- years whose sensitive counts may be given, and among how many districts it is ranked.
create table monthly as
    with held as (
        select
            series, district_code, category_code, list(month order by month) as months, list(crimes order by month) as counts,
            list(if(is_split, month, null) order by month) as split_months,
        from district_months group by series, district_code, category_code
    )
    select
        h.series, h.district_code, h.category_code, k.is_sensitive, k.parent_code,
        h.months[1] as first_month, in_places(h.months, h.counts) as counts, in_places(h.months, h.split_months) as split_months,
        b.breaks, fresh_places(b.breaks, h.months[1]) as fresh, g.given,
        if((select count(*) from compared) > 1 and h.district_code in (from compared), (select count(*) from compared), null) as ranked_among,
    from held as h
    join categories as k on k.series = h.series and k.category_code = h.category_code
    cross join (select breaks_of('crime') as breaks) as b
    left join (
        select series, district_code, category_code, list(concat_ws('/', part, last_month)) as given
        from disclosed where figure = 'crimes' group by series, district_code, category_code
    ) as g on g.series = h.series and g.district_code = h.district_code and g.category_code = h.category_code
    order by h.series, h.district_code, h.category_code;

-- The same of a whole district, one row per category.
create macro whole_monthly(of_series, of_district, chosen_wards, chosen_class) as table
    select category_code, is_sensitive, parent_code, first_month, counts, breaks, fresh, given
    from monthly where series = of_series and district_code = of_district;

-- The same of the chosen part of a district.
create macro part_monthly(of_series, of_district, chosen_wards, chosen_class) as table
    with counted as (
        select
            c.category_code, c.month,
            coalesce(sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class)), 0) as crimes,
        from crime as c
        left join areas as a on a.area_code = c.ward_code
        where c.series = of_series and c.district_code = of_district
        group by c.category_code, c.month
    ),
    parts as (
        select category_code, list(month order by month) as months, list(crimes order by month) as counts from counted group by category_code
    )
    select
        m.category_code, m.is_sensitive, m.parent_code, p.months[1] as first_month, in_places(p.months, p.counts) as counts, m.breaks,
        fresh_places(m.breaks, p.months[1]) as fresh, m.given,
    from parts as p
    join monthly as m on m.series = of_series and m.district_code = of_district and m.category_code = p.category_code;

-- The same of what is chosen, all or a part. Answers are asked of the one that it is (queries/answers.py): to plan both took longer.
create macro chosen_monthly(of_series, of_district, chosen_wards, chosen_class) as table
    from whole_monthly(of_series, of_district, chosen_wards, chosen_class) where not is_part(chosen_wards, chosen_class)
    union all
    from part_monthly(of_series, of_district, chosen_wards, chosen_class) where is_part(chosen_wards, chosen_class);

-- The same of all districts that are compared; null where one of them has no figure.
create table county_monthly as
    with counted as (
        select series, category_code, month, sum(crimes) as crimes
        from district_months where district_code in (from compared)
        group by series, category_code, month having count(*) = (select count(*) from compared)
    ),
    held as (
        select series, category_code, list(month order by month) as months, list(crimes order by month) as counts
        from counted group by series, category_code
    )
    select series, category_code, months[1] as first_month, in_places(months, counts) as counts from held;

-- Where a month stands in such a list, what stands there, and the part of the list that ends there.
create macro place_of(first_month, year_month) as datediff('month', first_month, month_of(year_month)) + 1;
create macro at_place(counts, place) as counts[if(place > 0, place, null)];
create macro part_of(counts, last_place, how_many) as counts[greatest(last_place - how_many + 1, 1):greatest(last_place, 0)];

-- The up to 36 months of such a list before a window by which its change is judged; none from before a break in the series.
create macro judged_by(counts, last_place, fresh, how_many) as
    counts[
        greatest(last_place - how_many - 35, 1, coalesce(list_max(list_filter(fresh, lambda place: place <= last_place - how_many - 11)), 1)):
        greatest(last_place - how_many, 0)];

-- The counts of those months where only months that have any are listed: none is 0 in a month that is held (not null).
create macro history_of(judged_months, months, counts) as
    cast(list_transform(judged_months, lambda m: if(m is null, null, coalesce(counts[list_position(months, m)], 0))) as double[]);

-- Why a window can't be compared with the same months a year earlier, in words; null where it can.
create macro why_not_for(breaks, to_month, how_many) as coalesce(
    struct_extract(list_last(list_filter(breaks, lambda b:
        b.date > month_of(to_month) - to_months(cast(how_many + 11 as integer)) and b.date < month_of(to_month) + to_months(1))), 'said'),
    if(how_many > 12, 'the two periods overlap', null));

-- The months of each series for which a district has figures.
create table held_months as
    select series, district_code, list(distinct month) as months from district_months group by series, district_code;

-- The names of a window's months for which a district has none, oldest first; null for those that it has.
create macro missing_months(held, to_month, how_many) as list_transform(
    window_dates(to_month, how_many, 0), lambda m: if(coalesce(list_contains(held, m), false), null, strftime(m, '%B %Y')));
