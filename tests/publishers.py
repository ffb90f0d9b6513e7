"""A web server on this machine that answers as the publishers do, and as they should not: with faults, one for each request."""

import csv
import hashlib
import io
import json
import re
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from data.addresses import COLUMNS, SHIPPED

PAGE = 150  # features that the server gives at most, whatever is asked
HOSTS = r"https://(data\.police\.uk|data\.dft\.gov\.uk|services1\.arcgis\.com|www\.nomisweb\.co\.uk)"
NOMIS_HEADER = ["DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "C_AGE", "OBS_VALUE"]


class Publishers:
    """What is published, what was asked, how many bytes left, and the faults to come."""

    def __init__(self):
        self.documents: dict[str, bytes] = {}
        self.tables: dict[str, list[dict]] = {}  # service -> features
        self.residents: dict[str, list[tuple]] = {}  # geography and dataset -> rows
        self.asked, self.sent = [], {}
        self.faults, self.only, self.has_ranges, self.later = [], "", True, None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"publishers": self}))
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def write_addresses(self, file, without=(), more=()):
        """Write the shipped table of addresses with this server in the place of the publishers'."""
        with SHIPPED.open(encoding="utf-8", newline="") as opened:
            rows = [row for row in csv.DictReader(opened) if row["name"] not in without]
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, COLUMNS)
            writer.writeheader()
            writer.writerows({**row, "address": re.sub(HOSTS, self.address, row["address"])} for row in [*rows, *more])
        return file

    def archive(self, month, members, compression=zipfile.ZIP_DEFLATED):
        """Publish a monthly archive of (name, content), and the list of months to it."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", compression, compresslevel=1) as archive:
            for name, content in sorted(members.items()):
                archive.writestr(name, content)
        self.documents[f"/data/archive/{month}.zip"] = packed.getvalue()
        newest = max(name[-11:-4] for name in self.documents if name.endswith(".zip"))
        self.documents["/api/crimes-street-dates"] = json.dumps([{"date": newest, "stop-and-search": []}, {"date": "2011-01", "stop-and-search": []}]).encode()
        return packed.getvalue()

    def answer(self, path, query):
        """Give an answer's bytes and type; None: there is nothing."""
        if path in self.documents:
            return self.documents[path], "application/octet-stream"
        if service := re.fullmatch(r".*/rest/services/(.+)/FeatureServer/0/query", path):
            return json.dumps(self._features(service[1], query)).encode(), "application/json"
        if dataset := re.fullmatch(r"/api/v01/dataset/(NM_\d+_1)\.data\.csv", path):
            district, kind = re.fullmatch(r"([EW]\d{8})(.*)", query["geography"]).groups()
            rows = [row for row in self.residents.get(f"{dataset[1]}{kind}", []) if row[0] == district]
            text = io.StringIO()
            csv.writer(text).writerows([NOMIS_HEADER, *(row[1:] for row in rows)])
            return text.getvalue().encode(), "text/csv"
        return None

    def _features(self, service, query):
        if service not in self.tables:
            return {"error": {"code": 400, "message": "Invalid URL"}}
        field, codes = re.fullmatch(r"(\w+) IN \((.*)\)", query["where"]).groups()
        chosen = set(re.findall(r"'(\w+)'", codes))
        found = [each for each in self.tables[service] if each["properties"][field] in chosen]
        if "returnCountOnly" in query:
            return {"count": len(found)}
        offset, most = int(query["resultOffset"]), min(PAGE, int(query["resultRecordCount"]))
        page = {"type": "FeatureCollection", "features": found[offset:offset + most]}
        return page | ({"properties": {"exceededTransferLimit": True}} if offset + most < len(found) else {})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *words):
        pass

    def do_HEAD(self):
        found = self._found()
        self._headers(200 if found else 404, {"Content-Length": str(len(found[0]) if found else 0)})

    def do_GET(self):
        publishers, parts = self.publishers, urlsplit(self.path)
        path = unquote(parts.path)
        publishers.asked.append(path)
        fault = publishers.faults.pop(0) if publishers.faults and path.startswith(publishers.only) else ""
        if fault == "change" and publishers.later:
            publishers.later()
        found = self._found()
        if fault == "drop":
            return self._hang_up()
        if fault in ("429", "500", "503"):
            return self._answer(int(fault), b"busy", {"Retry-After": "1", "Content-Type": "text/plain"})
        if fault == "html":
            return self._answer(200, b"<!DOCTYPE html><html>Sorry</html>", {"Content-Type": "text/html"})
        if fault == "html as data":
            return self._answer(200, b"<!DOCTYPE html><html>Sorry</html>", {"Content-Type": "text/csv"})
        if not found:
            return self._answer(404, b"", {})
        content, kind = found
        mark = f'"{hashlib.md5(content).hexdigest()}"'
        headers, status = {"ETag": mark, "Content-Type": kind, "Accept-Ranges": "bytes"}, 200
        if self.headers.get("If-None-Match") == mark:
            return self._answer(304, b"", headers)
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if asked and publishers.has_ranges and fault != "ignore range" and self.headers.get("If-Range", mark) == mark:
            first = int(asked[1]) if asked[1] else max(0, len(content) - int(asked[2]))
            last = min(int(asked[2]), len(content) - 1) if asked[1] and asked[2] else len(content) - 1
            if first >= len(content):
                return self._answer(416, b"", {"Content-Range": f"bytes */{len(content)}"})
            headers["Content-Range"], status = f"bytes {first}-{last}/{len(content)}", 206
            content = content[first:last + 1]
        self._answer(status, content, headers, fault, path)

    def _found(self):
        parts = urlsplit(self.path)
        return self.publishers.answer(unquote(parts.path), {name: values[0] for name, values in parse_qs(parts.query).items()})

    def _headers(self, status, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _answer(self, status, content, headers, fault="", path=""):
        self._headers(status, headers | ({} if status == 304 else {"Content-Length": str(len(content))}))
        given = content[:len(content) // 2] if fault in ("truncate", "stall") else content
        try:
            self.wfile.write(given)
            self.publishers.sent[path] = self.publishers.sent.get(path, 0) + len(given)
            self.wfile.flush()
            if fault == "stall":
                time.sleep(1)
        except OSError:
            self.close_connection = True
        if len(given) < len(content):
            self._hang_up()

    def _hang_up(self):
        self.close_connection = True
        self.connection.shutdown(2)
