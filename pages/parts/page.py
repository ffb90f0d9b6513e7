"""Opens a page: configuration, navigation, the reader's choices; closes it with its source and link."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from pages.parts import words
from pages.parts.choices import CLASSES, Filters, ask, choose, chosen, link_words, read_choices, write_choices
from pages.parts.periods import Period, month_list, named_periods
from pages.parts.tables import Column, html_table
from queries import NoEdition, edition

STYLE = Path(__file__).with_name("style.css")
ROOT = Path(__file__).resolve().parent.parent.parent
# In the order of the bar: script, label ({county}: the edition's county)
PAGES = {
    "dashboard.py": "Home",
    "pages/2_Wards.py": "Wards",
    "pages/3_Trends.py": "Three-year trend",
    "pages/4_Comparison.py": "{county} comparison",
    "pages/8_About_the_data.py": "About these figures",
}


@dataclass(frozen=True)
class Place:
    """The area that a page speaks of."""

    code: str
    name: str
    full_name: str
    county: str


def open_page(script: str, *, show: tuple[str, ...] = ()) -> tuple[Filters, Place]:
    """Open a page: its title, bar, choices and notices; give the choices and the place.

    `show`: which choices the page's row offers, of 'category', 'wards', 'rural_urban' and 'district'; the period is
    always there. Stops the page, with words, where there is no edition.
    """
    st.set_page_config(page_title="Scrutiny dashboard", layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")
    try:
        about = edition().about
    except NoEdition as error:
        st.error(str(error))
        st.stop()
    notices = read_choices()
    filters = chosen()
    _bar(script, filters, about)
    filters = _row(filters, show)
    write_choices(filters)
    for notice in notices:
        st.info(notice)
    return filters, place(filters.district)


def place(district: str) -> Place:
    """Name a district in full, as the edition calls it."""
    rows = ask("districts").set_index("district_code")
    about = edition().about
    name = rows.at[district, "district_name"]
    return Place(district, name, about.get("place_names", {}).get(district, name), about["county_name"])


def html(text: str) -> None:
    """Put our own HTML on the page (spark lines in it survive, unlike with st.html)."""
    st.markdown(text, unsafe_allow_html=True)


def is_invented(filters: Filters) -> bool:
    """Say whether a district's own totals are invented for these choices: in the sample, all but the published windows."""
    about = edition().about
    published = [filters.district, filters.last_month, filters.months] in about.get("published_windows", [])
    return about["kind"] == "illustrative" and (filters.is_part or not published)


def heading(finding: str, measure: str, *, invented: bool = False) -> None:
    """Head the page: the finding, then the line with measure, place and period, and what kind of edition it is."""
    about = edition().about
    says = about.get("tag", "") + (": invented figures" if invented and about["kind"] == "illustrative" else "")
    tag = f' <span class="tag">{words.safe(says)}</span>' if says else ""
    html(f'<h1>{words.safe(finding)}</h1><p class="measure">{words.safe(measure)}{tag}</p>')


def lead(finding: str, *, invented: str = "") -> None:
    """Say the finding under the heading; in the sample, `invented` says what of it is."""
    note = f" ({invented})" if invented and edition().about["kind"] == "illustrative" else ""
    html(f'<p class="lead">{words.safe(finding + note)}</p>')


def label_of(filters: Filters) -> str:
    """Give the chosen category in words."""
    return ask("categories", filters).set_index("category_code").at[filters.category, "category_label"]


def is_dark() -> bool:
    """Say whether the reader's theme is dark, for the one canvas that can't follow it by itself."""
    return st.context.theme.type == "dark"


def ward_names(filters: Filters) -> list[str]:
    """Name the chosen wards."""
    wards = ask("wards", filters)
    return list(wards.loc[wards["ward_code"].isin(filters.wards), "ward_name"])


def chart(drawing, alt: str, *, key: str, width="stretch", scrolls: bool = False, **more) -> None:
    """Show a chart as it was drawn, with its words for those who can't see it; one that `scrolls` keeps its width on a phone."""
    with st.container(key=f"scroll_{key}" if scrolls else f"box_{key}"):
        st.altair_chart(drawing, width=width, theme=None, key=key, alt=alt, **more)


def choose_ward(key: str):
    """Make the callback of a map or chart that chooses the ward that was clicked, or none."""
    def clicked() -> None:
        selection = st.session_state[key]["selection"]
        picked = selection.get("ward") or selection.get("objects", {}).get("wards") or []
        codes = [row["ward_code"] for row in picked if row.get("ward_code")]
        choose(wards=tuple(codes[:1]))
    return clicked


def table(rows: pd.DataFrame, columns: list[Column], caption: str, *, file: str = "", is_caption_shown: bool = False, **looks) -> None:
    """Show a real table, and offer the same rows as a file."""
    html(f'<div class="strip">{html_table(rows, columns, caption=caption, is_caption_shown=is_caption_shown, **looks)}</div>')
    if file:
        plain = pd.DataFrame(rows, columns=[column.key for column in columns if column.kind != "html"])
        content = plain.rename(columns={column.key: column.heading for column in columns}).to_csv(index=False, lineterminator="\r\n")
        note = edition().about.get("caution", "")
        st.download_button("Download as CSV", "\ufeff" + content + (f'"{note}"\r\n' if note else ""), f"{file}.csv", "text/csv", key=f"csv_{file}",
                           type="tertiary", icon=":material/download:", on_click="ignore")


def stop_without_figures(filters: Filters, present: list) -> None:
    """Where months of the window are missing, name them; the figures stay away."""
    missing = [month for month in filters.period.all_months if month not in present]
    if missing:
        st.warning(words.no_total(filters.period, missing))


