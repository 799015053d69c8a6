"""Sentences about offered files that were not used."""

from __future__ import annotations

from wijkbeeld.sources.recognise import NoData, Skipped

NO_DATA = {
    NoData.MAPPING: "koppelbestand bij eigen cijfers",
    NoData.DOCUMENT: "document, geen gegevens",
    NoData.SHAPEFILE_PART: "onderdeel van een shapefile",
    NoData.SAME_MAP: "dezelfde kaart in een ander formaat",
    NoData.OTHER_JSON: "JSON zonder gebieden of kerncijfers",
    NoData.CBS_LIST: "lijst met codes bij een download van StatLine",
}


def skipped_text(skipped: Skipped) -> str:
    """Why a file was not used."""
    return NO_DATA[skipped.kind] if isinstance(skipped.kind, NoData) else skipped.reason
