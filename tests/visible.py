"""What a reader sees of a page that AppTest ran: its words, its tables, its charts."""

import re
import time
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

# What a server of a restricted edition has set, and a reader whom the provider vouches for: the gate is never switched off in tests, it is passed
SECRETS = {"auth": {"redirect_uri": "https://dashboard.example/oauth2callback", "cookie_secret": "0123456789abcdef" * 2, "client_id": "dashboard",
                    "client_secret": "secret", "server_metadata_url": "https://provider.example/tenant/.well-known/openid-configuration"},
           "access": {"readers": ["council.example"]}}
READER = {"is_logged_in": True, "sub": "1", "email": "reader@council.example"}
HOME = Path(__file__).resolve().parent.parent / "dashboard.py"
PAGES = ["dashboard.py", "pages/1_Questions.py", "pages/2_Wards.py", "pages/3_Trends.py", "pages/4_Comparison.py", "pages/5_Outcomes.py", "pages/6_Road_casualties.py",
         "pages/7_Near_misses.py", "pages/8_About_the_data.py"]


def opened(page: str = "dashboard.py", *, user: dict = READER, secrets: dict = SECRETS, **link: str) -> AppTest:
    """Open a page by a link, as a reader's first page of a session; they have just signed in, should the edition ask for it.

    user: the claims of the sign-in ({}: none); secrets: what the server has set in secrets.toml.
    """
    app = AppTest.from_file(HOME, default_timeout=60)
    app.secrets, app.user = secrets, ({"iat": time.time()} | user if user else {})
    app.query_params.update(link)
    app.switch_page(page)
    return app.run()


def plain(html: str) -> str:
    """Take the marks out of HTML: its words, each once parted by a space."""
    without_pictures = re.sub(r"<(svg|style).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_pictures)).split())


def words(app: AppTest) -> str:
    """Give all words on the page, notices and warnings included."""
    elements = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return " ".join(plain(element.value) for element in elements)


def title(app: AppTest) -> str:
    """Give the page's heading."""
    return next(plain(found) for element in app.markdown for found in re.findall(r"<h1>(.*?)</h1>", element.value))


def table(app: AppTest, caption: str) -> dict[str, dict[str, str]]:
    """Read the table whose caption begins so: the head of each row to its cells by heading."""
    html = next(element.value for element in app.markdown if re.search(rf"<caption[^>]*>{re.escape(caption)}", element.value))
    head, *rows = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html)]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows if len(row) == len(head)}


def charts(app: AppTest) -> int:
    """Count the Altair charts of the page."""
    return len(app.get("vega_lite_chart"))


def link(app: AppTest) -> dict[str, str]:
    """Give the page's address as words and their values."""
    return {word: ",".join(value) if isinstance(value, list) else value for word, value in app.query_params.items()}
