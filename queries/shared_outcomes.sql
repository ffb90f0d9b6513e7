-- What questions on outcomes share: paste this after shared_disclosure.sql.

-- An edition may lack these extracts: then they are empty.
create view if not exists outcomes as
    select
        null::varchar as series, null::date as recorded_month, null::date as outcome_month, null::varchar as district_code,
        null::varchar as ward_code, null::varchar as category_code, null::varchar as outcome_group,
        null::boolean as is_charged, null::boolean as is_convicted, null::integer as crimes,
    where false;
create view if not exists arrests as
    select
        null::varchar as series, null::date as month, null::varchar as district_code, null::varchar as ward_code,
        null::varchar as category_code, null::integer as arrests,
    where false;

-- The categories that have outcomes, and to which month these were followed: found once, when an edition is opened.
create table outcome_categories as
    select series, category_code, max(greatest(recorded_month, coalesce(outcome_month, recorded_month))) as followed_to
    from outcomes group by series, category_code;

-- The partnership's arrests, prosecutions and convictions are given freely only for whole districts; what else may be: disclosed.
create macro must_withhold_outcomes(its_series, its_sensitive, its_parent, below_district) as
    must_withhold(its_series, true, if(its_sensitive, its_parent, null), below_district);

-- A window's crimes and arrests of a district by month of recording, `split` by 'ward', 'month' or 'category'; crimes and
-- arrests of wards that are not chosen count as none. A month is held where a row exists, be it 0; each month of a window
-- has a bit of its own (month_bit), so that the months held are counted without sorting them.
create macro window_outcomes(of_series, of_district, to_month, how_many, chosen_wards, chosen_class, split) as table
    with rows as (
        select category_code, ward_code, recorded_month as month, outcome_group, is_charged, is_convicted, crimes, null as arrests
        from outcomes where series = of_series and district_code = of_district
        union all
        select category_code, ward_code, month, null, false, null, 0, arrests
        from arrests where series = of_series and district_code = of_district
        union all
        select k.category_code, a.area_code, month_of(to_month), null, false, null, 0, null
        from areas as a
        cross join categories as k
        where split = 'ward' and a.area_level = 'ward' and a.district_code = of_district and k.series = of_series
    )
    select
        r.category_code, if(split = 'month', r.month, null) as cohort, if(split = 'ward', r.ward_code, null) as ward_code,
        r.month, r.outcome_group, r.is_charged, r.is_convicted,
        if(is_chosen(r.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class), r.crimes, 0) as crimes,
        r.arrests is not null as is_arrest_row, 1::bigint << datediff('month', r.month, month_of(to_month)) as month_bit,
        if(is_chosen(r.ward_code, a.rural_urban, a.setting, chosen_wards, chosen_class), r.arrests, 0) as arrests,
    from rows as r
    left join areas as a on a.area_code = r.ward_code
    where r.month > month_of(to_month) - to_months(how_many) and r.month <= month_of(to_month);

