-- At which places, as the publisher names them, were most crimes of a category recorded?
-- One row per place and ward.
with presence as (
    select months_present = $months as is_whole
    from district_counts($series, $district, $last_month, $months)
    where district_code = $district and category_code = $category and months_present > 0
),
counts as (
    select p.place, p.ward_code, sum(p.crimes) as crimes
    from crime_places as p
    join window_months($last_month, $months) as w on w.month = p.month and w.period = 'now'
    join categories as k on k.series = p.series and k.category_code = p.category_code
    left join areas as a on a.area_code = p.ward_code
    where p.series = $series and p.district_code = $district
        and (p.category_code = $category or ($category = 'all_crime' and k.counts_in_all_crime))
        and is_chosen(p.ward_code, a.rural_urban, a.setting, $wards, $rural_urban)
        and not must_withhold($series, k.is_sensitive, k.parent_code, true)
    group by p.place, p.ward_code
)
select
    c.place, coalesce(a.area_name, 'Not placed in a ward') as ward_name,
    if(is_whole, c.crimes, null) as crimes,
    c.ward_code, c.place <> 'No place named' as is_named,
from counts as c
cross join presence
left join areas as a on a.area_code = c.ward_code
order by c.crimes desc, c.place, ward_name;
