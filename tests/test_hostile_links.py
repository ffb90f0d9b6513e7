"""Five hundred links that mean harm: each gives notices and the usual choice, never an error, nor a figure that it may not give."""

import itertools
import random
import re

import pytest
from browser import visited
from streamlit.testing.v1 import AppTest
from visible import PAGES, link, opened, title, words

pytest_plugins = ["browser"]
USUAL = {"district": "E07000116", "last_month": "2020-12", "months": "12", "series": "partner"}
WORDS = ["district", "last_month", "months", "series", "category", "wards", "rural_urban"]
KINDS = {
    "sql": ["' or 1=1 --", "'; drop table crime; --", "\") union select * from crime --", "x' || (select max(crimes) from crime) || '", "$wards", "?", "null", "%27%20OR%201",
            "read_csv('/etc/passwd')", "'; attach 'x.db'; --", "'; set enable_external_access=true; --", "getenv('HOME')"],
    "script": ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\"><svg onload=alert(1)>", "</style><script>1</script>",
               "[Sign in](https://elsewhere.example)", "![x](https://elsewhere.example/x.png)", "https://elsewhere.example", "{{7*7}}", "${jndi:ldap://x}", ":material/home:"],
    "long": ["9" * 400, "a" * 20_000, "E05005136," * 2_000, "'" * 5_000, "-" * 900, "0" * 300 + "12"],
    "type": ["nan", "inf", "-inf", "1e3", "0x0c", "12.0", "+12", " 12", "1_2", "true", "[]", "{}", "[\"E05005136\"]", "{\"a\":1}", "-1", "0", "61", "2020-00", "2020-13", "2020-12-01",
             "20-12", "9999-99", "1899-12", "2100-01", "12,12", "None", "\\"],
    "unicode": ["\u0661\u0662", "\uff11\uff12", "\u202ednammoc", "\u200b", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "\u0435\u0430\u0440", "caf\u0065\u0301", "\x00", "\x07bell",
                "a\r\nb", "\ufeff", "\u2028line", "\U000e0041", "I\u0307", "\u1e9e", "\ufdfd" * 50, "z" + "\u0301" * 200],
    "path": ["../../../etc/passwd", "..\\..\\secrets.toml", "file:///etc/passwd", "C:\\Windows", "/dev/null", "\\\\host\\share", "data/sample/crime.parquet", ".streamlit/secrets.toml"],
}
HOSTILE = [value for kind in KINDS.values() for value in kind]


def links() -> list[dict]:
    """Make five hundred links: each value in each word, then several words at once and one word twice."""
    chance = random.Random(5)
    single = [{word: value} for word, value in itertools.product(WORDS, HOSTILE)]
    several = [{word: chance.choice(HOSTILE) for word in chance.sample(WORDS, 4)} for _ in range(60)]
    repeated = [{word: [chance.choice(HOSTILE), chance.choice(HOSTILE)]} for word in WORDS for _ in range(6)]
    return chance.sample(single, 500 - len(several) - len(repeated)) + several + repeated


def every_link() -> None:
    """Read each link and write it back, as the first page of a session does: the script of a page that needs no more."""
    import streamlit as st

    from pages.parts.choices import chosen, read_choices, write_choices
    results, tried = [], st.session_state["tried"]
    for hostile in tried:
        for word in ("choices", "written", "is_period_chosen"):
            st.session_state.pop(word, None)
        st.query_params.from_dict(hostile)
        notices = read_choices()
        write_choices(chosen(), {})
        results.append((st.query_params.to_dict(), notices))
    st.session_state["results"] = results


def allowed(written: dict[str, str]) -> bool:
    """Say whether a link asks for nothing but what the sample has, judged by the shape of each word."""
    return (set(written) <= {*WORDS, "edition"} and written["district"].startswith("E0") and len(written["district"]) == 9 and written["months"].isascii()
            and written["months"].isdigit() and 1 <= int(written["months"]) <= 60 and len(written["last_month"]) == 7 and written["series"] == "partner"
            and all(code[:4] == "E050" and len(code) == 9 for code in filter(None, written.get("wards", "").split(","))) and "category" not in written
            and "rural_urban" not in written)


def test_five_hundred_hostile_links_give_notices_and_the_usual_choice(sample):
    tried = links()
    assert len({repr(one) for one in tried}) == 500
    app = AppTest.from_function(every_link, default_timeout=300)
    app.session_state["tried"] = tried
    app.run()
    assert not app.exception
    results = app.session_state["results"]
    assert [hostile for hostile, (written, _) in zip(tried, results, strict=True) if not allowed(written)] == []
    # Without a notice pass only a link that asks for nothing and one for a month of the right shape, of which there are no figures
    passed = [hostile for hostile, (written, notices) in zip(tried, results, strict=True) if not notices and written | {"edition": ""} == USUAL | {"edition": ""}]
    assert [hostile for hostile in passed if any(value for value in hostile.values())] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_takes_a_hostile_link(page, sample):
    kinds = list(KINDS.values())
    for number in range(2):
        hostile = {word: kinds[(number * 3 + place) % len(kinds)][PAGES.index(page) % 6] for place, word in enumerate(WORDS)}
        app = opened(page, **hostile, edition=HOSTILE[number], question="Q12'--", said=HOSTILE[-number])
        assert not app.exception and not app.error, hostile
        assert app.info and allowed({word: value for word, value in link(app).items() if word not in ("question", "said")})


@pytest.mark.parametrize("page", PAGES)
def test_no_hostile_link_opens_a_restricted_edition(page, restricted, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(restricted))
    for kind in KINDS.values():
        app = opened(page, user={}, **{word: kind[place % len(kind)] for place, word in enumerate(WORDS)}, edition=kind[0], question="Q12", said=kind[1])
        assert title(app) == "Sign in to see these figures" and not app.exception and not re.search(r"\d", words(app))


@pytest.mark.parametrize("said", HOSTILE[::8])
def test_nothing_that_a_link_says_was_read_out_is_taken_for_a_figure(said, sample):
    app = opened("pages/1_Questions.py", question="Q12", said=said)
    assert not app.exception and title(app).startswith("From January to December 2020") or "7,830" in title(app)
    assert "Unchanged" not in words(app)


def test_a_link_puts_no_link_and_no_picture_of_its_own_on_the_page(chromium, sample_url):
    with visited(chromium, sample_url) as visit:
        for hostile in ("About_the_data?category=![x](https://elsewhere.example/x.png)&district=https://elsewhere.example&wards=%60[Sign in](https://elsewhere.example)",
                        "Questions?question=Q12&said=1%0A%0A![x](https://elsewhere.example)", "Questions?question=[Sign in](https://elsewhere.example)"):
            visit.open(hostile)
            assert visit.page.locator("a[href*=elsewhere], img[src*=elsewhere], img[src=x]").count() == 0, hostile
        assert visit.outside == [] and visit.page.title() != "x"
