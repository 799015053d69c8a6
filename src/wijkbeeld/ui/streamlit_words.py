"""Dutch for what Streamlit says in English of itself: its settings have no words for it.

The words are put into the page where they stand, for eyes and for screen readers. Each English
text below is in the installed Streamlit (``tests/unit/test_streamlit_words.py`` looks for it
there): when Streamlit words something anew, that test says which.
"""

from __future__ import annotations

import json
from pathlib import Path

NAMES = {
    "App pages": "Pagina's",
    "Navigate to home page": "Naar de startpagina",
    "Logo": "Wijkbeeld",
    "Main menu": "Menu",
    "Close": "Sluiten",
    "Dismiss": "Sluiten",
    "Open": "Toon de lijst",
    "Clear value": "Wis keuze",
    "Clear all": "Wis alles",
    "Clear entry": "Wis de tekst",
    "Fullscreen": "Groot scherm",
    "Close fullscreen": "Sluit groot scherm",
    "Expand sidebar": "Open menu",
    "Collapse sidebar": "Sluit menu",
    "Sidebar": "Menu",
    "Notifications": "Meldingen",
    "Running...": "Bezig…",
    "Help": "Uitleg",
    "Link to heading": "Link naar deze kop",
    "Selected values": "Gekozen",
    "Choose an option": "Kies",
    "Choose options": "Kies",
    "Increment": "Meer",
    "Decrement": "Minder",
    "file upload": "Bestand",
    "Add files": "Voeg bestanden toe",
    "Scroll tabs left": "Schuif tabbladen naar links",
    "Scroll tabs right": "Schuif tabbladen naar rechts",
    "Copy to clipboard": "Kopieer",
    "Copied": "Gekopieerd",
    "Download plot as a PNG": "Bewaar als afbeelding",
    "Search": "Zoek",
    "Close Search": "Sluit zoeken",
    "Next Result": "Volgende vondst",
    "Previous Result": "Vorige vondst",
    "Add row": "Voeg een rij toe",
    "Delete row(s)": "Verwijder rijen",
    "Clear selection": "Wis de keuze",
    "Show/hide columns": "Toon of verberg kolommen",
    "Download as CSV": "Bewaar als CSV",
    "Dataframe column menu": "Menu van de kolom",
    "Copy column name": "Kopieer de naam van de kolom",
}
"""Names of parts, for screen readers and beside the pointer."""

TEXTS = {
    "Skip to main content": "Naar de inhoud",
    "(opens in new tab)": "(opent in een nieuw tabblad)",
    "No results": "Niets gevonden",
    "No data": "Geen gegevens",
    "Select all": "Kies alles",
    "Upload": "Kies bestand",
    "Uploading...": "Bezig met laden…",
    "Loading...": "Bezig met laden…",
    "Sort ascending": "Sorteer oplopend",
    "Sort descending": "Sorteer aflopend",
    "Pin column": "Zet de kolom vast",
    "Unpin column": "Maak de kolom los",
    "Hide column": "Verberg de kolom",
    "Autosize": "Pas de breedte aan",
    "Format": "Weergave",
    "Statistics": "Samenvatting",
    "Try again": "Probeer opnieuw",
}
"""Text within `OWN`."""

ICONS = {
    "check_circle": "in orde",
    "close": "haal weg",
    "incomplete_circle": "niet volledig",
    "link": "hoort bij elkaar",
    "radio_button_checked": "gekozen",
    "radio_button_unchecked": "niet gekozen",
    "warning": "let op",
}
"""Names of the icons that stand in a text; Streamlit calls them ``check_circle icon``."""

BEGINNINGS = {"Remove ": "Haal weg: ", "Help for ": "Uitleg bij "}
"""How a name begins that goes on with a word of the page."""

PATTERNS = {
    r"^(\d+) ?([KMG]?B) per file( • .*)?$": "of sleep het hierheen (hoogstens $1 $2)$3",
    r"^Press (?:Ctrl|⌘)\+Enter to (?:apply|submit form)$": "Druk op Ctrl+Enter",
    r"^Press Enter to (?:apply|submit form)$": "Druk op Enter",
    r"^You can only select up to .*$": "Meer kan niet",
    r"^(?:This type of|(.*)) files are not allowed\.$": "Dit soort bestand kan niet.",
    r"^File is larger than (.*)$": "Het bestand is groter dan $1",
    r"^Select (\d+) matches$": "Kies alle $1",
    r"^Add: (.*)$": "Voeg toe: $1",
}
"""Text within `OWN` with a number or a name in it, as JavaScript's regular expressions."""

OF_PATTERNS = (
    " per file",
    "+Enter to ",
    "Press Enter to ",
    "You can only select up to ",
    " files are not allowed.",
    "File is larger than ",
    " matches",
    "Add: ",
)
"""What Streamlit's own scripts have of each pattern, in that order."""

OWN = (
    '[data-testid="stFileUploader"]',
    '[data-testid="InputInstructions"]',
    '[data-testid="stDataFrameColumnMenu"]',
    '[data-testid="stDataFrameColumnFormattingMenu"]',
    '[data-testid="stDataFrameColumnVisibilityMenu"]',
    '[role="listbox"]',
    '[role="menu"]',
    'a[target="_blank"] > span',
    'a[href^="#"]',
)
"""Parts of Streamlit whose text is its own; all other text is the project's."""

STYLE = """
/* English until it is translated, a moment later. */
[data-testid="InputInstructions"]:not([data-wb-dutch]),
[data-testid="stFileUploaderDropzone"]:not([data-wb-dutch]) :is(button p,
  [data-testid="stFileUploaderDropzoneInstructions"]) { visibility: hidden; }
"""

_WORDS = {
    "NAMES": NAMES,
    "TEXTS": TEXTS,
    "ICONS": ICONS,
    "BEGINNINGS": BEGINNINGS,
    "PATTERNS": PATTERNS,
    "OWN": ", ".join(OWN),
}

SCRIPT = "{{ const {}; {} }}".format(
    ", ".join(f"{name} = {json.dumps(told, ensure_ascii=False)}" for name, told in _WORDS.items()),
    Path(__file__).with_suffix(".js").read_text("utf-8"),
)
"""Puts the words into the page whenever it changes."""
