-- What questions on what stands out share: paste this after shared_by_ward.sql.

-- Every count of a window that can be looked at for what stands out: each category in a district and in each of its wards,
-- or in the chosen ones of these; with the months by which each is judged.
create macro scanned_measures(of_series, of_district, to_month, how_many, chosen_wards, chosen_class) as table
    with whole as (
        select
            *, part_of(counts, place, how_many) as months_now, part_of(counts, place - 12, how_many) as months_before,
            judged_by(split_months, place, fresh, how_many) as judged_months,
            cast(judged_by(counts, place, fresh, how_many) as double[]) as history,
        from (select *, place_of(first_month, to_month) as place from monthly where series = of_series and district_code = of_district)
        where list_count(months_now) = how_many and list_count(months_before) = how_many
    )
    select
        k.category_code, k.category_label, a.area_code, if(a.area_level = 'ward', a.area_code, null) as ward_code, a.area_name,
        if(a.area_level = 'ward', coalesce(w.crimes, 0), list_sum(m.months_now)) as crimes,
        if(a.area_level = 'ward', coalesce(w.crimes_before, 0), list_sum(m.months_before)) as crimes_before,
        if(a.area_level = 'ward', history_of(m.judged_months, w.months, w.counts), m.history) as history,
        why_not_for(m.breaks, to_month, how_many) as why_not,
    from whole as m
    join categories as k on k.series = m.series and k.category_code = m.category_code
    join areas as a on a.district_code = m.district_code
    left join ward_lists(of_series, of_district, to_month, how_many) as w on w.category_code = m.category_code and w.ward_code = a.area_code
    where not must_withhold(of_series, m.is_sensitive, m.parent_code, a.area_level = 'ward')
        and (a.area_level = 'district' and not is_part(chosen_wards, chosen_class)
            or a.area_level = 'ward' and list_count(m.split_months) > 0
            and is_chosen(a.area_code, a.rural_urban, a.setting, chosen_wards, chosen_class));