def months_present(filters: Filters, category: str = "all_crime") -> list:
    """List the months for which the district has figures."""
    return [month.date() for month in ask("months_present", filters, category=category)["month"]]


def close_page(filters: Filters, cautions: list[str], source: str) -> None:
    """End the page: cautions, the source line, the link for the minutes."""
    about = edition().about
    with st.container(key="foot"):
        said = "".join(f'<p class="caution">{words.safe(caution)}</p>' for caution in [*cautions, *filter(None, [about.get("caution")])])
        html(f'{said}<p class="source">{words.safe(source)} {words.safe(words.edition_line(about))}</p>')


def _bar(script: str, filters: Filters, about: dict) -> None:
    link = link_words(filters)
    pages = {path: label.format(county=about["county_name"]) for path, label in PAGES.items() if (ROOT / path).is_file()}
    with st.container(key="bar", horizontal=True, vertical_alignment="center", wrap=False):
        html(f'<p class="name"><b>{words.safe(about["home_name"])}</b> scrutiny</p>')
        with st.container(key="links", horizontal=True, wrap=False):
            for path, label in pages.items():
                st.page_link(path, label=label, query_params=link)
        with st.container(key="menu", width="content"):
            with st.popover("Menu"):
                for path, label in pages.items():
                    st.page_link(path, label=label, query_params=link)


def _row(filters: Filters, show: tuple[str, ...]) -> Filters:
    """Draw the row of choices; every change goes into the session's dictionary before the page runs again."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        _period(filters)
        if "district" in show:
            _district(filters)
        if "category" in show:
            _category(filters)
        if "wards" in show:
            _wards(filters)
        if "rural_urban" in show:
            _rural_urban(filters)
        with st.popover("More", width="content"):
            _more(filters, show)
        with st.popover("Link", width="content", icon=":material/link:"):
            st.caption("For the minutes: this page with these choices and this edition of the figures.")
            st.code(_address(filters), language=None, wrap_lines=True)
    return chosen()


def _select(label: str, options: dict, value, key: str, width: int, change, **looks) -> None:
    """Draw one choice whose widget shows the session's value, whatever the widget remembers."""
    if value not in options:
        options = {value: str(value)} | options
    st.session_state[key] = value
    st.selectbox(label, list(options), key=key, format_func=lambda code: options[code], width=width,
                 on_change=lambda: change(st.session_state[key]), filter_mode="contains", **looks)


def _period(filters: Filters) -> None:
    named = named_periods(months_present(filters))
    options = ({} if filters.period in named else {filters.period: filters.period.words()}) | named
    _select("Period", options, filters.period, "period", 250, lambda period: choose(last_month=period.last_month, months=period.months))


def _category(filters: Filters) -> None:
    rows = ask("categories", filters)
    labels = {row.category_code: ("  " if isinstance(row.parent_code, str) else "") + row.category_label for row in rows.itertuples()}
    _select("Category", labels, filters.category, "category", 200, lambda code: choose(category=code))


def _district(filters: Filters) -> None:
    names = ask("districts").set_index("district_code")["district_name"].to_dict()
    _select("District", names, filters.district, "district", 190, lambda code: choose(district=code))


def _wards(filters: Filters) -> None:
    names = ask("wards", filters).set_index("ward_code")["ward_name"].to_dict()
    former = _former_wards(filters)
    value = filters.wards[0] if len(filters.wards) == 1 else ""
    several = f"{len(filters.wards)} wards" if len(filters.wards) > 1 else f"All {len(names)} wards"
    _select("Ward", {"": several} | names | {code: label for code, (label, _) in former.items()}, value, "wards", 215,
            lambda code: choose(wards=former[code][1] if code in former else (code,) if code else ()))


def _former_wards(filters: Filters) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Offer wards of another vintage by name: what they are part of now, and which wards to choose."""
    return {code: (f"{rows['former_name'].iat[0]} (not a ward of these figures): in {words.join_words(list(rows['ward_name']))}", tuple(rows["ward_code"]))
            for code, rows in ask("former_wards", filters).groupby("former_code", sort=False)}


def _rural_urban(filters: Filters) -> None:
    st.session_state["rural_urban"] = filters.rural_urban
    st.segmented_control("Area", CLASSES, key="rural_urban", required=True, help=words.class_rule(edition().about),
                         on_change=lambda: choose(rural_urban=st.session_state["rural_urban"]))


def _more(filters: Filters, show: tuple[str, ...]) -> None:
    present = months_present(filters)
    months = {f"{month:%Y-%m}": f"{month:%B %Y}" for month in reversed(present)}
    _select("Last month", months, filters.last_month, "last_month", 260, lambda month: choose(last_month=month))
    st.session_state["months"] = filters.months
    st.number_input("Number of months", 1, 60, key="months", on_change=lambda: choose(months=st.session_state["months"]))
    if "district" not in show:
        _district(filters)
    if "wards" in show:
        names = ask("wards", filters).set_index("ward_code")["ward_name"].to_dict()
        st.session_state["several_wards"] = list(filters.wards)
        st.multiselect("Several wards together", list(names), key="several_wards", format_func=names.get,
                       on_change=lambda: choose(wards=tuple(st.session_state["several_wards"])))
    series = {code: words.SERIES[code] for code in edition().about.get("series", [filters.series])}
    if len(series) > 1:
        _select("Source", series, filters.series, "series", 260, lambda code: choose(series=code, category="all_crime"))


def _address(filters: Filters) -> str:
    from urllib.parse import urlencode

    return f"{(st.context.url or '').split('?')[0]}?{urlencode(link_words(filters), safe=',')}"
