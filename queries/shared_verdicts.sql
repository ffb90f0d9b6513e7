-- What questions that judge a change share: paste this after shared_roads_casualties.sql.

-- An edition may lack these: then nothing breaks its series.
create view if not exists events as
    select null::date as date, null::varchar as topic, null::varchar as event, null::boolean as breaks_series where false;

create macro breaks_of(of_topic) as table
    select date, event from events where breaks_series and topic in (of_topic, 'all');

-- Why a window can't be compared with the same months a year earlier, in words; null where it can.
create macro why_not_compared(of_topic, to_month, how_many) as (
    select coalesce(
        (select 'a break in the series, ' || strftime(max(date), '%B %Y') || ': ' || arg_max(event, date) from breaks_of(of_topic)
            where date > month_of(to_month) - to_months(cast(how_many + 11 as integer)) and date < month_of(to_month) + to_months(1)),
        if(how_many > 12, 'the two periods overlap', null))
);

-- The up to 36 months before a window by which its change is judged; none from before a break in the series.
create macro history_months(of_topic, to_month, how_many) as table
    select month
    from (select cast(month_of(to_month) - to_months(cast(how_many + unnest(range(36)) as integer)) as date) as month)
    where month >= all (
        select date from breaks_of(of_topic) where date <= month_of(to_month) - to_months(cast(how_many + 11 as integer)));

-- Those months' counts in what is chosen of each district (or of one; of each category, or of one), oldest first; null: not held; none
-- where months are withheld.
create macro district_histories(of_series, to_month, how_many, chosen_wards, chosen_class, of_district := null, of_category := null) as table
    with counted as (
        select
            c.district_code, c.category_code, c.month,
            coalesce(sum(c.crimes) filter (is_chosen(c.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class)), 0) as crimes,
        from crime as c
        join history_months('crime', to_month, how_many) as m using (month)
        join categories as k on k.series = c.series and k.category_code = c.category_code
        left join areas as a on a.area_code = c.ward_code
        where c.series = of_series and not must_withhold(of_series, k.is_sensitive, k.parent_code, is_part(chosen_wards, chosen_class))
            and (of_district is null or c.district_code = of_district) and (of_category is null or c.category_code = of_category)
        group by c.district_code, c.category_code, c.month
    )
    select s.district_code, s.category_code, list(cast(c.crimes as double) order by m.month) as history
    from (select distinct district_code, category_code from counted) as s
    cross join history_months('crime', to_month, how_many) as m
    left join counted as c on c.district_code = s.district_code and c.category_code = s.category_code and c.month = m.month
    group by s.district_code, s.category_code;

-- The same for each ward of a district, and what no ward holds; only of months that are split by ward.
create macro ward_histories(of_series, of_district, to_month, how_many, of_category := null) as table
    with rows as materialized (
        select c.category_code, c.ward_code, c.month, sum(c.crimes) as crimes
        from crime as c
        join history_months('crime', to_month, how_many) as m using (month)
        join categories as k on k.series = c.series and k.category_code = c.category_code
        where c.series = of_series and c.district_code = of_district and not must_withhold(of_series, k.is_sensitive, k.parent_code, true)
            and (of_category is null or c.category_code = of_category)
        group by c.category_code, c.ward_code, c.month
    ),
    held as (
        select distinct category_code, month from rows where month in (select month from rows where ward_code is not null)
    ),
    wards as (
        select area_code as ward_code from areas where area_level = 'ward' and district_code = of_district
        union all
        select null
    )
    select
        w.ward_code, k.category_code,
        list(cast(if(h.month is null, null, coalesce(r.crimes, 0)) as double) order by m.month) as history,
    from wards as w
    cross join (select distinct category_code from held) as k
    cross join history_months('crime', to_month, how_many) as m
    left join held as h on h.category_code = k.category_code and h.month = m.month
    left join rows as r on r.category_code = k.category_code and r.month = m.month and r.ward_code is not distinct from w.ward_code
    group by w.ward_code, k.category_code;
