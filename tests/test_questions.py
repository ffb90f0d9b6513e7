"""Every question on record, on the sample: an answer with its figures, its page, its copy and what a revision changed."""

import re

import pytest
from asked import answered, asked_with
from visible import charts, link, opened, plain, title, words

from pages.parts import minutes
from pages.parts.answer import Answer
from pages.parts.answering import ANSWERS
from pages.parts.questions import holders, questions
from queries import questions as queries

PAGE = "pages/1_Questions.py"
ON_RECORD = [f"Q{number:02}" for number in range(1, 43)]
WITHOUT_FIGURES = {"Q30"}  # the sample names no places
ITS_OWN_PAGE = {"Q24"}  # thirds of the wards are shown with the answer alone
MINUS = "\N{MINUS SIGN}"
SAID = {  # published, or counted in the sample's files by hand
    "Q12": "7,830 recorded from January to December 2020, 778 fewer than in January to December 2019 (down 9.0%): a clear fall.",
    "Q13": "12 of 14 crime types were among the county's lowest three, against 11 the year before",
    "Q15": "65.8 in the year to December 2020, 72.5 in the year to December 2019 and 75.8 in the year to December 2018",
    "Q16": "2,354 recorded from January to December 2020, 864 more than in January to December 2019 (up 58.0%)",
    "Q17": "Of 219 drug offences",
    "Q07": "191 recorded from January to December 2020, 6 more than in January to December 2019 (up 3.2%): no clear change.",
    "Q21": "Not among them: Shoplifting and Theft of motor vehicle.",
    "Q40": "Yes, by both",
    "Q02": "Of 250 near misses",
    "Q03": "250 near misses were reported in Tunbridge Wells borough from April 2021 to March 2023, 10.4 a month.",
    "Q31": "County lines are not a statistic",
    "Q32": "These figures do not say who is reported for anti-social behaviour",
    "Q37": "possession of weapons is not knife crime",
    "Q38": "the sex of victims",
    "Q36": "Of 7 promises",
}


@pytest.fixture(params=ON_RECORD)
def question(request):
    return questions()[request.param]


