"""python -m queries [NAME key=value ...] [--edition DIR] [--format table|csv|json]"""

import argparse
import os
import sys

import pandas as pd

from queries import NoEdition, QuestionError, fetch, questions


def main(arguments: list[str] | None = None) -> int:
    """Answer one question on standard output; 2 with one line on standard error for what can't be asked."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")
    parser = argparse.ArgumentParser(prog="python -m queries", description="Ask the dashboard's questions; without a name, list them.")
    parser.add_argument("name", nargs="?")
    parser.add_argument("words", nargs="*", metavar="key=value", help="lists are comma-separated: wards=CODE,CODE")
    parser.add_argument("--edition", help="an edition's folder (default: the current one)")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    given = parser.parse_intermixed_args(arguments)
    if given.edition:
        os.environ["DASHBOARD_EDITION"] = given.edition
    try:
        print(_answer(given), end="")
    except (QuestionError, NoEdition) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _answer(given: argparse.Namespace) -> str:
    if not given.name:
        return "".join(f"{name}: {question}\n" for name, question in questions().items())
    return _written(fetch(given.name, **_words(given.words)), given.format)


def _words(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise QuestionError(f"'{pair}' is not a parameter; write key=value.")
    return dict(pair.split("=", 1) for pair in pairs)


def _written(rows: pd.DataFrame, form: str) -> str:
    plain = rows.assign(**{name: rows[name].dt.strftime("%Y-%m-%d") for name in rows if rows[name].dtype.kind == "M"})
    if form == "csv":
        return plain.to_csv(index=False, lineterminator="\n")
    if form == "json":
        return plain.to_json(orient="records", force_ascii=False, indent=1) + "\n"
    return plain.to_string(index=False, na_rep="-") + "\n"


if __name__ == "__main__":
    sys.exit(main())
