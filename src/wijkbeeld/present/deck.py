"""A deck: the scenes of a presentation, as one small readable file."""

from __future__ import annotations

import json
import secrets
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from wijkbeeld.store.named_file import LONGEST, NamedFile
from wijkbeeld.store.versions import StoreError

FORM = "presentatie 1"
"""What the file says it is; another number is another form."""

ENDING = ".wijkbeeld.json"
MOST_SCENES = 60
LARGEST = 1_000_000
"""Most characters of a deck that is read in."""

Text = Annotated[str, Field(max_length=4000)]
Title = Annotated[str, Field(max_length=300)]


class DeckError(ValueError):
    """A deck that cannot be read; the message is Dutch and for the user."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Part):
    """What the room is asked.

    Attributes
    ----------
    kind
        A choice, a scale, a point on the map, a wijk to guess, or one open word.
    options
        What can be chosen; the ends of a scale.
    answer
        What is right, where something is.
    """

    kind: Literal["keuze", "schaal", "punt", "raad", "woord"]
    options: tuple[Annotated[str, Field(max_length=120)], ...] = Field(default=(), max_length=12)
    answer: str | None = None

    @model_validator(mode="after")
    def _has_options(self) -> Question:
        if self.kind in ("keuze", "raad") and len(self.options) < 2:
            raise ValueError("een vraag met keuzes heeft twee of meer keuzes")
        if self.answer is not None and self.options and self.answer not in self.options:
            raise ValueError("het antwoord is geen van de keuzes")
        return self


def new_id() -> str:
    """A name for a scene that no other scene has."""
    return secrets.token_hex(4)


class Scene(_Part):
    """One picture of a presentation.

    Attributes
    ----------
    kind
        A page of the app, lines of text, or a question.
    link
        Page and choices: ``/kaart?plek=…``.
    picture
        Which picture of that page, where it has more; empty for the first.
    source
        Where what the lines say comes from; a picture has its own.
    lines
        Text; those that all have a bar (``|``) in them are a table, the first its head.
    found
        What the picture told when it was kept: other figures may tell otherwise since.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{4,16}$")] = Field(default_factory=new_id)
    kind: Literal["beeld", "tekst", "vraag"]
    title: Title = ""
    note: Text = ""
    link: Annotated[str, Field(max_length=4000)] | None = None
    picture: Annotated[str, Field(max_length=120)] = ""
    found: Title = ""
    lines: tuple[Annotated[str, Field(max_length=400)], ...] = Field(default=(), max_length=8)
    source: Annotated[str, Field(max_length=400)] = ""
    question: Question | None = None

    @field_validator("link")
    @classmethod
    def _is_of_the_app(cls, link: str | None) -> str | None:
        if link is not None and (not link.startswith("/") or link.startswith("//")):
            raise ValueError("een link begint met een pagina van Wijkbeeld, zoals /kaart")
        return link

    @model_validator(mode="after")
    def _is_whole(self) -> Scene:
        needed = {"beeld": self.link, "tekst": self.lines, "vraag": self.question}[self.kind]
        if not needed:
            what = {"beeld": "link", "tekst": "lines", "vraag": "question"}[self.kind]
            raise ValueError(f"een scène van soort '{self.kind}' heeft '{what}' nodig")
        return self

    @property
    def page(self) -> str:
        """Page of the link."""
        return urlsplit(self.link or "").path.strip("/")

    @property
    def query(self) -> dict[str, str]:
        """Choices of the link."""
        return dict(parse_qsl(urlsplit(self.link or "").query))


class Deck(_Part):
    """Scenes in order, about one dataset."""

    wijkbeeld: Literal["presentatie 1"] = "presentatie 1"
    name: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    dataset: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    made: date
    scenes: tuple[Scene, ...] = Field(default=(), max_length=MOST_SCENES)

    @model_validator(mode="after")
    def _ids_differ(self) -> Deck:
        if len({s.id for s in self.scenes}) < len(self.scenes):
            raise ValueError("twee scènes hebben dezelfde id")
        return self

    def with_scenes(self, scenes: list[Scene]) -> Deck:
        """The same deck with other scenes."""
        return self.model_copy(update={"scenes": tuple(scenes)})

    def row(self) -> dict[str, Any]:
        """What is kept of it in the file of its dataset."""
        return self.model_dump(mode="json", exclude_defaults=True) | {"wijkbeeld": FORM}

    def text(self) -> str:
        """The file that a user takes along."""
        return json.dumps(self.row(), ensure_ascii=False, indent=1) + "\n"


def read(text: str | bytes) -> Deck:
    """Read a deck that was taken along.

    Raises
    ------
    DeckError
        It is no deck, of another form, or not whole.
    """
    if len(text) > LARGEST:
        raise DeckError("Dit bestand is te groot voor een presentatie.")
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeckError(
            "Dit bestand is geen presentatie, of niet heel: het is geen geldige JSON."
        ) from error
    form = row.get("wijkbeeld") if isinstance(row, dict) else None
    if form is None:
        raise DeckError("Dit bestand is geen presentatie van Wijkbeeld.")
    if form != FORM:
        raise DeckError(
            f"Deze presentatie heeft vorm '{str(form)[:40]}'. Deze versie van Wijkbeeld leest "
            f"'{FORM}'."
        )
    try:
        return Deck.model_validate(row)
    except ValidationError as error:
        raise DeckError(_told(error)) from error


_REASONS = {
    "missing": "ontbreekt",
    "extra_forbidden": "is onbekend",
    "literal_error": "heeft een waarde die niet kan",
    "string_too_long": "is te lang",
    "too_long": "heeft er te veel",
    "string_pattern_mismatch": "heeft een vorm die niet kan",
}


def _told(error: ValidationError) -> str:
    """First fault of a deck, with its place."""
    first = error.errors()[0]
    place = [f"scène {p + 1}" if isinstance(p, int) else f"'{p}'" for p in first["loc"]]
    place = [p for p in place if p != "'scenes'"]
    kind = str(first["type"])
    reason = (
        str(first["ctx"]["error"]) if kind == "value_error" else _REASONS.get(kind, "klopt niet")
    )
    where = ", ".join(place)
    return f"Deze presentatie klopt niet. {f'{where}: ' if where else ''}{reason}."


FILE = NamedFile("presentaties.json", "de presentatie", Deck.model_validate)
decks = FILE.every
remove = FILE.remove
rename = FILE.rename


def save(deck: Deck, root: Path | None = None) -> None:
    """Keep a deck beside the versions of its dataset; one of the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, or the file is damaged or cannot be written.
    """
    FILE.save(deck.dataset, deck.row() | {"name": FILE.clean(deck.name)}, root)


def get(dataset: str, name: str, root: Path | None = None) -> Deck:
    """Deck of a name.

    Raises
    ------
    StoreError
        There is none.
    """
    known = decks(dataset, root)
    if name not in known:
        raise StoreError(f"De presentatie '{name}' is hier niet.")
    return known[name]
