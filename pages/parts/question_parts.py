"""What the page of questions shows: the search, the list, an answer with its figure, and what was promised."""

import streamlit as st

from pages.parts import alternatives, formats, minutes, projection, release, words
from pages.parts.answer import Answer
from pages.parts.answer_words import charted, charted_columns
from pages.parts.answering import answer_for, asked_words
from pages.parts.choices import Filters, ask_records, choose, link_words
from pages.parts.compared import compared
from pages.parts.controls import PAGES, address
from pages.parts.page import about, as_table, category, chart, heading, holds, html, place, table, ward_names
from pages.parts.periods import join_words
from pages.parts.promise_tables import PROMISE_COLUMNS, listed
from pages.parts.question_search import found, wards_in
from pages.parts.questions import Question, questions
from pages.parts.subject import ward_labels
from pages.parts.takeaway import may_leave
from pages.parts.trends import monthly_counts, rolling_rate, running_total

PAGE = "pages/1_Questions.py"
MOST_FOUND = 5
MOST_BESIDE = 10  # rows of a table that a projector shows beneath its answer
HOW_TO_ASK = "Nothing was found. Try the thing itself in a word or two: ‘burglary’, ‘speeding’, ‘arrests’, ‘near misses’, or the name of a ward. All questions are listed below."
NO_PROMISES = "These figures hold no list of promises. Whoever supports the committee can keep one with the template promises.csv, and the next build shows it here."


def asked_question() -> tuple[Question | None, str]:
    """Give the question that the link asks, and a notice where there is none of that name."""
    code = st.query_params.get("question", "")
    if not code or code in questions():
        return questions().get(code), ""
    del st.query_params["question"]
    return None, f"The link asks for the question {formats.quoted(code)}, which is not on the list."


def own_words() -> dict[str, str]:
    """Give the words that only this page's link has, as they stand in it."""
    return {word: st.query_params[word] for word in ("question", "said") if st.query_params.get(word)}


def search(filters: Filters) -> None:
    """Draw the search; a ward that is named in it becomes the chosen one."""
    wards = ward_labels(filters)

    def searched() -> None:
        named = wards_in(st.session_state["search"], wards)
        if named:
            choose(wards=named)
        st.query_params.pop("question", None)
    with st.container(key="search_row", horizontal=True, vertical_alignment="center"):
        st.text_input("Ask in your own words", key="search", on_change=searched, label_visibility="collapsed", max_chars=200, width=520,
                      placeholder="Ask in your own words: speeding, knife, lorries, a ward …")
        if "question" in st.query_params:
            st.page_link(PAGE, label="All questions", query_params=link_words(filters), icon=":material/list:")


def question_list(filters: Filters) -> None:
    """List what the search found, then every question, each a link to its answer."""
    text = st.session_state.get("search", "").strip()
    hits = found(text, questions().values(), ward_labels(filters))[:MOST_FOUND] if text else []
    if text:
        html(f"<h2>{words.safe(f'Questions about ‘{text}’' if hits else HOW_TO_ASK)}</h2>")
        with st.container(key="found"):
            for question in hits:
                _link(question, filters)
    groups: dict[str, list[Question]] = {}
    for question in questions().values():
        groups.setdefault(question.group, []).append(question)
    with st.container(key="questions"):
        for group, listed_here in groups.items():
            with st.container(key=f"group_{group.replace(' ', '_')}"):
                html(f"<h3>{words.safe(group)}</h3>")
                for question in listed_here:
                    _link(question, filters)


def _link(question: Question, filters: Filters) -> None:
    st.page_link(PAGE, label=question.in_general(compared(about())), query_params=link_words(filters) | {"question": question.id})


def _filled(question: Question, filters: Filters) -> str:
    """Write a question with the choices in its blanks."""
    area, label = place(filters.district), category(filters)["category_label"]
    return question.filled(county=area.county.area, county_name=area.county.name, ward=join_words(ward_names(filters)) or area.full_name, district=area.full_name, category=label[:1].lower() + label[1:])


