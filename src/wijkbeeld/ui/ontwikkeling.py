"""Parts of the page *Ontwikkeling*: development given the level."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.columns import COMPARED_WITH
from wijkbeeld.map import given_start
from wijkbeeld.map.thematic import GIVEN_START
from wijkbeeld.store.groups import groups
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui import inhabitants, measures, session, tables, url_state
from wijkbeeld.ui.development import Choice, Outcome
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import origin
from wijkbeeld.ui.selectors import pick_level, pick_measure, pick_scope
from wijkbeeld.ui.start_classes import start_classes
from wijkbeeld.ui.within import inside_of, narrowed
from wijkbeeld.words import figure_change, figure_map, sentences
from wijkbeeld.words import given_start as words
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown


def controls(data: Dataset, levels: list[str], place: Place) -> Choice | None:
    """Choose measure, waves, and what to mark; None when there is only one wave."""
    line, fields = controls_place.place()
    first, second, third, fourth, fifth, sixth = fields.columns([1.3, 1.3, 0.7, 0.7, 1.4, 0.65])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data, levels)
    with sixth:
        scope = narrowed(pick_scope(data, level), place)
    waves = data.mappable_waves(scope, measure.id)
    if not waves:
        measures.say_absent(data, measure, level)
        return None
    if not measure.is_score and not measures.bases(measure, waves):
        st.info(figure_map.no_change(measure, waves), icon=":material/info:")
        return None
    if len(waves) < 2:
        st.info(
            f"Voor {lowered(measure.label)} op dit niveau is er maar één meting. Een ontwikkeling "
            "heeft er twee nodig. Kies een ander niveau of een andere maat, of voeg op Gegevens "
            "de volledige scores toe.",
            icon=":material/info:",
        )
        return None
    with third:
        base = measures.pick_base(measure, waves, "Van")
    with fourth:
        wave = measures.pick_end(measure, waves, base)
    with fifth:
        marked, name = _pick_marked(scope)
    noun = session.LEVEL_LABEL[level].lower()
    controls_place.say(line, measure.label, noun, f"{base}–{wave}", name)
    return Choice(scope, place, measure, base, wave, marked, name)


def _pick_marked(scope: Scope) -> tuple[list[str], str]:
    """Offer groups and gemeenten to mark: their areas and their name."""
    areas = opened(scope).by_code(scope)
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    known = groups(scope)
    chosen = url_state.pick(
        "uitgelicht",
        "Uitgelicht",
        ["", *known, *names],
        "",
        lambda k: "Niets" if not k else known[k].label if k in known else names[k],
        as_list=True,
    )
    if chosen in known:
        return list(known[chosen].codes), known[chosen].label
    if chosen:
        return list(areas.index[areas["gemeente_code"] == chosen]), names[chosen]
    return [], ""


def compute(scope: Scope, choice: Choice) -> Outcome:
    """Start, change and what is left of it beside areas that began about equally high."""
    data, base = opened(scope), choice.base
    everything = data.wide(scope.whole(), choice.measure.id)
    changes = everything[choice.wave] - everything[base]
    inside = inside_of(scope, choice.place)
    found = given_start.of_scope(scope.whole(), inside, choice.measure.id, base, changes)
    codes = data.by_code(scope).index
    start, change = everything[base].reindex(codes), changes.reindex(codes)
    classes, labels = start_classes(choice.measure, start[change.notna()])
    classes = pd.Series(classes, change.dropna().index).reindex(start.index, fill_value=0)
    return Outcome(
        start,
        change,
        classes.to_numpy(),
        found.values.reindex(codes),
        labels,
        given_start.beside(scope.whole(), inside, found, base),
        given_start.note(scope.whole(), inside, {choice.wave: found}, base),
    )


def residuals(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """List the areas that did better or worse than those that started about equally high."""
    st.header("Meer of minder dan past bij het startniveau")
    note(escape_markdown(outcome.note))
    note(_left_out(scope, choice, outcome))
    frame = _residual_table(scope, choice, outcome)
    if choice.marked:
        only = st.toggle(f"Alleen {choice.marked_name}", value=True, key="w_alleen")
        frame = frame[frame.index.isin(choice.marked)] if only else frame
        _tell_marked(scope, choice, outcome)
    frame = frame.sort_values(GIVEN_START, ascending=False).set_index("Gebied")
    decimals = {
        f"Start {choice.base}": choice.measure.decimals,
        "Verandering": choice.measure.change_decimals,
        GIVEN_START: choice.measure.change_decimals,
    }
    tables.show(
        frame,
        decimals,
        "Ontwikkeling gegeven het startniveau",
        tables.Fit(360),
        with_sign=("Verandering", GIVEN_START),
    )
    tables.download(
        frame.assign(**{COMPARED_WITH: outcome.beside}),
        f"wijkbeeld_gegeven_niveau_{choice.measure.id}",
        origin(scope, choice.measure, choice.measure.change_unit, f"{choice.base}–{choice.wave}"),
    )


def _left_out(scope: Scope, choice: Choice, outcome: Outcome) -> str:
    """Which areas have no residual, and why."""
    names = opened(scope).by_code(scope)["name"]
    missing = outcome.residual.isna()
    no_start = missing & outcome.start.isna()
    no_end = missing & ~no_start & outcome.change.isna()
    rest = missing & ~no_start & ~no_end
    is_few = outcome.residual.notna().sum() == 0
    why = {
        words.no_start(choice.base): no_start,
        words.no_end(choice.wave): no_end,
        words.TOO_FEW if is_few else words.TOO_FAR: rest,
    }
    return words.left_out(
        scope.level, len(missing), {k: list(names[where]) for k, where in why.items()}
    )


def _residual_table(scope: Scope, choice: Choice, outcome: Outcome) -> pd.DataFrame:
    """Areas with a residual: where they started, how they changed, and what is left."""
    areas = opened(scope).by_code(scope)
    frame = pd.DataFrame(
        {
            "Gebied": areas["name"],
            GIVEN_START: outcome.residual,
            "Verandering": outcome.change,
            f"Start {choice.base}": outcome.start,
            "Startklasse": [outcome.labels[k - 1] if k else "–" for k in outcome.classes],
            "Gemeente": areas["gemeente_naam"],
            "Code": areas.index,
        },
        index=areas.index,
    ).dropna(subset=[GIVEN_START])
    return inhabitants.with_marks(frame, scope, frame.index)


def _tell_marked(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Say how the marked areas did given their start."""
    residual = outcome.residual[outcome.residual.index.isin(choice.marked)].dropna()
    if len(residual) and not choice.measure.is_score:
        name = choice.marked_name
        say(figure_change.residual(name, scope.level, choice.measure, residual))
    elif len(residual):
        say(
            sentences.residual_sentence(
                choice.marked_name,
                scope.level,
                float(residual.mean()),
                float(residual.median()),
                int((residual > 0).sum()),
                len(residual),
            )
        )
