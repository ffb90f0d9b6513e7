-- Have the more deprived wards a higher rate of a category's crimes than the less deprived?
-- One row per third of the wards.
with thirds as (
    select *, ntile(3) over (order by decile, ward_code) as third
    from deprived_wards($series, $district, $category, $last_month, $months)
    where decile is not null
)
select
    third, count(*) as wards,
    string_agg(ward_name, ', ' order by decile, ward_name) as ward_names,
    min(decile) as decile_from, max(decile) as decile_to,
    if(count(crimes) = count(*), sum(crimes), null) as crimes,
    if(count(residents) = count(*), sum(residents), null) as residents,
    1000.0 * if(count(crimes) = count(*), sum(crimes), null) / if(count(residents) = count(*), sum(residents), null) as per_1000,
    any_value(vintage) as vintage, bool_or(is_withheld) as is_withheld,
from thirds
group by third
order by third;
