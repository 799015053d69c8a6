"""Controls of the page *Menging*, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from wijkbeeld.analysis import mix_areas, mixing
from wijkbeeld.catalog import Break
from wijkbeeld.catalog.features import Feature, MixKind, Variant
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.compositions import (
    Composition,
    breaks_of,
    comparable_years,
    compositions,
    features,
    sizes_of,
    well_covered,
)
from wijkbeeld.store.kept import Kept
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui import session, url_state
from wijkbeeld.ui.menging import lacking
from wijkbeeld.ui.menging.once import MOST
from wijkbeeld.ui.selectors import pick_scope
from wijkbeeld.ui.within import narrowed
from wijkbeeld.words import mix_counted, mix_grain

UNITS = ("buurt", "wijk")
"""Levels that a mix is counted over, the finest first."""


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    scope
        Units of the place.
    found, breaks
        Compositions by year, and the years from which they do not compare.
    year, base
        Year in view, and the earliest that compares with it (the same where there is none).
    kind
        The kind whose separation and concentration is shown.
    few
        Areas with a composition in years that too few have to tell of the place.
    """

    scope: Scope
    place: Place
    feature: Feature
    found: dict[int, Composition]
    breaks: tuple[Break, ...]
    year: int
    base: int
    kind: MixKind
    few: dict[int, int]

    @cached_property
    def made(self) -> Kept:
        """What was made of this choice."""
        return Kept(MOST)

    @property
    def now(self) -> Composition:
        """Composition of the year in view."""
        return self.found[self.year]

    @property
    def variant(self) -> Variant:
        """How the kinds are published in the year in view."""
        return self.now.variant

    @property
    def noun(self) -> str:
        """What is counted, more than one."""
        return self.variant.noun or self.feature.noun

    @property
    def labels(self) -> dict[str, str]:
        """Labels of the kinds by id."""
        return {k.id: k.label for k in self.variant.kinds}

    @property
    def compared(self) -> list[int]:
        """Years that compare with the one in view, itself among them."""
        return comparable_years(self.found, self.breaks, self.year)

    @property
    def where(self) -> str:
        """``in Amsterdam``, or in those of its areas that have figures."""
        return mix_counted.where_counted(self.place.located, self.counted)

    @property
    def name(self) -> str:
        """What is counted, to begin a title with."""
        label = mix_counted.name_counted(self.place.label, self.counted)
        return label[0].upper() + label[1:]

    @cached_property
    def sizes(self) -> pd.Series:
        """How large every unit is in the year in view; empty where nothing says it."""
        return sizes_of(opened(self.scope), self.scope, self.now)

    @cached_property
    def counted(self) -> mix_counted.Counted:
        """Units with figures in the year in view, of all of the place that have dwellings."""
        counts = self.now.counts
        known = mixing.known_units(counts.to_numpy("float64"))
        n = int(known.sum()) + int(counts.isna().any(axis=1).sum())
        together = mix_areas.coverage(counts, pd.Series("all", index=counts.index), self.sizes)
        town = ""
        if self.towns.nunique() > 1 and not self.has_many_towns and known.any():
            town = str(self._town_names[known].iloc[0])
        return mix_counted.Counted(
            self.scope.level, int(known.sum()), n, float(together.max()), town
        )

    @property
    def _town_names(self) -> pd.Series:
        areas = opened(self.scope).by_code(self.scope)
        return areas["gemeente_naam"].reindex(self.now.counts.index)

    @cached_property
    def uneven(self) -> float:
        """Unequal spread (0..1) of the group over the units in the year in view."""
        return mixing.dissimilarity(self.now.counts, self.kind.id)

    @cached_property
    def wijken(self) -> pd.Series:
        """Code of the wijk of every unit."""
        codes = self.now.counts.index
        return pd.Series("WK" + codes.str[2:8], index=codes)

    @cached_property
    def towns(self) -> pd.Series:
        """Code of the gemeente of every unit."""
        return opened(self.scope).by_code(self.scope)["gemeente_code"]

    @cached_property
    def has_many_towns(self) -> bool:
        """Whether more than one gemeente has figures in the year in view."""
        known = mixing.known_units(self.now.counts.to_numpy("float64"))
        return bool(self.towns.reindex(self.now.counts.index)[known].nunique() > 1)

    @cached_property
    def groups(self) -> tuple[pd.Series, ...]:
        """What the units are grouped by, from fine to coarse."""
        wijk = (self.wijken,) if self.scope.level == "buurt" else ()
        return (*wijk, *((self.towns,) if self.has_many_towns else ()))

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """Names of the scales that the mix is split over."""
        return mix_grain.scale_names(self.scope.level, self.has_many_towns)


