-- How many crimes name no ward or no place?
-- One row per series.
select
    series, sum(crimes) as crimes,
    sum(crimes) filter (ward_code is null) as not_placed,
from crime
where category_code = 'all_crime' and district_code = $district
group by series
order by series;
