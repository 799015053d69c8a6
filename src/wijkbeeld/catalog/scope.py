"""Which areas a question is about: the first argument of everything that reads or computes."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Scope:
    """One level of one classification of one dataset, whole or within a part.

    A scope is a value: it can be compared, hashed, and stand alone as the key of a cache.

    Attributes
    ----------
    dataset, version
        Name of the dataset, and the version of it that is read.
    level
        ``gemeente``, ``wijk``, ``buurt``, ``pc4`` or ``grid``.
    classification
        Year of the area classification: that of the Leefbaarometer edition. On disk the columns
        are called ``edition`` (scores) and ``indeling`` (areas, figures).
    gemeente
        Code of the gemeente to stay within; None for all.
    selection
        Codes of the areas to stay within, sorted; None for all.
    part
        Name of what is stayed within, for titles; empty for all.
    """

    dataset: str
    version: str
    level: str
    classification: int
    gemeente: str | None = None
    selection: tuple[str, ...] | None = None
    part: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the level is left out."""
        return self.gemeente is None and self.selection is None

    def at(self, level: str) -> Scope:
        """The same place at another level; codes of a selection are of one level and go."""
        return replace(self, level=level, selection=None)

    def within(self, gemeente: str) -> Scope:
        """The same, within one gemeente."""
        return replace(self, gemeente=gemeente)

    def only(self, codes: list[str]) -> Scope:
        """The same, within some areas."""
        return replace(self, selection=tuple(sorted(set(codes))))

    def whole(self) -> Scope:
        """The same without a limit to a gemeente or selection."""
        return replace(self, gemeente=None, selection=None, part="")