def controls(data: Dataset, place: Place) -> Choice | None:
    """Choose feature, year and kind; None where there is nothing to show, which is told."""
    levels = [lv for lv in UNITS if lv in data.levels() and _offered(data, lv)]
    if not levels:
        lacking.tell_none(
            "Deze dataset heeft nog geen cijfers over woningen, huishoudens of inwoners per wijk "
            "of buurt. Zonder die cijfers is er geen menging te tellen."
        )
        return None
    line, fields = controls_place.place()
    first, second, third, fourth, fifth = fields.columns([1.5, 0.8, 1.2, 1.2, 0.65])
    with third:
        level = url_state.pick(
            "korrel",
            "Kleinste gebied",
            levels,
            levels[0],
            lambda v: session.LEVEL_LABEL[v],
            help="De menging wordt geteld over deze gebieden. Hoe kleiner, hoe fijner de korrel.",
        )
    with fifth:
        scope = narrowed(pick_scope(data, level), place)
    offered = _offered(data, level)
    with first:
        feature = offered[
            url_state.pick(
                "kenmerk",
                "Kenmerk",
                list(offered),
                next(iter(offered)),
                lambda f: offered[f].label,
                as_list=True,
            )
        ]
    found, _ = well_covered(compositions(scope, feature))
    if not found:
        lacking.tell_no_figures(feature, place, scope, offered)
        return None
    with second:
        years = sorted(found, reverse=True)
        year = url_state.pick("peiljaar", "Jaar", years, years[0], as_list=True)
    with fourth:
        kind = _pick_kind(feature, found[year].variant)
    noun = session.LEVEL_LABEL[level].lower()
    controls_place.say(line, feature.label, str(year), noun, kind.label)
    return _choice(scope, place, feature, year, kind)


@lru_cache(maxsize=8)
def _choice(scope: Scope, place: Place, feature: Feature, year: int, kind: MixKind) -> Choice:
    """The same choice for every run and session that asks for it."""
    found, few = well_covered(compositions(scope, feature))
    breaks = breaks_of(opened(scope), found)
    base = min(comparable_years(found, breaks, year))
    return Choice(scope, place, feature, found, breaks, year, base, kind, few)


def _offered(data: Dataset, level: str) -> dict[str, Feature]:
    """Features of which a level has all kinds of some variant."""
    having = {
        str(i)
        for edition in data.editions(level)
        for i in data.figure_years(data.scope(level, edition))["indicator"]
    }
    return {
        id_: f
        for id_, f in features(data).items()
        if any(set(v.indicators) <= having for v in f.variants)
    }


def _pick_kind(feature: Feature, variant: Variant) -> MixKind:
    """Choose the kind whose separation is shown."""
    kinds = {k.id: k for k in variant.kinds}
    usual = feature.focus if feature.focus in kinds else variant.kinds[-1].id
    return kinds[
        url_state.pick(
            "soort",
            "Groep",
            list(kinds),
            usual,
            lambda k: kinds[k].label,
            as_list=True,
            help="Van deze groep zie je hoe zij verdeeld is: scheiding en concentratie.",
        )
    ]
