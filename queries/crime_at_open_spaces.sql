-- How many crimes or incidents of a category were recorded at parks, open spaces and sports or recreation grounds?
-- One row per kind of place.
with presence as (
    select coalesce(max(months_present), 0) = $months and exists (select 1 from crime_places where series = $series) as is_whole
    from district_counts($series, $district, $last_month, $months)
    where district_code = $district and category_code = $category and months_present > 0
),
kinds as (
    select * from (values ('Parks and open spaces', '%park/open space'), ('Sports and recreation areas', '%sports/recreation area')) as k(kind, publisher_name)
    union all
    select 'All places, and none named', '%'
)
select
    k.kind,
    if(is_whole, coalesce(sum(p.crimes), 0), null) as crimes,
from kinds as k
cross join presence
left join window_months($last_month, $months) as w on w.period = 'now'
left join crime_places as p
    on p.month = w.month and p.series = $series and p.district_code = $district and p.category_code = $category and p.place ilike k.publisher_name
    and not must_withhold($series, (select is_sensitive from categories where series = $series and category_code = $category), null, true)
group by k.kind, k.publisher_name, is_whole
order by k.publisher_name = '%', k.kind;
