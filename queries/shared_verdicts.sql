-- What questions that judge a change share: paste this after shared_roads_casualties.sql.

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