def figures_in(sentence):
    """List the figures that a sentence says, without years, days, distances and the like."""
    plainly = re.sub(r"\(3 people killed|3\.5 tonnes|COVID-19|within \S+ k?m|each within 100 m|under 16|between 8 and 9|or 3 and 4|per 1,000|up to 80%|by \d+ \w+ \d{4}|1 being|of 10,|of 12\b"
                     r"|the 12 |\b(19|20)\d\d\b|A\d+|B\d+|Sample \w+ \d+|for \d{4}", " ", sentence.replace(MINUS, "-"))
    return [figure.replace(",", "") for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", plainly)]


def test_every_question_on_record_is_there_once():
    assert sorted(questions()) == ON_RECORD


def test_a_question_names_what_there_is(question):
    assert question.answer in ANSWERS
    assert {name for name, _ in question.queries.values()} <= set(queries())
    assert set(question.extracts) <= set(holders())


def test_an_answer_says_a_figure_or_what_is_missing(question, sample):
    answer = answered(question.id)
    assert bool(answer.figures) != answer.is_missing
    assert answer.is_missing == (question.id in WITHOUT_FIGURES)
    assert "Tunbridge Wells" in answer.sentence or "Kent" in answer.sentence or question.id == "Q36"
    if answer.is_missing:
        assert "can't be answered" in answer.sentence and "publishes" in answer.sentence
    else:
        assert answer.caution and answer.source.startswith("Source: ")
        assert not question.has_period or re.search(r"20\d\d", answer.sentence)


def test_every_figure_of_the_sentence_is_told_with_its_name(question, sample):
    answer = answered(question.id)
    told = {re.sub(r"^-", "", figure) for value in answer.figures.values() for figure in (f"{value:.0f}", f"{value:.1f}", f"{value:.2f}", f"{value:g}")}
    assert [figure for figure in figures_in(answer.sentence) if figure not in told] == []


@pytest.mark.parametrize("code", SAID)
def test_an_answer_says_what_is_published(code, sample):
    assert SAID[code] in answered(code).sentence


def test_a_page_answers_a_question_in_its_heading(question):
    app = opened(PAGE, question=question.id)
    answer = answered(question.id)
    assert not app.exception and not app.error and not app.warning and not app.info
    assert title(app) == minutes.parts(answer)[0] and all(part in words(app) for part in minutes.parts(answer))
    assert link(app)["question"] == question.id
    assert charts(app) == bool(answer.chart)


@pytest.mark.parametrize("question", [each for each in questions().values() if each.page and each.id not in WITHOUT_FIGURES | ITS_OWN_PAGE], ids=lambda each: each.id)
def test_the_page_behind_an_answer_shows_its_figure(question):
    """The link of an answer opens its page, which shows the main figure."""
    answer = answered(question.id)
    asked = asked_with(question.id)
    app = opened(question.page, **{word: ",".join(value) if isinstance(value, list) else str(value) for word, value in asked.items() if value})
    assert not app.exception and not app.info
    main = abs(next(iter(answer.figures.values())))
    shown = [f"{main:,.1f}"] + [f"{main:,.0f}"] * float(main).is_integer()
    assert any(re.search(rf"(?<![\d,.]){re.escape(one)}(?![\d,]|\.\d)", words(app)) for one in shown), f"{shown} is not on {question.page}"


def test_the_choices_of_a_question_are_its_blanks():
    app = opened(PAGE, question="Q12")
    assert {box.key for box in app.selectbox} >= {"period", "category", "wards"}
    app = opened(PAGE, question="Q28")
    assert "category" not in {box.key for box in app.selectbox} and "wards" not in {box.key for box in app.selectbox}
    assert not opened(PAGE, question="Q36").selectbox and not opened(PAGE).selectbox


def test_a_choice_changes_the_answer():
    app = opened(PAGE, question="Q01", wards="E05005136")
    assert "slightly injured in collisions in Goudhurst and Lamberhurst" in title(app)
    app.selectbox(key="wards").set_value("E05005141").run()
    assert "in collisions in Park, Tunbridge Wells borough" in title(app) and link(app)["wards"] == "E05005141"


def test_a_sensitive_category_of_a_ward_is_withheld():
    app = opened(PAGE, question="Q12", wards="E05005141", category="sexual_offences", last_month="2020-11", months="12")
    assert "withheld" in title(app) and not re.search(r"\d+ recorded", words(app))
    app = opened(PAGE, question="Q06", category="hate_crime", last_month="2020-11", months="12")
    assert "withheld" in title(app) and not re.search(r"\d+ recorded", words(app))


def test_a_question_without_a_ward_is_of_the_whole_district():
    assert answered("Q13", wards="E05005141") == answered("Q13")
    assert asked_with("Q08", wards="E05005141")["months"] == 36


def test_the_road_year_ends_in_june(sample):
    assert "from July 2019 to June 2020" in answered("Q18").sentence
    assert "from July 2021 to June 2022" in answered("Q18", last_month="2022-06", months=3).sentence


def test_a_period_that_is_not_held_gives_no_figure(question, sample):
    answer = answered(question.id, last_month="2015-06", months=12)
    if question.has_period:
        assert answer.is_missing or not answer.figures or question.id in ("Q24", "Q26"), answer.sentence  # a decile, and when recording changed
        assert not re.search(r"\b0 (recorded|people|near)", answer.sentence)


def test_another_district_is_answered_for(question, sample):
    answer = answered(question.id, district="E07000111")
    assert "Sevenoaks" in answer.sentence or answer.is_missing or question.id in ("Q36", "Q41")


def test_the_list_leads_to_each_question_and_shows_promises():
    app = opened(PAGE)
    links = [element.proto for element in app.get("page_link")]
    assert {code for code in ON_RECORD if any(f"question={code}" in one.query_string for one in links)} == set(ON_RECORD)
    seen = words(app)
    assert "Promised after meetings" in seen and seen.index("overdue 30 June 2023") < seen.index("answered 15 May 2023")


def test_a_question_that_is_not_on_the_list_gives_a_notice():
    app = opened(PAGE, question="<b>Q99</b>")
    assert title(app) == "Ask a question" and "not on the list" in app.info[0].value
    assert "question" not in link(app) and not app.exception


def test_the_question_is_a_word_of_this_page_only():
    app = opened(PAGE, question="Q12", category="robbery")
    app.switch_page("pages/2_Wards.py").run()
    assert title(app) == "Robbery by ward" and not {"question", "said"} & set(link(app))


def test_near_misses_open_on_their_own_months_from_the_list():
    app = opened(PAGE)
    app.query_params["question"] = "Q02"
    app.run()
    assert "from April 2021 to March 2023" in title(app)


def copied(app):
    return app.code[-1].value


def test_a_copied_answer_is_whole():
    text = copied(opened(PAGE, question="Q12"))
    question, sentence, source, address = text.split("\n")
    assert question == "How many crimes were recorded, and is that more or fewer than the year before (all crime, Tunbridge Wells borough)?"
    assert sentence.startswith("All crime in Tunbridge Wells borough: 7,830 recorded from January to December 2020")
    assert "Not everything is reported" in sentence and "(invented)" not in sentence
    assert source.startswith("Source: Kent Police counts") and "Illustrative sample" in source
    assert {"question=Q12", "said=7830~-778~-9", "last_month=2020-12", "months=12", "series=partner", "district=E07000116"} <= set(re.split("[?&]", address))
    assert re.search(r"edition=[0-9a-f]{8}", address)


def test_invented_figures_are_copied_as_invented():
    assert "(invented)" in copied(opened(PAGE, question="Q01"))
    assert "(invented)" in copied(opened(PAGE, question="Q12", wards="E05005141"))
    assert "(invented)" in copied(opened(PAGE, question="Q12", last_month="2021-12"))


def test_a_link_opened_after_a_revision_shows_both_figures():
    app = opened(PAGE, question="Q12", edition="00000000", said="7845~-763~-8.9")
    assert f"When this link was made the figure was 7,845; today it is 7,830. Also changed: {MINUS}763, today {MINUS}778; {MINUS}8.9, today {MINUS}9." in words(app)
    assert not app.info


def test_a_link_whose_figures_stand_says_so():
    assert "Unchanged since this link was made: 7,830 and the other figures." in words(opened(PAGE, question="Q12", said="7830~-778~-9"))


def test_what_was_read_out_goes_with_another_choice():
    app = opened(PAGE, question="Q12", said="7845~-763~-8.9")
    app.selectbox(key="category").set_value("robbery").run()
    assert "When this link was made" not in words(app) and "said" not in link(app)


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "many", "7,830", "1e9", "7830~", "~", "٧٨٣٠", "9" * 400, "1~" * 40 + "1", "[a](javascript:x)"])
def test_a_hostile_figure_is_only_shown_escaped(said):
    app = opened(PAGE, question="Q12", said=said)
    shown = next(element.value for element in app.markdown if "read_out" in element.value and "<p" in element.value)
    assert "was read out, which is no figure of this answer" in plain(shown) and "<script" not in shown and not app.exception


@pytest.mark.parametrize(("figures", "said", "told"), [
    ({"crimes": 10}, "10", "Unchanged since this link was made: 10."),
    ({"crimes": 10, "change": -2}, "10~-3", f"The figure 10 is unchanged since this link was made. Changed: {MINUS}3, today {MINUS}2."),
    ({"crimes": 10, "change": -2}, "12", "When this link was made the figure was 12; today the answer begins with 10."),
    ({}, "12", "When this link was made the figure was 12; today there is none."),
    ({"per_1000": 65.832}, "65.8", "Unchanged since this link was made: 65.8."),
    ({"per_1000": 0.567}, "0.57", "Unchanged since this link was made: 0.57."),
    ({"crimes": 10}, "", ""),
])
def test_what_was_read_out_is_set_beside_today(figures, said, told):
    assert minutes.revised(Answer("A sentence.", figures), said) == told
    assert minutes.read_out(Answer("A sentence.", figures)) in ("", "10", "10~-2", "65.8", "0.57")
