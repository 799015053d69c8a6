"""Addresses at which others on the local network reach this machine, and links with a QR code.

Network cards are read from this machine itself: nothing is looked up elsewhere, so it works on the
hotspot of a laptop without internet.
"""

from __future__ import annotations

import io
import ipaddress
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import ifaddr
import segno
from starlette.requests import Request

_INNER = re.compile(r"docker|veth|virbr|vmnet|vboxnet|br-|vethernet|wsl|hyper-v|virtualbox|vmware")
"""Names of network cards that only lead to virtual machines on this machine."""


@dataclass(frozen=True)
class Link:
    """A link and its QR code.

    Attributes
    ----------
    address
        What comes before the path, to be read out: ``http://192.168.1.5:8502``.
    qr
        Drawing of the link (SVG, black on white).
    """

    address: str
    link: str
    qr: str

    @staticmethod
    def of_request(request: Request) -> str | None:
        """Address by which a request came, where others can use it too."""
        name = (request.url.hostname or "").lower()
        if name == "localhost" or _is_loopback(name):
            return None
        return f"{request.url.scheme}://{request.url.netloc}"


def links_of(addresses: Iterable[str], path: str) -> list[dict[str, str]]:
    """Links to a path at each address, in order."""
    made = []
    for address in dict.fromkeys(addresses):
        link = f"{address}/{path}"
        made.append(asdict(Link(address, link, qr_svg(link))))
    return made


def qr_svg(text: str) -> str:
    """A QR code as a drawing that fills the place it is put in."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, "svg", dark="#000", light="#fff", omitsize=True, border=3, xmldecl=False, nl=False
    )
    return out.getvalue().decode()


def qr_terminal(text: str) -> str:
    """A QR code in characters, for a terminal."""
    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, compact=True)
    return out.getvalue()


def local_addresses() -> list[str]:
    """IPv4 addresses of this machine on local networks, the likeliest first."""
    found = []
    for card in ifaddr.get_adapters():
        inner = bool(_INNER.search(f"{card.name} {card.nice_name}".lower()))
        for one in card.ips:
            if one.is_IPv4 and not _is_loopback(str(one.ip)):
                address = ipaddress.IPv4Address(str(one.ip))
                rank = (inner, address.is_link_local, not address.is_private, int(address))
                found.append((rank, str(address)))
    return [address for _, address in sorted(found)]


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
