"""What *Menging*, *Beleving* and *Waterbed* know of one area."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis import mixing, perception
from wijkbeeld.analysis.contiguity import neighbours, parts_of
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.features import Feature
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.diagnosis.answers import answers, is_up
from wijkbeeld.diagnosis.subject import Finding, Subject
from wijkbeeld.store import surveys
from wijkbeeld.store.compositions import (
    TENURE,
    Composition,
    breaks_of,
    comparable_years,
    compositions,
    features,
    well_covered,
)
from wijkbeeld.store.groups import touched
from wijkbeeld.store.read import opened
from wijkbeeld.store.shapes import shapes
from wijkbeeld.words import mix_grain
from wijkbeeld.words import mixing as mix_words
from wijkbeeld.words import perspective_elsewhere as words
from wijkbeeld.words.markdown import plain


def mix(subject: Subject) -> list[Finding]:
    """How mixed the area is by tenure, since when that can be told, and on which grain."""
    scope, code = subject.scope, subject.code
    feature = features(opened(scope))[TENURE]
    found, _ = well_covered(compositions(scope, feature))
    own = {y: c for y, c in found.items() if c.counts.loc[code].sum(skipna=False) > 0}
    if not own:
        text = "De verdeling van woningen naar eigenaar is van dit gebied niet bekend."
        return [Finding("wie", text, page="menging", is_missing=True)]
    year = max(own)
    base = min(comparable_years(own, breaks_of(opened(scope), found), year))
    told = _mix_told(subject, feature, own[year])
    if base < year:
        old, new = (_entropy(own[y].counts.loc[code]) for y in (base, year))
        told += " " + mix_words.changed_alone((base, old), (year, new))
    source = _source_of(scope, own[year])
    return [Finding("wie", told, source, "menging"), *_grain(subject, feature, year)]


def _mix_told(subject: Subject, feature: Feature, now: Composition) -> str:
    counts = now.counts.loc[subject.code]
    labels = {k.id: k.label for k in now.variant.kinds}
    shares = {labels[str(k)]: float(v / counts.sum()) for k, v in counts.items()}
    where = f"in {subject.name}"
    return plain(mix_words.finding(where, feature.label, now.year, shares, _entropy(counts)))


def _entropy(counts: pd.Series) -> float:
    return float(mixing.entropy(counts.to_numpy("float64")[None, :])[0])


def _source_of(scope: Scope, now: Composition) -> str:
    measures = opened(scope).measures()
    ids = [*now.variant.indicators, *filter(None, [now.weight])]
    sources = dict.fromkeys(measures[i].source for i in ids)
    return f"{'; '.join(sources)}, gebieden van {scope.classification}"


def _grain(subject: Subject, feature: Feature, year: int) -> list[Finding]:
    """Which part of the mix lies within the buurten of a wijk."""
    data, scope = opened(subject.scope), subject.scope
    if scope.level != "wijk" or scope.classification not in data.editions("buurt"):
        return []
    finer = scope.whole().at("buurt")
    now = compositions(finer, feature).get(year)
    if now is None:
        return []
    counts = now.counts.loc[parts_of(now.counts.index, subject.code)]
    found = mixing.grain(counts.to_numpy("float64"))
    if found.n < 2 or found.n < len(counts) - found.empty or not found.total > 0:
        return []
    names = mix_grain.scale_names("buurt", many_towns=False)[:2]
    kinds = {k.id: k.label for k in now.variant.kinds}
    kind = feature.focus if feature.focus in kinds else list(kinds)[-1]
    uneven = mixing.dissimilarity(counts, kind)
    text = mix_grain.grain_sentence(found, names, "buurt", kinds[kind], uneven)
    return [
        Finding(
            "waar",
            f"Eigendom in {year}: {text[0].lower()}{text[1:]}",
            _source_of(finer, now),
            "menging",
        )
    ]


def felt(subject: Subject) -> list[Finding]:
    """What residents answered in surveys that were added: first and last year, and the change."""
    data, scope = opened(subject.scope), subject.scope
    asked = [m for m in surveys.survey_measures(data, scope.level) if surveys.has_beside(data, m)]
    told = [_felt(subject, data.measures()[m]) for m in asked]
    found = [t for t in told if t is not None]
    if found:
        return found
    text = words.nothing_felt(surveys.FEWEST if asked else None)
    return [Finding("waartoe", text, page="beleving", is_missing=True)]


def _felt(subject: Subject, measure: Measure) -> Finding | None:
    """One question of a survey; None where too few were asked in every year."""
    scope, code = subject.scope, subject.code
    own = opened(scope).wide(scope, measure.id).loc[code].dropna()
    n = surveys.beside(scope, measure.id, surveys.COUNT)
    counts = n.loc[code] if len(n.columns) else None
    if counts is not None:
        own = own[counts.reindex(own.index) >= surveys.FEWEST]
    if own.empty:
        return None
    last, first = int(own.index[-1]), int(own.index[0])
    n_last = None if counts is None else int(counts[last])
    text = words.felt(measure, last, float(own.iloc[-1]), n_last)
    if first < last:
        change = perception.change(answers(scope, measure, first), answers(scope, measure, last))
        change = change.of(pd.Index([code]))
        kind = perception.judged(change, higher_is_better=is_up(measure)).iloc[0]
        text += " " + words.felt_change(measure, first, float(change.value.iloc[0]), kind)
    return Finding("waartoe", text, measure.source, "beleving")


def beside_renewal(subject: Subject) -> list[Finding]:
    """Whether the area lies beside a programme that it is no part of."""
    scope = subject.scope
    if scope.level == "gemeente":
        return []
    near: set[str] | None = None
    found = []
    known = catalog().programmes
    for one in touched(scope.whole()):
        if subject.code in one.whole | one.partly:
            continue
        if near is None:
            near = set(neighbours(shapes(scope.whole()), subject.code))
        beside = sorted(near & one.whole)
        if beside:
            names = opened(scope).by_code(scope.whole())["name"]
            text = words.beside_renewal(known[one.id].label, [str(names[c]) for c in beside])
            found.append(Finding("waar", text, known[one.id].source, "waterbed"))
    return found
