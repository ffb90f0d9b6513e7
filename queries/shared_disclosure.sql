-- What questions on sensitive figures share: paste this after shared_across_months.sql.

-- An edition may lack it: then no sensitive figure of the partnership is given below the district.
create view if not exists disclosed as
    select
        null::varchar as series, null::date as last_month, null::varchar as district_code, null::varchar as part,
        null::varchar as category_code, null::varchar as figure,
    where false;

-- The same, one row per year, part and category with all figures that may be given.
create table disclosed_figures as
    select series, last_month, district_code, part, category_code, list(figure) as figures
    from disclosed group by series, last_month, district_code, part, category_code;

create table disclosed_keys as
    select concat_ws('/', series, district_code, part, category_code, figure, last_month) as key from disclosed;

-- What is chosen of a district, as `disclosed` names it: the whole, a group, a single ward; null: anything else, never given.
create macro chosen_part(chosen_wards, chosen_class) as
    case
        when not is_part(chosen_wards, chosen_class) then 'Whole'
        when len(chosen_wards) = 0 then chosen_class
        when len(chosen_wards) = 1 and chosen_class = 'All' then chosen_wards[1]
    end;

-- Whether the build found that a sensitive figure may be given: for a fixed year only, so that no two that are given overlap.
create macro is_disclosed(its_series, its_district, its_part, its_category, its_figure, its_last_month, how_many) as
    how_many = 12
    and concat_ws('/', its_series, its_district, coalesce(its_part, '-'), its_category, its_figure, cast(its_last_month as date)) in (
        from disclosed_keys);

-- Whether a part's crimes are withheld in a window (years_back 1: a year earlier).
create macro is_withheld_in(its_series, its_sensitive, its_parent, its_district, its_part, its_category, to_month, years_back, how_many) as
    must_withhold(its_series, its_sensitive, its_parent, its_part is distinct from 'Whole')
    and not is_disclosed(its_series, its_district, its_part, its_category, 'crimes', month_of(to_month) - to_months(12 * years_back), how_many);

-- Why the change of a sensitive figure is not judged: the months by which it would be are withheld.
create macro why_not_judged(its_series, its_sensitive, its_parent, below_district, breaks, to_month, how_many) as
    if(must_withhold(its_series, its_sensitive, its_parent, below_district),
        'its months are withheld, so its usual ups and downs can''t be shown', why_not_for(breaks, to_month, how_many));
