"""What the app knows already of an area: the findings of the pages about it.

Every finding comes from a provider: a function from a :class:`Subject` to findings. A page that
finds more adds its own to :data:`PROVIDERS`; nothing else has to change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from wijkbeeld.analysis.contiguity import parts_of
from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import SCORES, Measure
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.diagnosis import elsewhere
from wijkbeeld.diagnosis.subject import Finding, Question, Subject
from wijkbeeld.store.characteristics import people_of
from wijkbeeld.store.groups import touched
from wijkbeeld.store.read import FICTIONAL_SOURCE, opened
from wijkbeeld.store.registers import registers
from wijkbeeld.store.town_figures import town_figures
from wijkbeeld.words import perspective, sentences
from wijkbeeld.words.certainty import FEWEST
from wijkbeeld.words.markdown import plain
from wijkbeeld.words.numbers import number

WHO = (
    "corporatie",
    "koop",
    "overige_verhuurders",
    "hh_laagste_40",
    "hh_eenpersoons",
    "hh_met_kinderen",
    "leeftijd_65plus",
)
HOW = ("bouw_vanaf_2000", "woningen", "woz")

Provider = Callable[[Subject], Sequence[Finding]]


def class_told(scope: Scope, code: str, wave: int) -> str:
    """Name of the class of an area in a wave, marked when it is derived; a dash without one."""
    rows = opened(scope).series(scope, [code])
    row = rows[rows["wave"] == wave]
    if row.empty or np.isnan(float(row["klasse"].iloc[0])):
        return "–"
    names = {c.number: c.name for c in catalog().classes["situatie"].limits}
    derived = "" if row["klasse_bron"].iloc[0] == "officieel" else " (afgeleid)"
    return f"{names[int(row['klasse'].iloc[0])]}{derived}"


def _source(scope: Scope, measure: Measure) -> str:
    how = "editie" if measure.is_score else "gebieden van"
    return f"{measure.source}, {how} {scope.classification}"


def scores(subject: Subject) -> list[Finding]:
    """Where the area stands, how it went beside its gemeente, and its lowest dimension."""
    scope, code = subject.scope, subject.code
    data = opened(scope)
    if scope.level not in data.scored_levels():
        text = f"Scores zijn niet geladen voor {sentences.NOUNS[scope.level][1]}."
        return [Finding("waartoe", text, is_missing=True)]
    table = data.wide(scope, "lbm")
    own = table.loc[code].dropna()
    if own.empty:
        text = "Dit gebied heeft in geen enkele meting een score."
        return [Finding("waartoe", text, is_missing=True)]
    source = _source(scope, data.measures()["lbm"])
    told = [_now(subject, float(own.iloc[-1]), int(own.index[-1])), *_course(subject, own.index)]
    found = [Finding("waartoe", t, source, "wijk") for t in [*told, *_dimension(subject)]]
    if len(own) < 2:
        text = "Er is één meting met een score: een verandering is niet te geven."
        found.append(Finding("waartoe", text, is_missing=True))
    return found


def _in_town(subject: Subject) -> list[str]:
    areas = opened(subject.scope).by_code(subject.scope)
    return list(areas.index[areas["gemeente_code"] == subject.town_code])


def _now(subject: Subject, score: float, wave: int) -> str:
    scope = subject.scope
    values = opened(scope).wide(scope, "lbm")[wave]
    is_town = scope.level == "gemeente"
    among = standing(values if is_town else values[_in_town(subject)], subject.code)
    where = "" if is_town else f"in {subject.town}"
    place = sentences.standing_sentence(among, scope.level, where) if among else ""
    class_name = class_told(scope, subject.code, wave)
    return perspective.now(score, wave, class_name, place)


def _course(subject: Subject, waves: Sequence[int]) -> list[str]:
    if len(waves) < 2:
        return []
    base, wave = int(waves[0]), int(waves[-1])
    table = opened(subject.scope).wide(subject.scope, "lbm")
    change = table[wave] - table[base]
    told = perspective.course(float(change[subject.code]), base, wave)
    if subject.scope.level == "gemeente":
        return [told]
    others = change[_in_town(subject)].drop(subject.code).dropna()
    if others.empty:
        return [told]
    beside = perspective.beside_town(
        float(others.mean()), len(others), subject.scope.level, subject.town
    )
    return [f"{told} {beside}"]


def _dimension(subject: Subject) -> list[str]:
    data = opened(subject.scope)
    rows = data.series(subject.scope, [subject.code])
    known = rows.dropna(subset=list(DIMENSIONS))
    if known.empty:
        return []
    last = known.iloc[-1]
    lowest = min(DIMENSIONS, key=lambda d: float(last[d]))
    label = data.measures()[lowest].label
    return [perspective.lowest_dimension(label, float(last[lowest]), int(last["wave"]))]


def people(subject: Subject) -> list[Finding]:
    """How many people live here, and whether that is few."""
    known = people_of(subject.scope, [subject.code])
    n = float(known.counts.get(subject.code, np.nan))
    if known.year is None or np.isnan(n):
        return [Finding("wie", "Het aantal inwoners is niet bekend.", is_missing=True)]
    source = _source(subject.scope, opened(subject.scope).measures()["inwoners"])
    return [Finding("wie", perspective.inhabitants(int(n), known.year, FEWEST), source, "wijk")]


def composition(subject: Subject) -> list[Finding]:
    """Tenure, income, households and age, beside the gemeente."""
    return _figures(subject, WHO, "wie")


def stock(subject: Subject) -> list[Finding]:
    """How new the dwellings are, how many, and what they are worth."""
    return _figures(subject, HOW, "hoe")


def latest(subject: Subject, id_: str) -> tuple[float, int] | None:
    """Last known value of an indicator or score of the area, and its year."""
    return _latest(subject.scope, subject.code).get(id_)


@lru_cache(maxsize=16)
def _latest(scope: Scope, code: str) -> dict[str, tuple[float, int]]:
    """Last known value and year by id: a version of a dataset never changes."""
    rows = opened(scope).figures(scope, [code]).dropna(subset=["value"])
    last = rows.loc[rows.groupby("indicator")["year"].idxmax()] if len(rows) else rows
    found = {
        str(i): (float(v), int(y))
        for i, v, y in zip(last["indicator"], last["value"], last["year"], strict=True)
    }
    if scope.level in opened(scope).scored_levels():
        for id_ in SCORES:
            own = opened(scope).wide(scope, id_).loc[code].dropna()
            if len(own):
                found[id_] = float(own.iloc[-1]), int(own.index[-1])
    return found


@lru_cache(maxsize=16)
def _of_town(scope: Scope, town: str) -> dict[tuple[str, int], float]:
    """Known figures of a gemeente by indicator and year."""
    rows = town_figures(scope, [town])
    keys = zip(rows["indicator"].astype(str), rows["year"].astype(int), strict=True)
    return dict(zip(keys, rows["value"].astype(float), strict=True))


def _figures(subject: Subject, ids: Sequence[str], question: Question) -> list[Finding]:
    data = opened(subject.scope)
    measures = data.measures()
    loaded = {str(i) for i in data.figure_years(subject.scope)["indicator"]}
    found, unknown = [], []
    for id_ in ids:
        known = latest(subject, id_)
        if known is None:
            unknown.append(id_)
            continue
        text = _figure(subject, measures[id_], *known)
        found.append(Finding(question, text, _source(subject.scope, measures[id_]), "wijk"))
    not_here = [measures[i].label for i in unknown if i in loaded]
    absent = [measures[i].label for i in unknown if i not in loaded]
    if not_here:
        found.append(Finding(question, perspective.not_known(not_here), is_missing=True))
    if absent:
        level = subject.scope.level
        found.append(Finding(question, perspective.not_loaded(absent, level), is_missing=True))
    return found


def _figure(subject: Subject, measure: Measure, value: float, year: int) -> str:
    town = None
    if subject.scope.level != "gemeente" and measure.has_mean:
        same = _of_town(subject.scope, subject.town_code).get((measure.id, year))
        town = "" if same is None else number(same, measure.decimals)
    written = number(value, measure.decimals)
    return perspective.figure(measure.label, measure.unit, written, year, town)


def programmes(subject: Subject) -> list[Finding]:
    """Programmes and own registers that the area is part of."""
    scope, code = subject.scope, subject.code
    known = catalog().programmes
    found = []
    for one in touched(scope.whole()):
        if code in one.whole or code in one.partly:
            p = known[one.id]
            text = perspective.programme(p.label, p.start, p.end, partly=code not in one.whole)
            found.append(Finding("hoe", text, p.source, "vernieuwing"))
    for register in registers(scope.dataset).values():
        if (register.level, register.edition) != (scope.level, scope.classification):
            continue
        for row in register.rows:
            if row.code == code:
                text = perspective.own_register(register.name, row.kind, row.start, row.end)
                found.append(Finding("hoe", text, row.source, "vernieuwing"))
    return found or [_no_programme(subject)]


def _no_programme(subject: Subject) -> Finding:
    is_fictional = opened(subject.scope).manifest.fictional
    text = (
        "Landelijke programma's zijn er niet in de fictieve regio."
        if is_fictional
        else "Dit gebied hoort bij geen van de programma's die Wijkbeeld kent."
    )
    return Finding("hoe", text, page="" if is_fictional else "verantwoording")


def inside(subject: Subject) -> list[Finding]:
    """How far the parts of the area differ."""
    data, scope = opened(subject.scope), subject.scope
    finer = {"gemeente": "wijk", "wijk": "buurt"}.get(scope.level)
    if finer is None or scope.level not in data.scored_levels():
        return [Finding("waar", "Cijfers van delen van dit gebied zijn er niet.", is_missing=True)]
    many = sentences.NOUNS[finer][1]
    if finer not in data.scored_levels() or scope.classification not in data.editions(finer):
        return [Finding("waar", f"Scores van {many} zijn niet geladen.", is_missing=True)]
    parts = scope.whole().at(finer)
    table = data.wide(parts, "lbm")
    scored = table.loc[parts_of(table.index, subject.code)].dropna(how="all")
    if scored.empty:
        return [Finding("waar", f"De {many} hier hebben geen score.", is_missing=True)]
    wave = int(scored.columns[scored.notna().any()][-1])
    column = scored[wave].dropna().sort_values(ascending=False)
    counts = people_of(parts, column.index).counts
    few = list(counts.index[np.asarray(counts < FEWEST)])
    ordered = column.drop(few)
    if ordered.empty:
        return [Finding("waar", f"In alle {many} wonen weinig mensen.", is_missing=True)]
    names = data.by_code(parts)["name"].to_dict()
    text = plain(sentences.spread_sentence(finer, wave, ordered.rename(index=names), len(few)))
    return [Finding("waar", text, _source(scope, data.measures()["lbm"]), "wijk")]


def around(subject: Subject) -> list[Finding]:
    """In which gemeente the area lies, and among how many areas."""
    scope = subject.scope
    if scope.level == "gemeente":
        return []
    n = len(_in_town(subject))
    text = f"{subject.name} is een van {sentences.areas(scope.level, n)} in {subject.town}."
    if n == 1:
        text = f"{subject.name} is de enige {sentences.NOUNS[scope.level][0]} in {subject.town}."
    maker = FICTIONAL_SOURCE if opened(scope).manifest.fictional else "CBS"
    return [Finding("waar", text, f"{maker}, gebieden van {scope.classification}")]


PROVIDERS: tuple[Provider, ...] = (
    scores,
    elsewhere.felt,
    people,
    composition,
    elsewhere.mix,
    programmes,
    stock,
    inside,
    around,
    elsewhere.beside_renewal,
)
"""All that find something of an area, in the order in which a page tells it."""


def findings(subject: Subject) -> list[Finding]:
    """Everything that is known of an area, in the order of :data:`PROVIDERS`."""
    return [finding for provider in PROVIDERS for finding in provider(subject)]
