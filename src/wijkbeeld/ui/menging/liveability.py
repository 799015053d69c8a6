"""The mix beside liveability: level and level, change and change."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.mix_areas import FEWEST, HALF_KNOWN, Relation, area_mix, coverage, relation
from wijkbeeld.charts.mix_scatter import Pairs, relation_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables, url_state
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.grain import both_known
from wijkbeeld.ui.menging.once import once
from wijkbeeld.ui.menging.ranking import ends, groups_of, listed_scope, names_of
from wijkbeeld.ui.menging.sources import origin, source, source_now
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import about, picture, source_text
from wijkbeeld.ui.theme import accent, ink, show
from wijkbeeld.words import mix_relation as words
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mix_areas import ends_listed, no_earlier, no_scores

_SCORE, _STOCK = "lbm", "won"
_ENDS = 50
"""Rows at each end of a long table; the download has all."""
_COLUMN = {"entropie": "entropy", "simpson": "simpson"}


@dataclass(frozen=True)
class Found:
    """Mix and score of the areas of a level.

    Attributes
    ----------
    names
        Of the areas, by code.
    kind
        How the mix is counted: ``entropie`` or ``simpson``.
    frame
        Index areas of which at least half is known. Columns ``mix, score`` and ``share`` (of the
        group, 0..1), and ``mix_change, score_change, share_change`` where there is an earlier
        year; missing where not known.
    wave, first
        Waves of the score, now and then; ``first`` is None without an earlier year.
    """

    level: str
    names: pd.Series
    kind: str
    frame: pd.DataFrame
    wave: int
    first: int | None


def panel(choice: Choice, listed: str) -> None:
    """Show how mix and score go together over areas, with n, margin and the warning."""
    st.header("Menging en leefbaarheid")
    level = _with_scores(choice, listed)
    scope = listed_scope(choice, level)
    data = opened(scope)
    if level not in data.scored_levels():
        say(no_scores(level))
        return
    kind = url_state.pick(
        "mengmaat",
        "Menging geteld als",
        list(words.KINDS),
        "entropie",
        lambda k: words.KINDS[k].capitalize(),
    )
    found = _found(choice, level, kind)
    chosen = _chosen(choice, listed, level)
    left, right = st.columns(2, gap="medium")
    with left:
        _level(choice, found, chosen)
    with right:
        _change(choice, found, chosen)
    stock = words.STOCK_IN_SCORE.format(dimension=data.measures()[_STOCK].label)
    if means := _means(choice, found):
        note(f"{means} {stock}")
    else:
        note(stock)
    note(f"{words.ECOLOGICAL} Bron van de score: {source_text(scope, data.measures()[_SCORE])}.")
    _table(choice, found)


@once
def _found(choice: Choice, level: str, kind: str) -> Found:
    """Mix and score of all areas of the place, and how both changed."""
    scope = listed_scope(choice, level)
    groups, column = groups_of(choice, level), _COLUMN[kind]
    columns = {column: "mix", choice.kind.id: "share"}
    known = coverage(choice.now.counts, groups, choice.sizes)
    frame = area_mix(choice.now.counts, groups)[list(columns)].rename(columns=columns)
    frame = frame[known.reindex(frame.index) >= HALF_KNOWN]
    scores = opened(scope).wide(scope, _SCORE).reindex(frame.index)
    scored = scores.notna().sum()
    waves = [int(w) for w in scores.columns[scored >= min(FEWEST, scored.max())] if scored[w]]
    names = names_of(choice, level)
    if not waves:
        return Found(level, names, kind, frame.assign(score=float("nan")), choice.year, None)
    wave, first = _near(waves, choice.year), _near(waves, choice.base)
    frame["score"] = scores[wave]
    if choice.base >= choice.year or first >= wave:
        return Found(level, names, kind, frame, wave, None)
    common = both_known(choice)
    old, new = (
        area_mix(choice.found[y].counts.loc[common], groups.loc[common])[list(columns)]
        for y in (choice.base, choice.year)
    )
    frame["mix_change"] = new[column] - old[column]
    frame["share_change"] = new[choice.kind.id] - old[choice.kind.id]
    frame["score_change"] = scores[wave] - scores[first]
    return Found(level, names, kind, frame, wave, first)


def _level(choice: Choice, found: Found, chosen: tuple[str, pd.Index]) -> None:
    """The picture and the sentences of the level."""
    said = _related(
        choice,
        found,
        chosen,
        Related(
            "",
            f"menging ({words.KINDS[found.kind]}) in {choice.year}",
            f"score in {found.wave}",
            "meer menging en een hogere score",
            "een groter aandeel ‘{}’ en een hogere score",
        ),
    )
    say(f"**Niveau** ({choice.year}, score {found.wave}). {said}")


def _change(choice: Choice, found: Found, chosen: tuple[str, pd.Index]) -> None:
    """The picture and the sentences of the change; why there is none, where there is none."""
    if found.first is None:
        years = (choice.base, choice.year)
        is_only = choice.base >= choice.year
        why = no_earlier(choice.year) if is_only else words.no_two_waves(years)
        say(f"**Verandering.** {why}")
        return
    said = _related(
        choice,
        found,
        chosen,
        Related(
            "_change",
            f"verandering van de menging ({words.KINDS[found.kind]}), {choice.base}–{choice.year}",
            f"verandering van de score, {found.first}–{found.wave} (punt)",
            "meer groei van de menging en meer groei van de score",
            "meer groei van het aandeel ‘{}’ en meer groei van de score",
        ),
    )
    of = f"{choice.base}–{choice.year}, score {found.first}–{found.wave}"
    say(f"**Verandering** ({of}). {said}")


@dataclass(frozen=True)
class Related:
    """What is set beside each other, in words.

    Attributes
    ----------
    suffix
        What the columns of `Found` end with: nothing, or ``_change``.
    across, along
        Titles of the axes.
    mix, share
        What goes together when mix and score do, and when the share of the group and score do.
    """

    suffix: str
    across: str
    along: str
    mix: str
    share: str


def _related(choice: Choice, found: Found, chosen: tuple[str, pd.Index], asked: Related) -> str:
    """Draw mix and score, and say how they, and how share and score, go together."""
    score = f"score{asked.suffix}"
    both = found.frame[[f"mix{asked.suffix}", score]].dropna()
    of_mix = _goes_with(choice, found.level, found.kind, f"mix{asked.suffix}", score)
    is_change = bool(asked.suffix)
    pairs = Pairs(
        both.iloc[:, 0], both[score], found.names, asked.across, asked.along, is_change=is_change
    )
    _draw(choice, found, pairs, of_mix, chosen)
    said = words.relation_sentence(of_mix, asked.mix, len(both), found.level)
    shares = found.frame[[f"share{asked.suffix}", score]].dropna()
    of_share = _goes_with(choice, found.level, found.kind, f"share{asked.suffix}", score)
    told = asked.share.format(lowered(choice.kind.label))
    return f"{said} {words.relation_sentence(of_share, told, len(shares), found.level)}"


def _means(choice: Choice, found: Found) -> str:
    """What more mix is made of here: more or less of the group."""
    sums = choice.now.counts.dropna().sum()
    whole = float(sums[choice.kind.id] / sums.sum())
    made_of = _goes_with(choice, found.level, found.kind, "mix", "share")
    return words.mix_means(choice.kind.label, whole, made_of)


@once
def _goes_with(choice: Choice, level: str, kind: str, one: str, other: str) -> Relation | None:
    """How two columns of what was found go together."""
    both = _found(choice, level, kind).frame[[one, other]].dropna()
    return relation(both[one], both[other])


def _draw(
    choice: Choice,
    found: Found,
    pairs: Pairs,
    related: Relation | None,
    chosen: tuple[str, pd.Index],
) -> None:
    """Draw the areas as points; nothing where too few are known."""
    if related is None:
        return
    scope = listed_scope(choice, found.level)
    score = source_text(scope, opened(scope).measures()[_SCORE])
    heading = Heading(
        words.relation_title(found.level, is_change=pairs.is_change) + about(choice.scope),
        f"{source(choice) if pairs.is_change else source_now(choice)}; {score}",
        words.relation_measured(related, pairs.across, pairs.along, found.level),
    )
    what = "verandering" if pairs.is_change else "niveau"
    show(
        relation_figure(pairs, chosen, heading, ink(), accent()),
        f"menging_leefbaarheid_{what}",
        picture(choice.scope, f"menging en leefbaarheid {what}", None, (choice.year,), []),
        f"{heading.title}. {heading.measured}",
    )


def _chosen(choice: Choice, listed: str, level: str) -> tuple[str, pd.Index]:
    """Name and codes, on this level, of the area that is chosen on the page."""
    code = url_state.get("gebied")
    owners, own = groups_of(choice, listed), groups_of(choice, level)
    codes = pd.Index(own[owners == code].unique())
    return (str(names_of(choice, listed)[code]) if len(codes) else "", codes)


def _table(choice: Choice, found: Found) -> None:
    """List the values behind the pictures."""
    frame = found.frame.dropna(subset=["mix", "score"])
    if frame.empty:
        return
    share = f"{choice.kind.label} (%)"
    shares = [c for c in ("share", "share_change") if c in frame]
    frame = frame.assign(**{c: 100 * frame[c] for c in shares})
    names = {
        "mix": f"Menging {choice.year}",
        "score": f"Score {found.wave}",
        "share": share,
        "mix_change": f"Menging sinds {choice.base}",
        "score_change": f"Score sinds {found.first}",
        "share_change": f"{share} sinds {choice.base}",
    }
    shown = frame.sort_values("mix", ascending=False).rename(columns=names)
    shown = shown.assign(Gebied=found.names.reindex(shown.index), Code=shown.index)
    shown = shown.set_index("Gebied")
    decimals = dict(zip(names.values(), (2, 2, 0, 2, 3, 0), strict=True))
    changes = tuple(names[c] for c in ("mix_change", "score_change", "share_change") if c in frame)
    listed = ends(shown, 2 * _ENDS, _ENDS)
    with st.expander("Tabel en download: menging en leefbaarheid"):
        if len(listed) < len(shown):
            note(ends_listed(_ENDS, len(shown), found.level))
        tables.show(
            listed,
            {c: d for c, d in decimals.items() if c in shown},
            f"Menging ({words.KINDS[found.kind]}) en leefbaarheid per {found.level}",
            tables.Fit(360),
            with_sign=changes,
        )
        tables.download(shown, f"wijkbeeld_menging_leefbaarheid_{found.level}", origin(choice))


def _with_scores(choice: Choice, level: str) -> str:
    """The listed level, or that of the units where too few listed areas have a score."""
    scope = listed_scope(choice, level)
    if level in opened(scope).scored_levels():
        scored = opened(scope).wide(scope, _SCORE).dropna(how="all").index
        if groups_of(choice, level).drop_duplicates().isin(scored).sum() >= FEWEST:
            return level
    return choice.scope.level


def _near(waves: list[int], year: int) -> int:
    return min(waves, key=lambda wave: (abs(wave - year), wave))
