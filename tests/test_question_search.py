"""Everyday words find the question that is meant, and a ward that is named becomes the chosen one."""

import pytest
from visible import link, opened, words

from pages.parts.question_search import found, wards_in
from pages.parts.questions import questions

WARDS = {"E1": "Paddock Wood East", "E2": "Paddock Wood West", "E3": "Park", "E4": "Pembury", "E5": "Goudhurst and Lamberhurst", "E6": "St James'"}
WORDINGS = {
    "speeding": "Q08", "knife": "Q37", "Paddock Wood": "Q12", "lorries": "Q23", "near misses in the countryside": "Q02",
    "are kids getting hurt walking to school": "Q42", "who was arrested": "Q05", "convictions": "Q05", "antisocial behaviour in the park": "Q30",
    "speed cameras": "Q08", "county lines drugs gangs": "Q31", "domestic violence": "Q33", "racist incidents": "Q07", "who is lowest in the county": "Q14",
    "accident blackspots": "Q19", "burglaries in Pembury": "Q06", "what did they promise us last time": "Q36", "deprived areas": "Q24",
    "violence against women": "Q38", "covid": "Q16", "teenage girls causing trouble": "Q32", "has crime gone up": "Q12", "HGVs through the villages": "Q23",
    "speedwatch": "Q35", "hotspots for near misses": "Q04", "shopliffting": "Q06", "unreported accidents": "Q34", "drug dealing": "Q17",
    "is it statistically significant": "Q28", "nothing gets reported any more": "Q11",
}


@pytest.mark.parametrize("text", WORDINGS)
def test_everyday_words_find_the_question_among_the_first_three(text):
    assert WORDINGS[text] in [question.id for question in found(text, questions().values(), WARDS)][:3]


@pytest.mark.parametrize("text", ["reoffending", "asdfgh", "", "the", "?!", "<script>", "a" * 500])
def test_words_that_no_question_has_find_nothing(text):
    assert found(text, questions().values(), WARDS) == []


@pytest.mark.parametrize(("text", "codes"), [
    ("Paddock Wood", ("E1", "E2")), ("paddock wood west please", ("E2",)), ("lamberhurst", ("E5",)), ("GOUDHURST and Lamberhurst", ("E5",)),
    ("burglary in Park", ("E3",)), ("noise in the park", ()), ("st james", ("E6",)), ("Tonbridge", ()), ("pemburyish", ()),
])
def test_a_ward_is_found_by_its_name_or_a_part_of_it(text, codes):
    assert wards_in(text, WARDS) == codes


def test_a_ward_in_the_search_is_chosen_for_the_answer():
    app = opened("pages/1_Questions.py")
    app.text_input(key="search").set_value("crashes in Pembury").run()
    assert link(app)["wards"] == "E05005142" and "Questions about ‘crashes in Pembury’" in words(app)
    first = next(element.proto for element in app.get("page_link") if "question=" in element.proto.query_string)
    assert "question=Q01" in first.query_string and "wards=E05005142" in first.query_string


def test_a_search_without_result_says_how_to_ask():
    app = opened("pages/1_Questions.py")
    app.text_input(key="search").set_value("reoffending").run()
    assert "Nothing was found." in words(app) and not app.exception


def test_a_search_from_an_answer_leads_back_to_the_list():
    app = opened("pages/1_Questions.py", question="Q12")
    app.text_input(key="search").set_value("lorries").run()
    assert "question" not in link(app) and "Questions about ‘lorries’" in words(app)
