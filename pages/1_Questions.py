"""Ask a question: what members have asked, answered in sentences that can be read aloud and copied."""

import streamlit as st

from pages.parts.page import close_page, heading, open_page
from pages.parts.question_parts import asked_question, own_words, question_list, search, show_answer, show_promises
from pages.parts.questions import questions

question, notice = asked_question()
filters, place = open_page(show=question.blanks if question and question.has_period else None, extract=question.extract if question else "crime",
                           own=own_words())
if notice:
    st.info(notice)

if question:
    search(filters)
    answer = show_answer(question, filters)
    if question.extract == "promises":
        show_promises()
    close_page([], answer.source)
else:
    heading("Ask a question", f"{len(questions())} questions that members have put on record: choose one, or type what you want to know")
    search(filters)
    question_list(filters)
    show_promises()
    close_page([], "")
