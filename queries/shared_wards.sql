-- What questions by ward share: paste this after shared.sql.

-- The chosen wards of a district, and a last row for what no ward holds where nothing is chosen.
create macro ward_rows(of_district, chosen_wards, chosen_class) as table
    select area_code as ward_code, area_name as ward_name, rural_urban, setting
    from areas
    where area_level = 'ward' and district_code = of_district and is_chosen(area_code, rural_urban, setting, chosen_wards, chosen_class)
    union all
    select null, 'Not placed in a ward', null, null
    where not is_part(chosen_wards, chosen_class);
