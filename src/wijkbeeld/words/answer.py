"""The answer of *Vernieuwing*: one place from which every sentence about the outcome comes.

At most sixty words that an alderman can repeat: how the renewed areas went themselves, beside what
they stand out and beside what not, and that none of it says what renewal did. It names the
comparison that contradicts, and no adjective without one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wijkbeeld.analysis.ladder import Beside, Ladder, Own, Rung
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.ladder import Place, beside_words
from wijkbeeld.words.numbers import count, number

MOST_WORDS = 60
"""An alderman repeats no more."""
STEADY = 0.02
"""A development smaller than this is called steady: the class "geen ontwikkeling"."""
IN_THE_STOCK = ("won", "lbm", "afw")
"""Measures that demolition and building change by definition."""


@dataclass(frozen=True)
class Told:
    """What the page opens with, and what its steps may not contradict.

    Attributes
    ----------
    question
        In the words of the user.
    answer
        At most sixty words.
    may_not, may
        What may not be said, and what may.
    """

    question: str
    answer: str
    may_not: tuple[str, ...]
    may: tuple[str, ...]


def tell(
    name: str, ladder: Ladder, start: Start, place: Place, measure: str, measure_label: str
) -> Told:
    """Put the outcome in words.

    Parameters
    ----------
    name
        Of the set of renewed areas.
    measure, measure_label
        Id and Dutch name of the measure.
    """
    what = "" if measure == "lbm" else f" op {lowered(measure_label)}"
    others = "niet vernieuwd zijn" if place.is_renewed else "minder nieuwbouw kregen"
    question = f"{_asked(name, ladder, place)} zich{what} anders dan {place.many} die {others}?"
    if ladder.own is None:
        nothing = (
            "Dat is met deze metingen niet te zeggen: er is geen meting van voor én na de start "
            f"van de vernieuwing. Kies een andere maat, een latere start of andere {place.many}."
        )
        return Told(question, nothing, _never(place, measure), ())
    return Told(
        question,
        _answer(ladder, ladder.own, start, place),
        (*_doubts(start, place), *_thin(ladder, place), *_never(place, measure)),
        _may(ladder, place, start),
    )


def _asked(name: str, ladder: Ladder, place: Place) -> str:
    """Who the question is about: the whole set, or its areas within a place."""
    if not place.within:
        return f"Ontwikkelden de {place.many} van {name}"
    n = None if ladder.own is None else ladder.own.n
    if n == 1:
        return f"Ontwikkelde {_the_area(place)[0].lower()}{_the_area(place)[1:]} ({name})"
    how_many = "" if n is None else f"{number(n)} "
    who = place.who.removeprefix("De ")
    return f"Ontwikkelden de {how_many}{who} ({name})"


def _answer(ladder: Ladder, own: Own, start: Start, place: Place) -> str:
    """The answer, in shorter words where it would grow too long."""
    last = "Of vernieuwing dit deed, zeggen deze cijfers niet."
    for short, bare in ((False, False), (True, False), (True, True)):
        who = replace(place, within="") if bare else place  # the question names the place too
        told = [
            own_sentence(own, who).replace(" gemiddeld", "" if bare else " gemiddeld"),
            *_beside(ladder, place, is_short=short),
            _caution(start),
            _few(ladder, place, is_short=bare),
            last,
        ]
        text = " ".join(t for t in told if t)
        if words_in(text) <= MOST_WORDS:
            break
    return text


def own_sentence(own: Own, place: Place) -> str:
    """How the renewed areas went themselves."""
    if abs(own.mean) < STEADY:
        way = "bleven gemiddeld ongeveer gelijk"
    else:
        way = f"gingen gemiddeld {'vooruit' if own.mean > 0 else 'achteruit'}"
    if own.n == 1:
        way = way.replace("bleven gemiddeld", "bleef").replace("gingen gemiddeld", "ging")
        return f"{_the_area(place)} {way} sinds {own.base}."
    when = f"in {own.first}" if own.first == own.last_wave else f"in {own.first}–{own.last_wave}"
    return (
        f"{place.who} {way}: {number(own.rose)} van de {number(own.n)} "
        f"{'scoorde' if own.rose == 1 else 'scoorden'} {when} hoger dan in {own.base}."
    )


def _the_area(place: Place) -> str:
    article = "Het" if place.one.endswith("gebied") else "De"
    return f"{article} vernieuwde {place.one} {place.within}".strip()


def _outside(ladder: Ladder, way: int) -> list[Rung]:
    return [
        r
        for r in ladder.rungs
        if r.is_outside and r.estimate is not None and way * r.estimate.value > 0
    ]


def _beside(ladder: Ladder, place: Place, *, is_short: bool = False) -> list[str]:
    """Beside what the areas stand out, and beside what not."""
    inside = [r for r in ladder.rungs if r.is_outside is False]
    told = []
    for way in (-1, 1):
        rungs = _outside(ladder, way)
        if rungs:
            told.append(f"{_names(rungs, place, is_short)} {_went(ladder.own, way)}.")
    if inside:
        if told:
            where = "Verder" if is_short else _names(inside, place, False)
        elif len(inside) > 2:
            where = f"Naast andere {place.many}, dichtbij en in {_whole(place)},"
        else:
            where = _names(inside, place, is_short)
        shown = "aantoonbaar" if is_short else "aan te tonen"
        told.append(f"{where} is geen verschil {shown}.")
    return told or ["Een vergelijking met een marge is hier niet te maken."]


def _whole(place: Place) -> str:
    return f"heel {place.country}"


def _went(own: Own | None, way: int) -> str:
    """How the areas went beside others that went better (way -1) or worse."""
    mean = 0.0 if own is None else own.mean
    if abs(mean) < STEADY:
        return "bleven ze achter" if way < 0 else "deden ze het beter"
    if mean > 0:
        return "stegen ze minder" if way < 0 else "stegen ze meer"
    return "daalden ze meer" if way < 0 else "daalden ze minder"


def _names(rungs: list[Rung], place: Place, is_short: bool) -> str:
    """Comparisons, each after "naast"."""
    words = {
        Beside.CITY: "de eigen stad",
        Beside.CITY_ALIKE: f"gelijk begonnen {place.many} daar",
        Beside.CITIES_ALIKE: f"gelijk begonnen {place.many} elders",
    }
    names = [(is_short and words.get(r.beside)) or beside_words(r.beside, place) for r in rungs]
    parts = [f"naast {name}" for name in names]
    text = ", ".join([*parts[:-2], " en ".join(parts[-2:])])
    return text[0].upper() + text[1:]


def _caution(start: Start) -> str:
    """The doubt that weighs most; empty without one."""
    if start.is_passing:
        return "Ze begonnen in een tijdelijk dal."
    if start.is_high:
        return "Ze begonnen op een tijdelijke piek."
    if start.is_drifting:
        return "Ze ontwikkelden zich vooraf al anders."
    return ""


def _few(ladder: Ladder, place: Place, *, is_short: bool) -> str:
    """That look-alikes are fewer than the renewed areas; empty where there are enough."""
    found = [r.estimate.n_control for r in ladder.rungs if r.is_thin and r.estimate is not None]
    if not found:
        return ""
    least = min(found)
    if is_short:
        return f"Gelijk begonnen: maar {number(least)}."
    return f"Gelijk begonnen waren maar {number(least)} {place.one if least == 1 else place.many}."


def _thin(ladder: Ladder, place: Place) -> list[str]:
    """What few look-alikes forbid to say."""
    thin = [r for r in ladder.rungs if r.is_thin and r.estimate is not None]
    if not thin:
        return []
    counts = " en ".join(
        f"{number(r.estimate.n_control)} voor {number(r.estimate.n_treated)} vernieuwde"
        for r in thin
        if r.estimate is not None
    )
    return [
        f"“Anders dan {place.many} die gelijk begonnen”, zonder te zeggen hoe weinig dat er zijn: "
        f"{counts}."
    ]


def _doubts(start: Start, place: Place) -> list[str]:
    """What the waves before the start forbid to say."""
    told = []
    if start.is_passing:
        told.append(
            "“Ze gingen vooruit na de start”, zonder het dal te noemen waarin ze begonnen: een "
            "deel van de stijging is herstel."
        )
    if start.is_high:
        told.append(
            "“Ze gingen achteruit na de start”, zonder de piek te noemen waarop ze begonnen: een "
            "deel van de daling hoort daarbij."
        )
    if start.is_drifting:
        told.append(
            f"“Het verschil ontstond na de start.” Deze {place.many} ontwikkelden zich daarvoor al "
            "anders."
        )
    return told


def _never(place: Place, measure: str) -> tuple[str, ...]:
    """What these figures can never say."""
    told = [
        f"“Vernieuwing heeft geholpen” of “heeft niet geholpen”. Hoe het deze {place.many} zonder "
        "vernieuwing was vergaan, weet niemand.",
        "“Ze doen het beter”, “slechter” of “even goed”, zonder te zeggen naast wie. Geen "
        "aantoonbaar verschil is iets anders dan geen verschil.",
        "“Bewoners merken het.” De score is berekend uit de omgeving, niet gevraagd aan bewoners.",
    ]
    if measure in IN_THE_STOCK:
        told.append(
            "“De buurt is leefbaarder”, op deze maat alleen: sloop en nieuwbouw veranderen de "
            "score rechtstreeks, ook als bewoners er niets van merken."
        )
    return tuple(told)


def _may(ladder: Ladder, place: Place, start: Start) -> tuple[str, ...]:
    """What these figures allow to say."""
    told = []
    if ladder.own is not None and ladder.own.n > 1:
        own = ladder.own
        told.append(
            f"{number(own.rose)} van de {number(own.n)} {place.many} "
            f"{'scoorde' if own.rose == 1 else 'scoorden'} na de start gemiddeld hoger dan in "
            f"{own.base}, {number(own.fell)} lager."
        )
    told += [s for s in _beside(ladder, place) if "marge" not in s]
    if len({r.is_outside for r in ladder.rungs if r.is_outside is not None}) > 1:
        told.append("De uitkomst hangt af van met wie je vergelijkt.")
    if start.before[1] == 1:
        told.append(
            "Er is één meting van voor de start. Of ze zich toen al anders ontwikkelden, is niet "
            "te zien."
        )
    return tuple(told)


def headline(ladder: Ladder) -> str:
    """The finding as the heading of the ladder: no comparison weighs more than another."""
    known = [r for r in ladder.rungs if r.is_outside is not None]
    if not known:
        return "Geen vergelijking met een marge mogelijk"
    low, high = len(_outside(ladder, -1)), len(_outside(ladder, 1))
    parts = [f"bij {number(n)} {way}" for n, way in ((low, "minder"), (high, "meer")) if n]
    rest = len(known) - low - high
    if not parts:
        nothing = "nergens een" if rest > 1 else "geen"
        return f"{_comparisons(rest)}: {nothing} aantoonbaar verschil"
    if rest:
        parts.append(f"bij {number(rest)} geen aantoonbaar verschil")
    return f"{_comparisons(len(known))}: {', '.join(parts)}"


def _comparisons(n: int) -> str:
    return count(n, "vergelijking", "vergelijkingen")


def words_in(text: str) -> int:
    """Number of words of a text."""
    return len(text.split())
