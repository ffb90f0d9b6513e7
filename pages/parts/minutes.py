"""An answer as it goes into the minutes, and what its link says was read out."""

import re

from pages.parts import words
from pages.parts.answer import Answer
from pages.parts.formats import MINUS

PLAIN = re.compile(r"-?\d{1,9}(\.\d{1,2})?(~-?\d{1,9}(\.\d{1,2})?){0,11}", re.ASCII)
FIGURES = re.compile(rf"(?<![\w.,-])[{MINUS}-]?\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?![\d\w]|[,.]\d)")
ONE_BREATH = 170  # characters: a longer answer is parted
MOST = 12  # figures that a link carries


def parts(answer: Answer) -> list[str]:
    """Part a long answer after its first sentence; in the sample each part says that its figures are invented."""
    first, _, rest = answer.sentence.partition(". ") if len(answer.sentence) > ONE_BREATH else (answer.sentence, "", "")
    return [f"{part.removesuffix('.')}{_mark(answer, part)}." for part in (first, rest) if part]


def _mark(answer: Answer, part: str) -> str:
    """Mark a part with invented figures; facts and totals as published are not."""
    left = part
    for told in filter(None, (answer.fact, answer.own_total.removesuffix("."))):
        left = left.replace(told, "")
    return " (invented)" if answer.is_invented and re.search(r"\d", left) else ""


def spoken(answer: Answer) -> str:
    """Write the whole answer as it is read out."""
    return " ".join(parts(answer))


def copied(question: str, answer: Answer, link: str, about: dict) -> str:
    """Write an answer with its question, cautions, source, edition and link, ready to paste."""
    source = f"{answer.source} {words.edition_line(about)}".strip()
    return "\n".join(filter(None, [question, " ".join(filter(None, [spoken(answer), answer.caution])), source, f"Figures and sources: {link}"]))


def read_out(answer: Answer) -> str:
    """Write an answer's first figures for its link: '7830~-778~-9'; '' where it has none."""
    return linked(list(answer.figures.values()))


def linked(figures: list[float]) -> str:
    """Write the first figures of an answer or a page for its link."""
    return "~".join(_plain(figure) for figure in figures[:MOST])


def figures_of(sentences: list[str]) -> list[float]:
    """Take the figures out of sentences; a year, which has no comma, is none."""
    return [float(found.replace(",", "").replace(MINUS, "-")) for sentence in sentences for found in FIGURES.findall(sentence)]


def revised(answer: Answer, said: str) -> str:
    """Set today's figures of an answer beside those that a link says were read out; '' where it says none."""
    return compared(read_out(answer), said)


def compared(today: str, said: str) -> str:
    """Set today's figures, as a link has them, beside those that a link says were shown; '' where it says none."""
    if not said:
        return ""
    if not PLAIN.fullmatch(said):
        return f"The link says that ‘{said[:40]}’ was read out, which is no figure of this answer."
    then, now = said.split("~"), today.split("~")
    if now == [""]:
        return f"When this link was made the figure was {_written(then[0])}; today there is none."
    if len(then) != len(now):
        return f"When this link was made the figure was {_written(then[0])}; today the answer begins with {_written(now[0])}."
    changed = [f"{_written(was)}, today {_written(is_now)}" for was, is_now in zip(then[1:], now[1:], strict=True) if was != is_now]
    if then[0] != now[0]:
        first = f"When this link was made the figure was {_written(then[0])}; today it is {_written(now[0])}."
        return first + (f" Also changed: {'; '.join(changed)}." if changed else "")
    if changed:
        return f"The figure {_written(now[0])} is unchanged since this link was made. Changed: {'; '.join(changed)}."
    return f"Unchanged since this link was made: {_written(now[0])}{' and the other figures' if now[1:] else ''}."


def _plain(figure: float) -> str:
    """Write a figure to the decimals that a sentence says."""
    whole = float(figure).is_integer()
    return f"{figure:.0f}" if whole else f"{figure:.{1 if abs(figure) >= 2 else 2}f}"


def _written(figure: str) -> str:
    whole, _, decimals = figure.lstrip("-").partition(".")
    return (MINUS if figure.startswith("-") else "") + f"{int(whole):,}" + (f".{decimals}" if decimals else "")
