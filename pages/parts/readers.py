"""Who may see an edition that is not open: the list of readers, what a sign-in says, and what a server must have set."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

OPEN_KINDS = ("illustrative", "published")
HOURS = 12  # that a sign-in lasts
SETTINGS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")  # of [auth] in secrets.toml
SHORTEST_SECRET = 32  # characters
OF_ANY_TENANT = {"common", "organizations", "consumers"}  # addresses of Microsoft's that let in accounts of other organisations
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
BEFORE_AT = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+")


def is_open(about: Mapping) -> bool:
    """Say whether an edition may be shown to anyone; what is not known to be open is not."""
    return about.get("kind") in OPEN_KINDS


def entries(listed: str | Iterable) -> list[str]:
    """Read a list of readers: domains and addresses, parted by commas, or a list of them."""
    parts = listed.split(",") if isinstance(listed, str) else listed
    return [entry for entry in (str(part).strip().lower().removeprefix("@") for part in parts) if entry]


def address(claims: Mapping) -> str:
    """Give the e-mail address that a sign-in vouches for, in lower case; '' where it vouches for none."""
    given = claims.get("email") or claims.get("preferred_username")
    if not isinstance(given, str) or claims.get("email_verified") in (False, "false"):
        return ""
    return given.lower() if _is_address(given.lower()) else ""


def is_listed(who: str, allowed: list[str]) -> bool:
    """Say whether an address, or its whole domain, is on the list; subdomains are listed by themselves."""
    return bool(who) and (who in allowed or who.partition("@")[2] in allowed)


def is_signed_in(claims: Mapping, now: float) -> bool:
    """Say whether a sign-in is whole and not older than HOURS; `now` in seconds since 1970, as its `iat`."""
    at = claims.get("iat")
    is_timed = isinstance(at, int | float) and not isinstance(at, bool) and now - HOURS * 3600 <= at <= now + 300
    return claims.get("is_logged_in") is True and bool(claims.get("sub")) and is_timed


def lacking(auth: Mapping, allowed: list[str], *, has_authlib: bool) -> list[str]:
    """List what the IT officer must still set before anyone can be let in; never a value, only names."""
    said = [] if has_authlib else ["Install the packages of requirements.txt: Authlib and httpx are missing."]
    missing = [name for name in SETTINGS if not auth.get(name)]
    said += [f"Set {', '.join(missing)} in the section [auth] of .streamlit/secrets.toml."] * bool(missing)
    if auth.get("cookie_secret") and len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        said.append(f"Make cookie_secret at least {SHORTEST_SECRET} random characters long.")
    said += [f"Give {name} as an https address." for name in ("redirect_uri", "server_metadata_url") if auth.get(name) and not _is_private(str(auth[name]))]
    if OF_ANY_TENANT & set(urlsplit(str(auth.get("server_metadata_url", ""))).path.split("/")):
        said.append("Give server_metadata_url with the council's own tenant: this one lets in accounts of any organisation.")
    if not allowed:
        said.append("List who may read: DASHBOARD_READERS, or readers in the section [access] of .streamlit/secrets.toml.")
    wrong = [entry for entry in allowed if not (DOMAIN.fullmatch(entry) or _is_address(entry))]
    return said + ["An entry of the list of readers is neither a domain (council.gov.uk) nor an address (name@council.gov.uk)."] * bool(wrong)


def _is_address(text: str) -> bool:
    before, _, domain = text.partition("@")
    return bool(BEFORE_AT.fullmatch(before) and DOMAIN.fullmatch(domain))


def _is_private(url: str) -> bool:
    """Say whether what is sent to an address can't be read on the way."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