-- The same added up: one row per category, and ward or month where split by it. Null where a month is missing, where the
-- source has no court results, where no arrests are held, and where withheld.
create macro outcome_figures(of_series, of_district, to_month, how_many, chosen_wards, chosen_class, split) as table
    with added as (
        select
            category_code, cohort, ward_code,
            bit_or(month_bit) filter (outcome_group is not null) as months,
            bit_or(month_bit) filter (is_convicted is not null) as court_months,
            bit_or(month_bit) filter (is_arrest_row) as arrest_months,
            sum(crimes) as recorded,
            sum(arrests) as arrests,
            sum(if(is_charged, crimes, 0)) as charged,
            sum(if(outcome_group = 'court_convicted', crimes, 0)) as convicted,
            sum(if(outcome_group in ('court_convicted', 'court_not_convicted'), crimes, 0)) as with_court_result,
            charged - convicted as charged_not_convicted,
            sum(if(outcome_group = 'still_open', crimes, 0)) as still_open,
            recorded - charged - still_open as closed_without_charge,
            sum(if(outcome_group = 'out_of_court', crimes, 0)) as out_of_court,
            sum(if(outcome_group = 'no_suspect', crimes, 0)) as no_suspect,
            sum(if(outcome_group = 'evidential_difficulties', crimes, 0)) as evidential_difficulties,
            sum(if(outcome_group = 'not_in_public_interest', crimes, 0)) as not_in_public_interest,
            sum(if(outcome_group = 'other_agency', crimes, 0)) as other_agency,
            sum(if(outcome_group = 'court_result_unavailable', crimes, 0)) as court_result_unavailable,
            closed_without_charge - out_of_court as ended_otherwise,
        from window_outcomes(of_series, of_district, to_month, how_many, chosen_wards, chosen_class, split)
        group by category_code, cohort, ward_code
    ),
    held as (
        select
            category_code, cohort,
            coalesce(bit_count(bit_or(months)), 0) as months_present,
            coalesce(bit_count(bit_or(court_months)), 0) as months_with_courts,
            coalesce(bit_count(bit_or(arrest_months)), 0) as months_with_arrests,
        from added group by category_code, cohort
    ),
    known as (
        select
            h.category_code, h.cohort, h.months_present,
            k.is_sensitive, k.parent_code,
            must_withhold_outcomes(of_series, k.is_sensitive, k.parent_code, split = 'ward' or is_part(chosen_wards, chosen_class)) as is_below,
            h.months_present = if(split = 'month', 1, how_many) as is_whole,
            is_whole and h.months_with_courts = h.months_present as has_court_results,
            h.months_with_arrests = if(split = 'month', 1, how_many) as has_arrests,
        from held as h
        join categories as k on k.series = of_series and k.category_code = h.category_code
    ),
    both_sides as (
        select
            a.* exclude (months, court_months, arrest_months), k.* exclude (category_code, cohort),
            case split when 'ward' then coalesce(a.ward_code, 'Not placed') when 'category' then chosen_part(chosen_wards, chosen_class) end as its_part,
        from added as a
        join known as k on k.category_code = a.category_code and k.cohort is not distinct from a.cohort
    ),
    hidden as (
        select
            b.* exclude (is_sensitive, parent_code, its_part),
            if(its_part = 'Whole' or split = 'month', must_withhold(of_series, is_sensitive, parent_code, is_part(chosen_wards, chosen_class)),
                must_withhold(of_series, is_sensitive, parent_code, true) and not coalesce(list_contains(d.figures, 'crimes'), false)) as hides_recorded,
            is_below and not coalesce(list_contains(d.figures, 'arrests'), false) as hides_arrests,
            is_below and not coalesce(list_contains(d.figures, 'charged'), false) as hides_charged,
            is_below and not coalesce(list_contains(d.figures, 'convicted'), false) as hides_convicted,
        from both_sides as b
        left join disclosed_figures as d
            on how_many = 12 and d.series = of_series and d.last_month = month_of(to_month) and d.district_code = of_district
            and d.part = b.its_part and d.category_code = b.category_code
    ),
    shown as (
        select
            category_code, cohort, ward_code, months_present,
            hides_charged or hides_arrests or hides_convicted and has_court_results as is_withheld,
            has_court_results and not is_below as has_court_results, is_below,
            if(is_whole and not hides_recorded, recorded, null) as recorded,
            if(has_arrests and not hides_arrests, arrests, null) as arrests,
            if(is_whole and not hides_charged, charged, null) as charged,
            if(hidden.has_court_results and not hides_convicted, convicted, null) as convicted,
            if(hidden.has_court_results and not is_below, with_court_result, null) as with_court_result,
            if(hidden.has_court_results and not is_below, charged_not_convicted, null) as charged_not_convicted,
            if(is_whole and not is_below, columns(['still_open', 'closed_without_charge', 'out_of_court', 'no_suspect', 'evidential_difficulties',
                'not_in_public_interest', 'other_agency', 'court_result_unavailable', 'ended_otherwise']), null),
        from hidden
    )
    select
        *,
        100.0 * charged / nullif(recorded, 0) as charge_pct,
        100.0 * convicted / nullif(recorded, 0) as conviction_pct,
        100.0 * convicted / nullif(with_court_result, 0) as convicted_of_court_pct,
        100.0 * still_open / nullif(recorded, 0) as open_pct,
    from shown;
