"""A local server that speaks the publishers' protocols, with their bad days."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlparse


@dataclass
class Service:
    """What the server serves, and how it misbehaves.

    ``troubles`` maps a path to answers given before the good one: a status code, ``"truncate"``,
    ``"drop"`` or ``"html"``.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    layers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tables: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    troubles: dict[str, list[Any]] = field(default_factory=dict)
    page: int = 3
    ranges: bool = True
    announce: bool = True
    tag: str = '"v1"'
    seen: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    asked_ranges: list[str] = field(default_factory=list)
    url: str = ""


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            del args

        def do_HEAD(self) -> None:
            body = service.files.get(urlparse(self.path).path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()

        def do_GET(self) -> None:
            parts = urlparse(self.path)
            query = {k: v[0] for k, v in parse_qs(parts.query).items()}
            service.seen[parts.path] += 1
            trouble = (
                (service.troubles.get(parts.path) or [None]).pop(0)
                if service.troubles.get(parts.path)
                else None
            )
            if isinstance(trouble, int):
                return self.answer(trouble, b"bezet", "text/plain", {"Retry-After": "0"})
            if trouble == "html":
                return self.answer(200, b"<html>Toegang geblokkeerd</html>", "text/html")
            if parts.path in service.files:
                return self.file(service.files[parts.path], trouble)
            if parts.path.endswith("/ows"):
                return self.features(query, trouble)
            if parts.path.startswith("/odata"):
                return self.records(parts.path, query, trouble)
            return self.answer(404, b"weg", "text/plain")

        def answer(
            self,
            code: int,
            body: bytes,
            kind: str,
            extra: dict[str, str] | None = None,
            cut: int = 0,
        ) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (extra or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: len(body) - cut] if cut else body)
            if cut:
                self.wfile.flush()
                self.close_connection = True

        def file(self, body: bytes, trouble: Any) -> None:
            cut = len(body) // 2 if trouble == "truncate" else 0
            wanted = self.headers.get("Range")
            if wanted and service.ranges and self.headers.get("If-Range") == service.tag:
                service.asked_ranges.append(wanted)
                start = int(wanted.removeprefix("bytes=").split("-")[0])
                rest = body[start:]
                span = {
                    "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}",
                    "ETag": service.tag,
                }
                return self.answer(206, rest, "application/zip", span, cut and len(rest) // 2)
            if self.headers.get("If-None-Match") == service.tag:
                service.unchanged[urlparse(self.path).path] += 1
                return self.answer(304, b"", "application/zip", {"ETag": service.tag})
            return self.answer(200, body, "application/zip", {"ETag": service.tag}, cut)

        def features(self, query: dict[str, str], trouble: Any) -> None:
            everything = service.layers[query["typeNames"]]
            start, count = int(query.get("startIndex", 0)), min(int(query["count"]), service.page)
            found = everything[start : start + count]
            crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
            page: dict[str, Any] = {"type": "FeatureCollection", "features": found, "crs": crs}
            if service.announce:
                page["numberMatched"] = len(everything)
            body = json.dumps(page).encode()
            return self.answer(
                200, body, "application/json", cut=len(body) // 2 if trouble == "truncate" else 0
            )

        def records(self, path: str, query: dict[str, str], trouble: Any) -> None:
            _, kind, table, entity = path.split("/")
            rows = service.tables.get(table, {}).get(entity)
            if rows is None:
                return self.answer(404, b"weg", "text/plain")
            if entity == "Properties":
                return self.answer(200, json.dumps(rows[0]).encode(), "application/json")
            if "$filter" in query:
                name, _, wanted = query["$filter"].split(" ")
                rows = [r for r in rows if r.get(name) == wanted.strip("'")]
            if "$select" in query:
                rows = [{k: r[k] for k in query["$select"].split(",") if k in r} for r in rows]
            start = int(query.get("$skip", 0))
            page: dict[str, Any] = {"value": rows[start : start + service.page]}
            if start + service.page < len(rows):
                link = "odata.nextLink" if kind == "odata3" else "@odata.nextLink"
                select = "".join(
                    f"&{k}={quote(query[k])}" for k in ("$select", "$filter") if k in query
                )
                page[link] = f"{service.url}{path}?$skip={start + service.page}{select}"
            body = json.dumps(page).encode()
            return self.answer(
                200, body, "application/json", cut=len(body) // 2 if trouble == "truncate" else 0
            )

    return Handler


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """Run the server on a free port of this machine while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
