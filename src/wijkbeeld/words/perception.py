"""Sentences of the page *Beleving*: what statistics and residents say, and what that is not."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.perception import Difference, Judged
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import NOUNS, areas

_BETTER: dict[Judged, str] = {"up": "vooruit", "unclear": "onduidelijk", "down": "achteruit"}
_MORE: dict[Judged, str] = {"up": "omhoog", "unclear": "onduidelijk", "down": "omlaag"}
_NEAR = 2
"""Years that both changes may lie apart without a word."""

RENEWED, NEW_BUILD = "vernieuwd", "veel nieuwbouw"
OTHERS, EVERY = "andere", "alle gebieden"
"""What groups of areas are called."""

NOTHING = "Hier is geen gebied met een verandering op papier en in beleving."
UNCLEAR = (
    "Onduidelijk: de marge bevat nul of is niet bekend, of de verandering op papier is kleiner dan "
    "de grens. Onduidelijk is niet hetzelfde als gelijk gebleven. Bij een marge van 95% lijkt "
    "door toeval ongeveer 1 op de 20 gebieden te veranderen waar niets veranderde."
)
UNTESTED = (
    "Of bewoners daar ook een verandering merken, is niet te toetsen: van geen enkel gebied is de "
    "marge van het cijfer bekend."
)
NO_SET = (
    "Er zijn hier geen vernieuwde gebieden bekend om apart te tellen. Op Vernieuwing voeg je een "
    "register toe."
)
NOT_EQUAL = (
    "Dat nul binnen de marge ligt, is iets anders dan geen verschil: het verschil kan ook echt "
    "bestaan."
)
APART = (
    "De marge (95%, Welch) telt elk gebied als los van de andere. Gebieden naast elkaar lijken op "
    "elkaar; de echte marge is dan groter. Elk gebied telt even zwaar. Deze cijfers zeggen niet "
    "waardoor iets verandert."
)


def said(kind: Judged, *, is_directed: bool) -> str:
    """What a measure says: ``vooruit`` where more is better or worse, else ``omhoog``."""
    return (_BETTER if is_directed else _MORE)[kind]


def pair(paper: Judged, felt: Judged, directed: tuple[bool, bool]) -> str:
    """Both together: ``op papier vooruit, beleving onduidelijk``."""
    one, two = (said(k, is_directed=d) for k, d in zip((paper, felt), directed, strict=True))
    return f"op papier {one}, beleving {two}"


def change_unit(measure: Measure) -> str:
    """Unit of a change: marks on a scale differ in points."""
    is_mark = measure.unit.lower().startswith(("cijfer", "rapportcijfer", "punt"))
    return "punt" if is_mark else measure.change_unit


def plain_unit(measure: Measure) -> str:
    """Unit to stand between brackets: ``cijfer 1-10``."""
    return measure.unit.replace("(", "").replace(")", "")


def verdict(paper: Judged, felt: Judged) -> str:
    """Whether both agree; nothing can be said where one of them is not clear."""
    if "unclear" in (paper, felt):
        return "niet te zeggen"
    return "eens" if paper == felt else "oneens"


def one_wave(label: str) -> str:
    """Why a survey of one year gives no change."""
    return (
        f"Van {escape_markdown(lowered(label))} is er op dit niveau maar één jaar. Een verandering "
        "heeft er twee nodig. Kies een ander niveau of een andere maat, of voeg op Gegevens een "
        "tweede jaar toe."
    )


def no_change(label: str) -> str:
    """Why a statistic cannot be set beside the survey."""
    return (
        f"Van {escape_markdown(lowered(label))} zijn er op dit niveau geen twee jaren die te "
        "vergelijken zijn. Kies bij 'Op papier' een andere maat."
    )


def not_shown(level: str, counts: tuple[int, int], minimum: int, years: tuple[int, int]) -> str:
    """How many areas are hidden, and why.

    Parameters
    ----------
    counts
        With fewer respondents than the minimum, and with an unknown number.
    """
    few, unknown = counts
    told = []
    if few:
        told.append(
            f"Niet getoond: {areas(level, few)} met minder dan {number(minimum)} ondervraagden in "
            f"{years[0]} of {years[1]}."
        )
    if unknown:
        told.append(
            f"Van {areas(level, unknown)} staat n niet in beide jaren in het bestand: ook niet "
            "getoond."
        )
    return " ".join(told) or f"Alle gebieden hebben ten minste {number(minimum)} ondervraagden."


def no_counts() -> str:
    """That a minimum cannot be held without respondents."""
    return (
        "In het bestand staat geen n. Wijkbeeld kan dus niet nagaan of er genoeg mensen zijn "
        "ondervraagd, en verbergt niets."
    )


def margins(measure: Measure, *, has_margin: bool) -> str:
    """Where the margin of the survey comes from, or why there is none."""
    if has_margin and measure.unit.startswith("%"):
        return (
            "Marge (95%): die uit het bestand, en anders volgens Wilson uit het percentage en n; "
            "van een verandering volgens Newcombe."
        )
    if has_margin:
        return (
            "Marge: die uit het bestand, gelezen als 95%. Van een verandering: de wortel uit de "
            "som van beide kwadraten."
        )
    if measure.unit.startswith("%"):
        return "In het bestand staat geen n en geen marge: elke verandering heet onduidelijk."
    return (
        "Van een cijfer op een schaal is met alleen n geen marge te geven: daarvoor is de "
        "spreiding van de antwoorden nodig. Staat de marge niet in het bestand, dan heet elke "
        "verandering onduidelijk."
    )


def limits(measure: Measure, found: tuple[float, float]) -> str:
    """From which change on a statistic is clear."""
    size = number(found[1], measure.change_decimals if measure.is_score else measure.decimals + 1)
    kind = (
        "dat is onze eigen grens voor 'geen ontwikkeling'"
        if measure.is_score
        else "dat is de afronding van het cijfer"
    )
    return (
        f"{measure.label} heeft geen marge. Een verandering kleiner dan {size} "
        f"{measure.change_unit} heet onduidelijk; {kind}."
    )


def group(level: str, n: int, name: str) -> str:
    """Areas of a group with their number: ``22 vernieuwde wijken``."""
    noun = areas(level, n).split()[-1]
    counted = {
        RENEWED: f"{number(n)} vernieuwde {noun}",
        NEW_BUILD: f"{number(n)} {noun} met veel nieuwbouw",
        OTHERS: f"{number(n)} andere {noun}",
    }
    return counted.get(name, f"{number(n)} {noun}")


def finding(
    level: str,
    table: pd.DataFrame,
    names: tuple[str, str],
    directed: tuple[bool, bool],
    *,
    has_margin: bool,
) -> str:
    """How many areas went forward on paper, and of those how many in what residents say.

    Parameters
    ----------
    table
        Counts by ``paper, felt``, columns ``renewed, others``.
    names
        What both groups are called; the second alone where no renewed areas are known.
    directed
        Whether a change of the statistic, and of the survey, is better or worse.
    has_margin
        Whether any change of the survey has one: without it none can be told from chance.
    """
    on_paper = said("up", is_directed=directed[0])
    up_felt, down_felt = (said(k, is_directed=directed[1]) for k in ("up", "down"))
    told = []
    for column, name in zip(("renewed", "others"), names, strict=True):
        counts = table[column]
        total = int(counts.sum())
        if not total:
            continue
        up, both = int(counts["up"].sum()), int(counts[("up", "up")])
        paper = f"Van de {group(level, total, name)} gaan er **{number(up)}** op papier {on_paper}."
        if not has_margin:
            told.append(paper)
            continue
        told.append(
            f"{paper} Van die {number(up)} gaat de beleving in **{number(both)}** aantoonbaar "
            f"{up_felt} en in {number(int(counts[('up', 'down')]))} {down_felt}; "
            "in de rest is dat niet te zeggen."
        )
    return " ".join(told if has_margin or not told else [*told, UNTESTED])


def scatter_finding(clear: int, n: int, *, has_margin: bool) -> str:
    """Title of the picture of every area."""
    if not has_margin:
        return f"Verandering in {number(n)} gebieden, zonder marge van de beleving"
    return (
        f"In {number(clear)} van de {number(n)} gebieden is de verandering in beleving aantoonbaar"
    )


def gap(found: Difference | None, measure: Measure, names: tuple[str, str]) -> str:
    """Difference of both groups in one measure, with margin and n of areas."""
    if found is None:
        return "In een van beide groepen is er geen gebied om mee te vergelijken."
    decimals = measure.change_decimals + (0 if measure.is_score else 1)
    unit = change_unit(measure)

    def write(value: float) -> str:
        return escape_markdown(signed(value, decimals))

    told = (
        f"{measure.label}: {escape_markdown(names[0])} gemiddeld {write(found.first)} "
        f"(n = {number(found.n_first)} gebieden), {escape_markdown(names[1])} "
        f"{write(found.second)} (n = {number(found.n_second)}). Verschil "
        f"**{write(found.value)}** {unit}"
    )
    if not found.has_margin:
        return f"{told}. Voor een marge zijn aan beide kanten ten minste drie gebieden nodig."
    told += f", marge {write(found.low)} tot {write(found.high)}"
    return f"{told}: nul ligt {'buiten' if found.is_clear else 'binnen'} deze marge."


def alike(found: Difference | None, measure: Measure) -> str:
    """Whether renewed and others felt alike, in words that do not make a margin an equality."""
    if found is None or not found.has_margin:
        return ""
    if found.is_clear:
        one, two = ("meer", "minder") if found.value > 0 else ("minder", "meer")
        return (
            f"{escape_markdown(measure.label)} steeg in vernieuwde gebieden gemiddeld {one} (of "
            f"daalde {two}) dan in de andere. Nul ligt buiten de marge, maar die is te smal als "
            "vernieuwde gebieden bij elkaar liggen: lees het als een aanwijzing."
        )
    most = number(max(abs(found.low), abs(found.high)), measure.change_decimals + 1)
    return (
        "Of bewoners van vernieuwde en andere gebieden hetzelfde ervaren, is hiermee niet te "
        f"zeggen. Een verschil tot {most} {change_unit(measure)} past nog bij deze cijfers. "
        + NOT_EQUAL
    )


def no_statistic(level: str) -> str:
    """That nothing official is loaded to set a survey beside."""
    return (
        f"Van {NOUNS[level][1]} zijn er geen scores of kerncijfers van twee jaren om naast de "
        "enquête te zetten. Voeg ze toe op Gegevens."
    )


def periods(paper: tuple[int, int], felt: tuple[int, int]) -> str:
    """That both changes are of other years; empty where they begin and end within two years."""
    if all(abs(a - b) <= _NEAR for a, b in zip(paper, felt, strict=True)):
        return ""
    return (
        f"Let op: op papier gaat het over {paper[0]}–{paper[1]}, in beleving over {felt[0]}–"
        f"{felt[1]}. Andere jaren kunnen een andere ontwikkeling laten zien."
    )


def unassigned(level: str, n: int, year: int) -> str:
    """How many areas are in neither group, and why; empty where there are none."""
    if not n:
        return ""
    return (
        f"In geen van beide groepen: {areas(level, n)} die een ander programma of de rest van de "
        f"set raakt, of waar de vernieuwing na {year} begint."
    )
