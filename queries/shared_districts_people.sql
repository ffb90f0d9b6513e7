-- What questions on a window's residents share: paste this after shared_districts.sql.

-- Residents of one whole district for the year that a window ends in, and for the year before it: one row, or none.
create macro whole_window_people(to_month, of_district, chosen_wards, chosen_class) as table
    select residents, residents_before, residents as district_residents, residents_year, basis
    from residents_of_windows where end_year = year(month_of(to_month)) and area_code = of_district;

-- The same of the chosen part of it, beside the whole. One row.
create macro part_window_people(to_month, of_district, chosen_wards, chosen_class) as table
    select
        any_value(residents) filter (year = year(month_of(to_month))) as residents,
        any_value(residents) filter (year = year(month_of(to_month)) - 1) as residents_before,
        any_value(district_residents) filter (year = year(month_of(to_month))) as district_residents,
        any_value(residents_year) filter (year = year(month_of(to_month))) as residents_year,
        any_value(basis) filter (year = year(month_of(to_month))) as basis,
    from part_people(to_month, of_district, chosen_wards, chosen_class);

-- The same of what is chosen, all or a part. Answers are asked of the one that it is (queries/answers.py).
create macro chosen_window_people(to_month, of_district, chosen_wards, chosen_class) as table
    from whole_window_people(to_month, of_district, chosen_wards, chosen_class) where not is_part(chosen_wards, chosen_class)
    union all
    from part_window_people(to_month, of_district, chosen_wards, chosen_class) where is_part(chosen_wards, chosen_class);
