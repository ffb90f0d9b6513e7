"""A reader without a browser: asks the running dashboard for pages over its websocket, as its own front end does."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from html import unescape

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROW = re.compile(r'<tr[^>]*><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>')
CELL = re.compile(r"<td[^>]*>(.*?)</td>")


@dataclass
class Page:
    """What one run of a page sent."""

    html: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    exceptions: int = 0

    def table(self, caption: str) -> dict[str, list[str]]:
        """Give the cells of each row of the first table whose caption begins so, by the row's heading."""
        body = next((each for each in self.html if re.search(rf"<caption[^>]*>{re.escape(caption)}", each)), "")
        return {plain(head): [plain(cell) for cell in CELL.findall(cells)] for head, cells in ROW.findall(body)}


def plain(html: str) -> str:
    """Take the marks out of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|style).*?</\1>", " ", html, flags=re.DOTALL))).split())


class Reader:
    """One session: a websocket that stays open while its reader opens pages."""

    def __init__(self, url: str):
        self.held = ExitStack()
        self.socket = self.held.enter_context(connect(f"{url.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"], max_size=None, open_timeout=60))
        self.kept: dict[str, ForwardMsg] = {}

    def open(self, page: str, query: str, timeout: float = 120) -> Page:
        """Open a page by a link and wait until it is whole."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        self.socket.send(asked.SerializeToString())
        found = Page()
        while True:
            message = ForwardMsg.FromString(self.socket.recv(timeout))
            if message.ref_hash:
                message = self.kept[message.ref_hash]
            elif message.hash and message.metadata.cacheable:
                self.kept[message.hash] = message
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                found.exceptions += element.WhichOneof("type") == "exception"
                if element.WhichOneof("type") in ("html", "markdown"):
                    found.html.append(getattr(element, element.WhichOneof("type")).body)
                if element.WhichOneof("type") == "alert":
                    found.errors.append(element.alert.body)
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return found

    def close(self) -> None:
        self.held.close()
