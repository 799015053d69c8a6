"""Features that an area can be mixed by: their kinds, and the ways in which these are published."""

from __future__ import annotations

from pydantic import Field, model_validator

from wijkbeeld.catalog.models import Declared

CORPORATION = "corporatie"
"""Id of the kind of dwellings that housing corporations own."""


class MixKind(Declared):
    """One kind of a composition; without an indicator it is what is left of 100%."""

    id: str
    label: str
    indicator: str | None = None


class Variant(Declared):
    """One way in which the kinds of a feature are published.

    ``weights`` are the indicators whose counts turn shares into numbers, the best first.
    ``is_count`` says that figures are counts already. ``noun`` is what is counted, where that
    differs from the feature. ``broad`` is the kind that is so wide that nearly every area has a
    majority of it: of such kinds no area is told to be mixed or of a single kind.
    """

    id: str
    kinds: tuple[MixKind, ...] = Field(min_length=2)
    weights: tuple[str, ...] = ()
    is_count: bool = False
    noun: str = ""
    note: str = ""
    broad: str = ""

    @model_validator(mode="after")
    def _broad_is_a_kind(self) -> Variant:
        if self.broad and self.broad not in {k.id for k in self.kinds}:
            raise ValueError(f"'{self.id}': '{self.broad}' is none of its kinds")
        return self

    @model_validator(mode="after")
    def _one_kind_is_left_over_at_most(self) -> Variant:
        if sum(k.indicator is None for k in self.kinds) > 1:
            raise ValueError(f"'{self.id}': only one kind can be what is left")
        return self

    @property
    def indicators(self) -> tuple[str, ...]:
        """Indicators of the kinds that have one."""
        return tuple(k.indicator for k in self.kinds if k.indicator)


class Feature(Declared):
    """What an area can be mixed by.

    ``noun`` is what is counted, more than one. ``focus`` is the kind whose separation is shown at
    first.
    """

    id: str = Field(pattern=r"^[a-z_]+$")
    label: str
    noun: str
    focus: str
    variants: tuple[Variant, ...] = Field(min_length=1)
