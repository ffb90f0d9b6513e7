-- What did the reports of near misses say: who was reporting, what happened, what contributed?
-- One row per question and answer.
with answers as (
    unpivot (
        select
            report_id, coalesce(road_user, 'Not said') as road_user, coalesce(kind, 'Not said') as kind,
            coalesce(cause, 'Not said') as cause,
        from near_misses_now($district, $last_month, $months, $wards, $rural_urban)
    )
    on road_user, kind, cause into name question value answer
),
counts as (
    select
        question,
        if(question = 'road_user' and (select count(distinct report_id) from answers) < 5, 'Too few reports to say', answer) as answer,
        count(*) as reports,
    from answers
    group by all
)
select
    question, answer,
    figure(reports, is_whole) as reports,
    if(is_whole, 100.0 * reports / sum(reports) over (partition by question), null) as reports_pct,
    months_present,
from counts
cross join register_presence($district, $last_month, $months)
order by list_position(['road_user', 'kind', 'cause'], question), reports desc, answer;
