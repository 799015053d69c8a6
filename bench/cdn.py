"""A CDN on this machine for the folium peer: the network is cut while measuring.

Files come from npm, once; the browser is told that the CDN's names live here. The peer gets them
without the delay of a real network.
"""

from __future__ import annotations

import http.server
import mimetypes
import re
import ssl
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.watch import FLAGS

_RULES = "--host-resolver-rules="
_PACKAGE = re.compile(r"/npm/((?:@[^/]+/)?[^@/]+@[^/]+)/(.+)")


@contextmanager
def cdn(scratch: Path) -> Iterator[list[str]]:
    """Serve the files of the CDN; yield the flags with which a browser finds them.

    Every name that is not this machine leads here; what is not on npm is answered with nothing.
    """
    folder = Path(tempfile.mkdtemp(dir=scratch, prefix="cdn-"))
    packages: dict[str, Path] = {}
    known: dict[str, bytes] = {}
    lock = threading.Lock()

    def content(path: str) -> bytes:
        with lock:
            if path not in known:
                found = file(path)
                known[path] = found.read_bytes() if found else b""
            return known[path]

    def file(path: str) -> Path | None:
        path = path.replace("/jquery-3.7.1.min.js", "/npm/jquery@3.7.1/dist/jquery.min.js")
        found = _PACKAGE.match(path)
        if not found:
            return None
        package, name = found.groups()
        if package not in packages:
            packages[package] = _fetched(package, folder / str(len(packages)))
        target = packages[package] / name.split("?")[0]
        return target if target.is_file() else None

    class Files(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def do_GET(self) -> None:
            body = content(self.path)
            self.send_response(200)
            self.send_header(
                "content-type", mimetypes.guess_type(self.path)[0] or "application/octet-stream"
            )
            self.send_header("access-control-allow-origin", "*")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a browser that goes away, or of one that does not speak TLS."""

    server = Server(("127.0.0.1", 0), Files)
    server.socket = _secured(folder).wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rules = next(f for f in FLAGS if f.startswith(_RULES))
    try:
        others = [f for f in FLAGS if f != rules]
        yield [
            *others,
            rules.replace("~NOTFOUND", f"127.0.0.1:{server.server_port}"),
            "--ignore-certificate-errors",
        ]
    finally:
        server.shutdown()
        server.server_close()


def _fetched(package: str, folder: Path) -> Path:
    folder.mkdir()
    subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True
    )
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def _secured(folder: Path) -> ssl.SSLContext:
    """A certificate of our own for one run."""
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-keyout",
            folder / "key.pem",
            "-out",
            folder / "cert.pem",
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