def show_answer(question: Question, filters: Filters) -> Answer:
    """Show a question's answer: the sentence, its caution, where to see it, a copy for the minutes, its figure."""
    answer = answer_for(question, filters.words(), _fetch, about())
    asked = asked_words(question, filters.words(), _fetch, about())
    text = _filled(question, filters)
    first, *rest = minutes.parts(answer)
    with st.container(key="answer_said"):
        heading(first, text, invented=answer.is_invented)
        html("".join(f'<p class="lead">{words.safe(part)}</p>' for part in rest))
    told, st.session_state["is_told"] = minutes.revised(answer, st.query_params.get("said", "")), True
    if told:
        html(f'<p class="read_out">{words.safe(told)}</p>')
    if answer.caution:
        html(f'<p class="caution">{words.safe(answer.caution)}</p>')
    figures_of = Filters(**(asked | {"wards": tuple(asked["wards"])}))
    what = {"of": question.extracts, "series": figures_of.series, "is_whole": question.is_own_total and not figures_of.is_part}
    with st.container(key="next_steps", horizontal=True, vertical_alignment="center"):
        if question.page and answer.has_page and answer.figures:
            st.page_link(question.page, label=f"See it on {PAGES[question.page].format(county=compared(about()).name)}", query_params=link_words(figures_of),
                         icon=":material/arrow_forward:")
        if may_leave(**what):
            st.session_state["read_out"] = minutes.read_out(answer)
            with st.popover("Copy the answer", icon=":material/content_copy:", width="content"):
                own = {"question": question.id} | ({"said": minutes.read_out(answer)} if answer.figures else {})
                st.code(minutes.copied(text, answer, address(filters, own), about()), language=None, wrap_lines=True)
        else:
            st.caption(release.NO_COPY)
    if len(answer.rows) > MOST_BESIDE:
        projection.view()
    with st.container(key="answer_figure"):
        _figure(answer, figures_of, what)
    return answer


def _fetch(name: str, **choices):
    return ask_records(name, None, **choices)


def _figure(answer: Answer, filters: Filters, what: dict) -> None:
    if answer.chart:
        events = [row for row in ask_records("events") if row["topic"] in ("all", "near misses" if answer.chart == "running" else "crime")]
        _chart(answer, filters, [row for row in events if answer.chart_rows and row["date"] >= answer.chart_rows[0]["month"]])
    if answer.rows:
        table(answer.rows, answer.columns, answer.caption, file="answer", what=what, notes=tuple(filter(None, [minutes.spoken(answer), answer.caution, answer.source])),
              is_caption_shown=True, row_class=lambda row: "chosen" if row.get("ward_code") in filters.wards or row.get("district_code") == filters.district else "")


def _chart(answer: Answer, filters: Filters, events: list[dict]) -> None:
    known, area = answer.chart_rows, place(filters.district)
    told = alternatives.rates(known, area.name, area.county.label) if answer.chart == "rolling" else alternatives.over_months("Month by month", known, charted_columns(answer)[1].key)
    if answer.chart == "rolling":
        drawn = rolling_rate(known, district_label=area.name, county_label=area.county.label, events=events)
    elif answer.chart == "running":
        drawn = running_total(known, events=events, measure="Near misses reported since the register opened")
    else:
        drawn = monthly_counts(known, chosen_from=filters.period.first, chosen_to=filters.period.last, events=events, measure="Recorded each month", unit="Recorded")
    chart(drawn, told, key="answer_chart", invented=answer.is_invented)
    as_table(charted(answer), charted_columns(answer, area.county.kind), "The months of the chart", key="answer_chart")


def show_promises() -> None:
    """List what was promised after meetings, what is overdue first."""
    html("<h2>Promised after meetings</h2>")
    if not holds("promises"):
        html(f"<p>{words.safe(NO_PROMISES)}</p>")
        return
    with st.container(key="promises"):
        table(listed(ask_records("promises")), PROMISE_COLUMNS, "Promises, overdue first", file="promises", what={"of": ("promises",)},
              row_class=lambda row: "chosen" if row["is_overdue"] else "")
