"""What keeps a file from being fetched, in words for the user."""

from __future__ import annotations

BY_HAND = (
    "Blokkeert het netwerk van je organisatie deze website? Download het bestand dan met je "
    "browser en voeg het toe met 'wijkbeeld import BESTAND' of op de pagina Gegevens."
)


class DownloadError(RuntimeError):
    """A file cannot be fetched. The message is Dutch and says what to do."""


class UnreachableError(DownloadError):
    """No connection with a host: the network or the address is closed."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host}: geen verbinding. {BY_HAND}")
        self.host = host
