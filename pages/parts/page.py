"""Opens a page: configuration, navigation, the reader's choices; closes it with its source and link."""

from pathlib import Path

import streamlit as st

from pages.parts import access, basket, controls, minutes, projection, settling, states, takeaway, words
from pages.parts.asking import camera_sites, collision_places, keep_to_one_edition
from pages.parts.choices import Filters, ask, ask_records, chosen, coverage_name, months_present, read_choices, write_choices
from pages.parts.controls import choose_ward, html
from pages.parts.subject import Place, about, category, holds, is_dark, is_invented, place, ward_names
from pages.parts.tables import Column, html_table
from pages.parts.takeaway import download

STYLE, SCRIPT = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("style.css", "page.js"))
_tell_browser = st.components.v2.component("tell_browser", js=SCRIPT)


def open_page(*, show: tuple[str, ...] | None = (), extract: str = "crime", own: dict[str, str] | None = None, keeps: tuple[str, ...] = ()) -> tuple[Filters, Place]:
    """Open a page: its title, bar, choices and notices; give the choices and the place.

    `show`: which choices the page's row offers, of 'category', 'wards', 'rural_urban' and 'district'; the period is
    always there (None: no row). `extract`: whose months the periods are. `own`: words of this page's link only; `keeps`: controls of the page (states.STATES) that its link has too.
    Stops where there is no edition.
    """
    st.set_page_config(page_title="Scrutiny dashboard", layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{STYLE}</style>")
    _tell_browser(key="tell_browser")
    keep_to_one_edition()
    said = about()
    access.admit(said)
    projection.read()
    notices, st.session_state["extract"] = read_choices(extract), extract
    controls.bar(chosen(), said)
    filters = chosen() if show is None else controls.row(chosen(), show, extract)
    read_out = {"said": st.query_params["said"]} if st.query_params.get("said") else {}
    states.read(keeps)
    own = (own or {}) | states.own_words(keeps)
    write_choices(filters, read_out | own | projection.own_words())
    projection.begin()
    takeaway.begin()
    st.session_state.update(address=controls.address(filters, {word: value for word, value in own.items() if word != "said"}), read_out="", is_told=False)
    if notices:
        st.info(" ".join(dict.fromkeys(notices)))
    return filters, place(filters.district)


def heading(finding: str, measure: str, *, invented: bool = False) -> None:
    """Head the page: the finding, then the line with measure, place and period, and what kind of edition it is."""
    said = about()
    says = said.get("tag", "") + (": invented figures" if invented and said["kind"] == "illustrative" else "")
    tag = f' <span class="tag">{words.safe(says)}</span>' if says else ""
    st.session_state.update(finding=finding, measure=measure)
    takeaway.headed(finding)
    st.set_page_config(page_title=f"{finding} · {said['home_name']} scrutiny")
    head = f'<div id="finding" tabindex="-1"></div><h1>{words.safe(finding)}</h1><p class="measure">{words.safe(measure)}{tag}'
    st.session_state["head"] = (st.empty(), head)
    _link_head()


def _link_head(told: str = "") -> None:
    """Show the head of the page with its link, which carries the figures that are shown, and what became of those that the reader's own link carries."""
    slot, head = st.session_state["head"]
    address = "&said=".join(filter(None, [st.session_state["address"], st.session_state["read_out"]]))
    told = f'<p class="read_out">{words.safe(told)}</p>' if told else ""
    with slot:
        html(f'{head} <a class="copy" href="{words.safe(address)}">Copy link</a><span class="copied" role="status"></span></p>{told}')


def lead(finding: str, *, invented: str = "") -> None:
    """Say the finding under the heading; in the sample, `invented` says what of it is."""
    note = f" ({invented})" if invented and about()["kind"] == "illustrative" else ""
    takeaway.says(finding + note)
    html(f'<p class="lead">{words.safe(finding + note)}</p>')


def figures(drawn: str, sentences: list[str], *, invented: bool = False) -> None:
    """Show large figures as they were written, with the sentences beside them; in the sample `invented` ones are kept with that word."""
    note = " (invented)" if invented and about()["kind"] == "illustrative" else ""
    takeaway.says(*(sentence + note for sentence in sentences))
    html(drawn)


def section(title: str, finding: str = "", *, is_projected: bool = True) -> None:
    """Head a part of the page, a view of its own unless it is not projected, with its finding; in the sample it is invented."""
    projection.view(is_headed=True) if is_projected else projection.aside()
    st.session_state["section"] = title
    takeaway.headed(title)
    html(f"<h2>{words.safe(title)}</h2>")
    if finding:
        lead(finding, invented="invented")


def chart(drawing, alt: str, *, key: str, width="stretch", scrolls: bool = False, invented: bool = True, what: dict | None = None, **more) -> None:
    """Show a chart as it was drawn, with its words for those who can't see it; one that `scrolls` keeps its width on a phone; `what`: as of takeaway.may_leave."""
    alt, spec = alt + " (invented)" * (invented and about()["kind"] == "illustrative"), drawing.to_dict(validate=False)
    with st.container(key=f"scroll_{key}" if scrolls else f"box_{key}"):
        st.vega_lite_chart(spec, width=width, theme=None, key=key, alt=alt, **more)
    takeaway.keep_picture(spec, alt, key, **(what or {}))


def table(rows, columns: list[Column], caption: str, *, file: str = "", notes: tuple[str, ...] = (), dense: bool = False,
          is_caption_shown: bool = False, file_columns: list[Column] | None = None, saved=None, more: str = "",
          what: dict | None = None, **looks) -> None:
    """Show a real table, and offer the same rows as a file with its notes (cautions and source).

    The file may have columns of its own, and rows (`saved`) that the page leaves out, which `more` says. `what`: as of takeaway.may_leave.
    """
    html(f'<div class="strip{" dense" if dense else ""}">{html_table(rows, columns, caption=caption, is_caption_shown=is_caption_shown, **looks)}</div>')
    if file:
        if more:
            st.caption(more)
        download(rows if saved is None else saved, file_columns or columns, file, caption=caption, notes=notes, **(what or {}))


def as_table(rows, columns: list[Column], caption: str, *, key: str, says: str = "") -> None:
    """Offer the figures above as a table, made only when it is opened; it stays open while its name is the same. `says`: its caption."""
    box = st.expander(f"{caption}, as a table", key=f"table_of_{key}", on_change="rerun")
    if box.open:
        with box:
            table(rows, columns, says or caption, is_caption_shown=bool(says))


def say_what_is_missing(filters: Filters, extract: str = "crime", *, before: bool = True) -> None:
    """Name the months that the window lacks, so that there is no total; else those of the year before (`before`)."""
    present = months_present(filters, extract)
    now, then = ([month for month in period.all_months if month not in present] for period in (filters.period, filters.period.year_before))
    if now:
        st.warning(words.no_total(filters.period, now))
    revised = [row["month"].date() for row in ask_records("coverage")
               if row["extract"] == coverage_name(extract, filters.series) and row["is_provisional"] and row["month"].date() in filters.period.all_months]
    said = [words.no_change(then)] * bool(then and before and not now) + [words.provisional(revised)] * bool(revised)
    if said:
        html("".join(f'<p class="caution">{words.safe(each)}</p>' for each in said))


def stop_unless_held(filters: Filters, extract: str, said: tuple[str, str] = ()) -> None:
    """Where the edition lacks an extract, say so and who holds it (`said`, if not in words.NOT_HELD), and end the page."""
    if not (holds(extract) and months_present(filters, extract)):
        lead((said or words.NOT_HELD[extract])[0])
        html(f"<p>{words.safe((said or words.NOT_HELD[extract])[1])}</p>")
        close_page([], "")
        st.stop()


def close_page(cautions: list[str], source: str) -> None:
    """End the page: cautions, the source line, the strip of a projected page."""
    projection.end()
    said = takeaway.kept().views[1].said if not st.session_state["read_out"] else []
    st.session_state["read_out"] = st.session_state["read_out"] or minutes.linked(minutes.figures_of(said))
    _link_head("" if st.session_state["is_told"] else minutes.compared(st.session_state["read_out"], st.query_params.get("said", "")))
    with st.container(key="foot"):
        said = "".join(f'<p class="caution">{words.safe(caution)}</p>' for caution in [*cautions, *filter(None, [about().get("caution")])])
        html(f'{said}<p class="source">{words.safe(source)} {words.safe(words.edition_line(about()))}</p><p class="source">This page: {words.safe(st.session_state["address"])}</p>')
        with st.container(key="take_away", horizontal=True):
            takeaway.finish(st.session_state["measure"], cautions, source, st.session_state["address"])
            basket.offer()
    if projection.is_on():
        projection.strip(f"{source} {words.edition_line(about())}")
    settling.settle()
