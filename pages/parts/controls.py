"""Draws what every page has above its heading: the bar of navigation and the row of choices."""

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from pages.parts import access, projection, words
from pages.parts.choices import BY_SERIES, USUAL_MONTHS, Filters, ask_records, choose, chosen, link_words, months_present
from pages.parts.compared import compared
from pages.parts.periods import named_periods
from pages.parts.subject import former_wards, has_town_centre, ward_labels
from queries import CLASSES, edition

ROOT = Path(__file__).resolve().parent.parent.parent
# In the order of the bar: script, label ({county}: the county or police force whose districts are compared)
PAGES = {
    "dashboard.py": "Home",
    "pages/1_Questions.py": "Ask a question",
    "pages/2_Wards.py": "Wards",
    "pages/3_Trends.py": "Three-year trend",
    "pages/4_Comparison.py": "{county} comparison",
    "pages/5_Outcomes.py": "Arrests and convictions",
    "pages/6_Road_casualties.py": "Road casualties",
    "pages/7_Near_misses.py": "Near misses",
    "pages/8_About_the_data.py": "About these figures",
}


def html(text: str) -> None:
    """Put our own HTML on the page (spark lines in it survive, unlike with st.html)."""
    st.markdown(" ".join(text.splitlines()), unsafe_allow_html=True)  # one line: an empty one would end the HTML and begin Markdown


def bar(filters: Filters, about: dict) -> None:
    """Draw the bar: the name and a link to each page that exists, with the choices in it."""
    link = link_words(filters)
    pages = {path: label.format(county=compared(about).name) for path, label in PAGES.items() if (ROOT / path).is_file()}
    with st.container(key="bar", horizontal=True, vertical_alignment="center", wrap=False):
        html(f'<p class="name{_length(about["home_name"] + compared(about).name)}"><a class="skip" href="#finding">Skip to the finding</a><b>{words.safe(about["home_name"])}</b> scrutiny</p>')
        with st.container(key="links", horizontal=True, wrap=False):
            for path, label in pages.items():
                st.page_link(path, label=label, query_params=link)
        with st.container(key="menu", width="content"):
            with st.popover("Menu"):
                for path, label in pages.items():
                    st.page_link(path, label=label, query_params=link)
        projection.switch()
        access.sign_out_button(about)


def _length(names: str) -> str:
    """Class the bar by how much room its names take: from 21 letters on closer together, from 27 on a menu, on screens of a laptop's width."""
    return " longest" if len(names) > 26 else " long" if len(names) > 20 else ""


def choose_ward(key: str):
    """Make the callback of a map or chart that chooses the ward that was clicked, or none, or the repeat location."""
    def clicked() -> None:
        selection = st.session_state[key]["selection"]
        rings = selection.get("repeat") or selection.get("objects", {}).get("rings") or []
        picked = selection.get("ward") or selection.get("objects", {}).get("wards") or []
        if rings and (not picked or rings[0]["letter"] != st.session_state.get("repeat")):
            st.session_state["repeat"] = rings[0]["letter"]
            return
        codes = [row["ward_code"] for row in picked if row.get("ward_code")]
        choose(wards=tuple(codes[:1]))
    return clicked


def row(filters: Filters, show: tuple[str, ...], extract: str) -> Filters:
    """Draw the row of choices; every change goes into the session's dictionary before the page runs again."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        _period(filters, extract)
        if "district" in show:
            _district(filters)
        if "category" in show:
            _category(filters)
        if "wards" in show:
            _wards(filters)
        if "rural_urban" in show:
            _rural_urban(filters)
        with st.popover("More", width="content"):
            _more(filters, show, extract)
    return chosen()


def _select(label: str, options: dict, value, key: str, width: int, change, **looks) -> None:
    """Draw one choice whose widget shows the session's value, whatever the widget remembers."""
    if value not in options:
        options = {value: str(value)} | options
    st.session_state[key] = value
    st.selectbox(label, list(options), key=key, format_func=lambda code: options[code], width=width,
                 on_change=lambda: change(st.session_state[key]), filter_mode="contains", **looks)


def _period(filters: Filters, extract: str) -> None:
    named = named_periods(months_present(filters, extract), usual_months=USUAL_MONTHS.get(extract, 12), has_road_years=extract not in BY_SERIES)
    shown = {filters.period: filters.period.words()}  # without its kind, so that the closed list has room for it
    options = named | shown if filters.period in named else shown | named
    _select("Period", options, filters.period, "period", 270, lambda period: choose(last_month=period.last_month, months=period.months))


def _category(filters: Filters) -> None:
    labels = {row["category_code"]: ("  " if row["parent_code"] else "") + row["category_label"] for row in ask_records("categories", filters)}
    _select("Category", labels, filters.category, "category", 200, lambda code: choose(category=code))


def _district(filters: Filters) -> None:
    names = {row["district_code"]: row["district_name"] for row in ask_records("districts")}
    _select("District", names, filters.district, "district", 190, lambda code: choose(district=code))


def _wards(filters: Filters) -> None:
    names = ward_labels(filters)
    former = former_wards(filters)
    value = filters.wards[0] if len(filters.wards) == 1 else ""
    several = f"{len(filters.wards)} wards" if len(filters.wards) > 1 else f"All {len(names)} wards" if names else "No wards held"
    _select("Ward", {"": several} | names | {code: label for code, (label, _) in former.items()}, value, "wards", 215,
            lambda code: choose(wards=former[code][1] if code in former else (code,) if code else ()), disabled=not names)


def _rural_urban(filters: Filters) -> None:
    wards, has_centre = ask_records("wards", filters), has_town_centre(filters)
    kinds = {"All", filters.rural_urban} | {row["rural_urban"] for row in wards} | {row["setting"] for row in wards if has_centre}
    if len(kinds) < 3 and filters.rural_urban == "All":
        return  # nothing to choose: no wards are held, or all are of one kind
    st.session_state["rural_urban"] = filters.rural_urban
    st.segmented_control("Area", [one for one in CLASSES if one in kinds], key="rural_urban", required=True, help=words.class_rule(edition().about, filters.district),
                         on_change=lambda: choose(rural_urban=st.session_state["rural_urban"]))


def _more(filters: Filters, show: tuple[str, ...], extract: str) -> None:
    present = months_present(filters, extract)
    months = {f"{month:%Y-%m}": f"{month:%B %Y}" for month in reversed(present)}
    _select("Last month", months, filters.last_month, "last_month", 260, lambda month: choose(last_month=month))
    st.session_state["months"] = filters.months
    st.number_input("Number of months", 1, 60, key="months", on_change=lambda: choose(months=st.session_state["months"]))
    if "district" not in show:
        _district(filters)
    if "wards" in show:
        names = ward_labels(filters)
        st.session_state["several_wards"] = list(filters.wards)
        st.multiselect("Several wards together", list(names), key="several_wards", format_func=names.get,
                       on_change=lambda: choose(wards=tuple(st.session_state["several_wards"])))
    series = {code: words.SERIES[code] for code in edition().about.get("series", [filters.series])}
    if len(series) > 1 and extract in BY_SERIES:
        _select("Source", series, filters.series, "series", 260, lambda code: choose(series=code))


def address(filters: Filters, own: dict[str, str]) -> str:
    """Write the page's address with its choices, the page's own words and the edition."""
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(link_words(filters) | own, safe=',~')}"
