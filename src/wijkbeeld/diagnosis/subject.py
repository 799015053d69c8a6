"""Which area a diagnosis is about, and what a finding is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened

Question = Literal["waartoe", "wie", "hoe", "waar"]


@dataclass(frozen=True)
class Subject:
    """An area of a whole level."""

    scope: Scope
    code: str

    @property
    def name(self) -> str:
        """Its name."""
        return str(opened(self.scope).by_code(self.scope)["name"][self.code])

    @property
    def town_code(self) -> str:
        """Code of its gemeente."""
        return str(opened(self.scope).by_code(self.scope)["gemeente_code"][self.code])

    @property
    def town(self) -> str:
        """Name of its gemeente."""
        return str(opened(self.scope).by_code(self.scope)["gemeente_naam"][self.code])


@dataclass(frozen=True)
class Finding:
    """Something that a page found of the area.

    Attributes
    ----------
    question
        Under which of the four questions it stands.
    text
        One or two sentences, plain text, with unit, year and number of areas in them.
    source
        Where its figures come from; empty where there are none.
    page
        Short name of the page that shows more; a link appears only where that page exists.
    is_missing
        Whether it says that something is not loaded, in place of a figure.
    """

    question: Question
    text: str
    source: str = ""
    page: str = ""
    is_missing: bool = False
