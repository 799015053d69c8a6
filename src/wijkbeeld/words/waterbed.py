"""The page *Waterbed* in Dutch: always an indication, never more."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.analysis.moran import Cluster, LocalMoran
from wijkbeeld.analysis.reach import ORDERS
from wijkbeeld.analysis.waterbed import FEWEST_RECEIVERS, Around, Waterbed
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import count, number, signed
from wijkbeeld.words.sentences import NOUNS

NOT_PROVEN = (
    "Een aanwijzing is geen bewijs. Open cijfers zeggen niet wie waarheen verhuisde, en wat er "
    "rond de gebieden gebeurde kan ook andere oorzaken hebben."
)
MOVED = (
    "Een verandering in een ring is niet hetzelfde als verdringing. Vraag voor verhuizingen de "
    "gemeente of de corporatie om cijfers over wie vertrok en waarheen."
)
BELOW_NOT_LOWER = (
    "Deze ring ligt daaronder: het ging er minder goed dan rond even grote groepen. De ring bleef "
    "niet achter bij de gebieden verderop in de regio; daarom is de aanwijzing zwak."
)
KINDS = {"orde": "Buren en hun buren", "afstand": "Afstand in meters"}
INSIDE, REST = "Vernieuwd", "Rest van de gemeente"
ROLES = ("doet niet mee, of buiten de regio", "voorbij de ringen", "vernieuwd")
CLUSTERS = {
    Cluster.NONE: "springt er niet uit",
    Cluster.LOW: "lage verandering tussen lage",
    Cluster.HIGH_BESIDE_LOW: "hoge tussen lage",
    Cluster.LOW_BESIDE_HIGH: "lage tussen hoge",
    Cluster.HIGH: "hoge verandering tussen hoge",
}


@dataclass(frozen=True)
class About:
    """What a waterbed is asked of, in words.

    Attributes
    ----------
    level
        ``gemeente``, ``wijk`` or ``buurt``.
    measure
        Label of the measure.
    base, first, last
        Base wave, and the first and last of the waves after it.
    """

    level: str
    measure: str
    base: int
    first: int
    last: int

    @property
    def one(self) -> str:
        """The level."""
        return NOUNS[self.level][0]

    @property
    def many(self) -> str:
        """Plural of the level."""
        return NOUNS[self.level][1]

    @property
    def period(self) -> str:
        """From when to when: ``van 2008 tot het gemiddelde van 2012 tot en met 2022``."""
        until = f"{self.last}"
        if self.first != self.last:
            until = f"het gemiddelde van {self.first} tot en met {self.last}"
        return f"van {self.base} tot {until}"


def ring_name(order: int, limits: tuple[int, ...]) -> str:
    """What a ring is called.

    Parameters
    ----------
    limits
        Metres of the bands; empty for rings by order.
    """
    if order == 0:
        return REST
    if not limits:
        return {1: "Ring 1: grenst eraan", 2: "Ring 2", ORDERS: f"Ring {ORDERS}"}[order]
    near = f"{number(limits[order - 2])} tot " if order > 1 else "tot "
    return f"Ring {order}: {near}{number(limits[order - 1])} m"


def verdict(found: Waterbed | None) -> str:
    """Answer the question of the page in a few words."""
    if found is None or not found.rings[0].has_band:
        return "Niet te zeggen."
    what = "Geen aanwijzing"
    if found.rings[0].is_below:
        what = "Een aanwijzing" if found.is_flagged else "Een zwakke aanwijzing"
    return f"{what} voor een waterbed."


def answer(found: Waterbed | None, about: About) -> str:
    """What the verdict rests on."""
    if found is None:
        return f"In deze metingen heeft geen vernieuwde {about.one} een cijfer."
    ring = found.rings[0]
    if not ring.has_band:
        return no_band(ring, about)
    went = "bleven {} punt achter bij" if ring.value < 0 else "kwamen {} punt hoger uit dan"
    told = (
        f"De {number(len(ring.codes))} kwetsbare {about.many} in de eerste ring "
        f"{went.format(number(abs(ring.value), 3))} kwetsbare {about.many} verderop in de regio "
        f"({lowered(about.measure)}, verandering {about.period})."
    )
    chance = (
        f"Bij even grote groepen {about.many} in dezelfde gemeente ligt zo'n ring meestal tussen "
        f"{signed(ring.low, 3)} en {signed(ring.high, 3)}."
    )
    more = "Deze ring ligt erboven." if ring.is_above else ""
    if ring.is_below:
        more = _inside(found) if found.is_flagged else BELOW_NOT_LOWER
    return f"{told} {chance} {more}".strip()


def _inside(found: Waterbed) -> str:
    """Whether it went up inside: without that a waterbed is less likely."""
    if found.inside > 0:
        return (
            f"De vernieuwde gebieden zelf kwamen {number(found.inside, 3)} punt hoger uit dan die "
            f"kwetsbare gebieden verderop."
        )
    return (
        "Maar ook de vernieuwde gebieden zelf kwamen niet hoger uit: dan ligt een waterbed minder "
        "voor de hand."
    )


def no_band(ring: Around, about: About) -> str:
    """Why nothing can be said of a ring."""
    n = len(ring.codes)
    if n < FEWEST_RECEIVERS:
        there = f"liggen maar {number(n)}" if n > 1 else "ligt er maar één" if n else "ligt er geen"
        return (
            f"Van de kwetsbare {about.many} (klasse tot en met ruim voldoende in {about.base}) "
            f"{there} in deze ring; het moeten er ten minste {number(FEWEST_RECEIVERS)} zijn."
        )
    return (
        "Er zijn minder dan twintig verschillende groepen om mee te vergelijken. Daarmee is niet "
        "te zeggen wat toeval kan zijn."
    )


def profile_finding(found: Waterbed) -> str:
    """Title of the profile: which rings lie outside the band of chance."""
    below = [f"ring {r.order}" for r in found.rings if r.is_below]
    known = [r for r in found.rings if r.has_band]
    if not known:
        return "Voor geen enkele ring is te zeggen wat toeval kan zijn"
    if not below:
        return "Geen enkele ring ligt lager dan bij toeval past"
    verb = "ligt" if len(below) == 1 else "liggen"
    return f"{' en '.join(below).capitalize()} {verb} lager dan bij toeval past"


def quadrant_finding(found: Waterbed) -> str:
    """Title of the quadrants: where the renewed areas and their ring lie."""
    ring = found.rings[0].value
    if not found.rings[0].has_band:
        return "Binnen en in de eerste ring: te weinig om iets over te zeggen"
    if ring != ring or found.inside != found.inside:
        return "Niet te tekenen: binnen of in de eerste ring ontbreken cijfers"
    inside = "hoger" if found.inside > 0 else "niet hoger"
    around = "lager" if ring < 0 else "niet lager"
    return f"Binnen {inside} dan de trend, in de eerste ring {around}"


def begun_before(name: str, begun: int, base: int) -> str:
    """That renewal went on already in the base wave: there is nothing from before it."""
    return (
        f"Let op: {name} begon al in {begun}. De meting van {base} is dus niet van ervoor, en wat "
        "toen al was verschoven, is hier niet te zien."
    )


def missing_neighbours(left: int, ring: Around, about: About) -> str:
    """How many areas of the nearest ring take no part."""
    if not left:
        return ""
    n = left + len(ring.codes) + ring.strong
    does = "doet" if left == 1 else "doen"
    return (
        f"Van de {number(n)} {about.many} in de eerste ring {does} er {number(left)} niet mee: "
        "zelf vernieuwd in deze jaren, of te klein."
    )


def trend_note(found: Waterbed, about: About, region: str = "het COROP-gebied") -> str:
    """What everything is set beside, within a region."""
    return (
        f"De regionale trend is de gemiddelde verandering {about.period} van "
        f"{number(found.n_trend)} kwetsbare {about.many} voorbij alle ringen, in dezelfde gemeente "
        f"en de rest van {region}: {signed(found.trend, 3)} punt. Kwetsbaar is klasse tot en met "
        f"ruim voldoende in {about.base}."
    )


def left_out(elsewhere: int, small: int) -> str:
    """Who takes no part."""
    told = []
    if elsewhere:
        told.append(
            f"{count(elsewhere, 'gebied', 'gebieden')} die bij een ander programma of register "
            "horen"
        )
    if small:
        told.append(f"{count(small, 'gebied', 'gebieden')} met te weinig inwoners")
    return f"Niet meegeteld: {' en '.join(told)}." if told else ""


def clusters_sentence(found: LocalMoran, permutations: int, about: About) -> str:
    """What stands out on the map of clusters, and what was left out."""
    low = int((found.cluster == Cluster.LOW).sum())
    high = int((found.cluster == Cluster.HIGH).sum())
    odd = int((found.cluster > 0).sum()) - low - high
    text = (
        f"Van {number(len(found.codes))} {about.many} veranderden er {number(low)} laag tussen "
        f"lage buren, {number(high)} hoog tussen hoge, en {number(odd)} anders dan hun buren "
        f"(lokale Moran, {number(permutations)} permutaties, gecorrigeerd voor het aantal toetsen)."
    )
    if found.unknown:
        text += f" Zonder cijfer en dus weggelaten: {number(len(found.unknown))}."
    if found.islands:
        text += f" Zonder buurgebied met een cijfer: {number(len(found.islands))}."
    return text
