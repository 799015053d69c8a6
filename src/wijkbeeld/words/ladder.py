"""The ladder in Dutch: what the renewed areas are set beside, and what each rung bears."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wijkbeeld.analysis.clusters import Lie
from wijkbeeld.analysis.ladder import Beside, Ladder, Own, Rung
from wijkbeeld.analysis.no_estimate import NoMargin
from wijkbeeld.words.classes import in_classes
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import NOUNS

MOSTLY_DIFFERENT = 0.9
"""Below this share of different groups the sentence says how many are."""
SAME_START = 0.005
"""Points: a smaller gap before the start is none in two decimals."""
MANY_CITIES = 3
"""More cities than this are not called by name."""
GROUPS = {
    Lie.SCATTERED: "even veel losse {many}",
    Lie.CLUSTER: "even grote aaneengesloten groepen {many}",
    Lie.CLUSTERS: "even grote sets van aaneengesloten groepen {many}",
    Lie.WHOLE: "even grote groepen {many} in andere gemeenten",
}
NO_MARGIN = {
    NoMargin.OWN: "Dit is geen vergelijking, dus er is geen marge.",
    NoMargin.FEW_PLACEBOS: (
        "Er zijn minder dan twintig verschillende groepen om mee te vergelijken. Daarmee is geen "
        "marge te geven."
    ),
    NoMargin.TOO_ALIKE: (
        "Er is te weinig plaats voor andere groepen: ze bestaan grotendeels uit de vernieuwde "
        "gebieden zelf. Daarmee is geen marge te geven."
    ),
}


@dataclass(frozen=True)
class Place:
    """Where the renewed areas lie, in words.

    Attributes
    ----------
    level
        ``gemeente``, ``wijk`` or ``buurt``.
    cities
        Names of the gemeenten with renewed areas.
    beside
        Names of the comparable gemeenten.
    country
        What the whole is called: ``Nederland``, or the fictional region.
    is_renewed
        Whether the areas were renewed; else they have new dwellings, for whatever reason.
    is_clean
        Whether areas of every known programme are left out of the comparison.
    within
        What the set was limited to, with its preposition; empty for all of it.
    """

    level: str
    cities: tuple[str, ...]
    beside: tuple[str, ...]
    country: str = "Nederland"
    is_renewed: bool = True
    is_clean: bool = False
    within: str = ""

    @property
    def one(self) -> str:
        """Noun of one area."""
        return NOUNS[self.level][0]

    @property
    def many(self) -> str:
        """Noun of several areas."""
        return NOUNS[self.level][1]

    @property
    def who(self) -> str:
        """The areas of the set, as they begin a sentence."""
        what = f"vernieuwde {self.many}" if self.is_renewed else f"{self.many} met nieuwbouw"
        return f"De {what} {self.within}".strip()

    @property
    def city(self) -> str:
        """The city, or the cities together."""
        return listed(self.cities) if len(self.cities) <= 2 else "de eigen gemeenten"

    @property
    def elsewhere(self) -> str:
        """The comparable cities."""
        few = 0 < len(self.beside) <= MANY_CITIES and len(self.cities) == 1
        return listed(self.beside) if few else "vergelijkbare gemeenten"


@dataclass(frozen=True)
class Step:
    """One rung in words.

    Attributes
    ----------
    label, note
        What the renewed areas are set beside, and which areas those are.
    value, scale
        The difference in points, and in classes; a dash and nothing where there is none.
    margin, verdict
        Its margin, and what that bears.
    detectable
        From which difference on it could be seen; empty where not known.
    caution
        That few look-alikes carry it; empty where there are enough.
    """

    label: str
    note: str
    value: str
    scale: str
    margin: str
    verdict: str
    detectable: str
    caution: str = ""


def listed(names: tuple[str, ...]) -> str:
    """Names as a Dutch list: ``a, b en c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} en {names[-1]}"


def beside_words(beside: Beside, place: Place) -> str:
    """What a rung is about, as it stands in a sentence after "naast"."""
    return {
        Beside.OWN: "zichzelf",
        Beside.CITY: f"de rest van {place.city}",
        Beside.CITY_ALIKE: f"{place.many} in {place.city} die gelijk begonnen",
        Beside.CITIES_ALIKE: f"zulke {place.many} in {place.elsewhere}",
        Beside.COUNTRY: f"heel {place.country}",
    }[beside]


def step(rung: Rung, ladder: Ladder, place: Place, first_wave: int, measure: str) -> Step:
    """Put a rung in words.

    Parameters
    ----------
    first_wave
        Year of the first wave of the measure.
    measure
        Its id: classes give the scale.
    """
    label, note = _name(rung, place)
    if rung.estimate is None:
        reason = no_estimate_sentence(rung.reason, first_wave)
        return Step(label, note, "–", "", "geen vergelijking", reason, "")
    value, scale = signed(rung.estimate.value, 3), in_classes(rung.estimate.value, measure)
    if rung.beside is Beside.OWN:
        own = ladder.own
        rose = "" if own is None else rose_words(own, place)
        return Step(label, note, value, scale, "", rose, "")
    if rung.no_margin is not None:
        why = NO_MARGIN[rung.no_margin]
        return Step(label, note, value, scale, "geen marge", why, "", thin(rung, place))
    low, high = signed(rung.estimate.low, 3), signed(rung.estimate.high, 3)
    return Step(
        label,
        note,
        value,
        scale,
        f"{low} tot {high}",
        verdict(rung),
        f"kleiner dan ±{number(rung.estimate.detectable, 3)} is niet te zien",
        thin(rung, place),
    )


