"""The gate: an edition that is not open is shown to readers on the list who have signed in, and to no one else."""

import os
import time
from collections.abc import Mapping
from importlib.util import find_spec

import streamlit as st

from pages.parts import readers, words

WHAT = ("This dashboard shows councillors and officers recorded crime and road safety. Its figures are not public: some are the "
        "partnership’s or the council’s own.")
ENDED: dict[tuple, float] = {}  # sign-ins that were signed out of, in this process: no other tab and no kept cookie revives one


def admit(about: Mapping) -> None:
    """Let the reader in to an edition; else show how to sign in, and end the page."""
    if readers.is_open(about):
        return
    allowed = _allowed()
    unset = readers.lacking(_secrets("auth"), allowed, has_authlib=bool(find_spec("authlib") and find_spec("httpx")))
    if unset:
        _stop("This dashboard is not ready", "Its figures are not public, and signing in is not set up on this server. For the IT officer:", unset)
    claims = dict(st.user)
    if not readers.is_signed_in(claims, time.time()) or _sign_in(claims) in ENDED:
        _stop("Sign in to see these figures", WHAT, [], sign_in=True)
    if not readers.is_listed(readers.address(claims), allowed):
        _stop("You are not on the list of readers", f"You signed in as {readers.address(claims) or 'someone whose e-mail address your provider does not vouch for'}. "
              "The council decides who may see these figures: ask the officer who supports the committee.", [], sign_out=True)


def sign_out_button(about: Mapping) -> None:
    """Draw the way out, where someone had to sign in."""
    if not readers.is_open(about):
        st.button("Sign out", key="sign_out", on_click=_sign_out, type="tertiary")


def _stop(title: str, text: str, tasks: list[str], *, sign_in: bool = False, sign_out: bool = False) -> None:
    """Show a page without a figure, and end the script."""
    with st.container(key="door"):
        st.markdown(f"<h1>{words.safe(title)}</h1><p>{words.safe(text)}</p>{''.join(f'<p>• {words.safe(task)}</p>' for task in tasks)}", unsafe_allow_html=True)
        if sign_in:
            st.button("Sign in with your council account", key="sign_in", on_click=st.login, type="primary")
            st.caption("If you came by a link, open it again after signing in.")
        if sign_out:
            st.button("Sign out", key="sign_out", on_click=_sign_out)
    st.stop()


def _sign_out() -> None:
    now, claims = time.time(), dict(st.user)
    for one in [one for one, at in list(ENDED.items()) if at < now - readers.HOURS * 3600]:
        ENDED.pop(one, None)
    ENDED[_sign_in(claims)] = now
    st.logout()


def _sign_in(claims: Mapping) -> tuple:
    """Tell one sign-in from any other."""
    return tuple(claims.get(name) for name in ("iss", "sub", "iat", "nonce"))


def _allowed() -> list[str]:
    return readers.entries(os.environ.get("DASHBOARD_READERS") or _secrets("access").get("readers", []))


def _secrets(section: str) -> Mapping:
    """Give a section of secrets.toml; empty where there is none, or none that can be read."""
    try:
        found = st.secrets.get(section, {})
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, Mapping) else {}
