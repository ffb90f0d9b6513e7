-- What questions on sensitive figures share: paste this after shared_across_months.sql.

-- What of sensitive figures may be given, one row per year, part and category with all figures that may be given.
create table disclosed_figures as
    select series, last_month, district_code, part, category_code, list(figure) as figures
    from disclosed group by series, last_month, district_code, part, category_code;

-- What is chosen of a district, as `disclosed` names it: the whole, a group, a single ward; null: anything else, never given.
create macro chosen_part(chosen_wards, chosen_class) as
    case
        when not is_part(chosen_wards, chosen_class) then 'Whole'
        when len(chosen_wards) = 0 then chosen_class
        when len(chosen_wards) = 1 and chosen_class = 'All' then chosen_wards[1]
    end;

-- Whether a part's crimes are withheld in a window (years_back 1: a year earlier): unless the build found that they may be given (in
-- its_given), for a fixed year only, so that no two that are given overlap.
create macro is_withheld_in(its_series, its_sensitive, its_parent, its_part, its_given, to_month, years_back, how_many) as
    must_withhold(its_series, its_sensitive, its_parent, its_part is distinct from 'Whole')
    and not (how_many = 12 and coalesce(list_contains(its_given, concat_ws('/', its_part, cast(month_of(to_month) - to_months(12 * years_back) as date))), false));

-- Why the change of a sensitive figure is not judged: the months by which it would be are withheld.
create macro why_not_judged(its_series, its_sensitive, its_parent, below_district, breaks, to_month, how_many) as
    if(must_withhold(its_series, its_sensitive, its_parent, below_district),
        'its months are withheld, so its usual ups and downs can''t be shown', why_not_for(breaks, to_month, how_many));