def thin(rung: Rung, place: Place) -> str:
    """Say that fewer look-alikes than renewed areas carry a rung; empty where there are enough."""
    if rung.estimate is None or not rung.is_thin:
        return ""
    n, mine = rung.estimate.n_control, rung.estimate.n_treated
    return (
        f"Let op: {'maar 1' if n == 1 else f'maar {number(n)}'} "
        f"{place.one if n == 1 else place.many} voor {number(mine)} vernieuwde"
    )


def _name(rung: Rung, place: Place) -> tuple[str, str]:
    n = 0 if rung.estimate is None else rung.estimate.n_control
    areas = f"{number(n)} {place.one if n == 1 else place.many}" if n else ""
    clean = " buiten bekende programma's" if place.is_clean and n else ""
    mine = 0 if rung.estimate is None else rung.estimate.n_treated
    own = f"gemiddelde van {number(mine)} {place.one if mine == 1 else place.many}"
    return {
        Beside.OWN: ("Eigen ontwikkeling", own),
        Beside.CITY: (f"Rest van {place.city}", areas + clean),
        Beside.CITY_ALIKE: (
            f"{place.city[0].upper()}{place.city[1:]}, gelijk begonnen",
            f"{areas}{_began(rung.start_gap)}" if areas else "",
        ),
        Beside.CITIES_ALIKE: (
            f"{place.elsewhere[0].upper()}{place.elsewhere[1:]}, gelijk begonnen",
            f"{areas}{_began(rung.start_gap)}" if areas else "",
        ),
        Beside.COUNTRY: (f"Heel {place.country}", areas + clean),
    }[rung.beside]


def _began(gap: float) -> str:
    """How far look-alikes stood from the renewed areas before the start: alike is not equal."""
    if math.isnan(gap):
        return ""
    if abs(gap) < SAME_START:
        return " met dezelfde score vooraf"
    return f", begonnen gemiddeld {number(abs(gap), 2)} {'hoger' if gap > 0 else 'lager'}"


def rose_words(own: Own, place: Place) -> str:
    """How many areas rose."""
    noun = place.one if own.n == 1 else place.many
    return f"{number(own.rose)} van {number(own.n)} {noun} hoger"


def verdict(rung: Rung) -> str:
    """What a margin bears, in a few words."""
    if rung.is_outside is None or rung.estimate is None:
        return "geen marge"
    if not rung.is_outside:
        return "kan toeval zijn"
    way = "meer" if rung.estimate.value > 0 else "minder"
    return f"{way}; toeval is onwaarschijnlijk"


def margin_sentence(rung: Rung, place: Place, lie: Lie) -> str:
    """Say what the margin of a rung is: how often other groups deviate as much."""
    if rung.estimate is None or rung.no_margin is not None or math.isnan(rung.estimate.p):
        return ""
    groups = GROUPS[lie].format(many=place.many)
    where = f" in {place.city}" if lie is not Lie.WHOLE else ""
    low, high = signed(rung.estimate.low, 3), signed(rung.estimate.high, 3)
    few = rung.placebos < MOSTLY_DIFFERENT * rung.drawn
    different = f" ({number(rung.placebos)} verschillende)" if few else ""
    measured = f", gemeten naar hoe sterk de {place.many} schommelen" if rung.studentised else ""
    text = (
        f"De marge loopt van {low} tot {high}. We legden ook {number(rung.drawn)} "
        f"{groups}{where}{different} naast {beside_words(rung.beside, place)}. Bij "
        f"{share(rung.estimate.p)} daarvan was het verschil minstens zo groot{measured}. "
        f"Een verschil kleiner dan ±{number(rung.estimate.detectable, 3)} punt is met deze "
        f"{place.many} niet te zien."
    )
    if rung.studentised:
        text += (
            f" De vernieuwde {place.many} schommelen meer dan andere; de marge houdt daar rekening "
            "mee."
        )
    if not math.isnan(rung.p_elsewhere):
        text += (
            f" In {place.elsewhere} verschilde {share(rung.p_elsewhere)} van zulke groepen "
            "minstens zoveel van de rest van hun eigen gemeente."
        )
    return text


def share(p: float) -> str:
    """A share of groups as a percentage; never a false zero."""
    return "minder dan 1%" if p < 0.01 else f"{number(100 * p)}%"


def p_sentence(p: float) -> str:
    """A p value as a sentence."""
    if math.isnan(p):
        return ""
    if p < 0.01:
        return "Zo'n groot verschil komt door toeval in minder dan 1 op de 100 gevallen voor."
    return f"Zo'n groot verschil komt door toeval in {number(100 * p)} van de 100 gevallen voor."
