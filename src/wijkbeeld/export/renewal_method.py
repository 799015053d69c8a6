"""The method file: how the numbers of the page Vernieuwing came about, for researchers."""

from __future__ import annotations

import math
from importlib.metadata import version

import pandas as pd

from wijkbeeld.analysis.estimators import ESTIMATORS
from wijkbeeld.analysis.ladder import Rung
from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.document import Block, Command, Document, Heading, Listing, Paragraph, Table
from wijkbeeld.export.renewal_sensitivity import sensitivity, specifications
from wijkbeeld.renewal.command_line import command_of
from wijkbeeld.renewal.inputs import features_of
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import DRAWS, Results
from wijkbeeld.renewal.small import small
from wijkbeeld.renewal.telling import place_of, sizes_of, told_of
from wijkbeeld.store.read import opened
from wijkbeeld.words import method_file as words
from wijkbeeld.words.batch import BESIDE
from wijkbeeld.words.comparison import (
    BACK,
    CONTROL,
    MATCH,
    WEIGHT,
    WITHIN,
    delay_label,
)
from wijkbeeld.words.conclusions import conclusions
from wijkbeeld.words.estimators import method_text, no_estimate_sentence
from wijkbeeld.words.ladder import NO_MARGIN, thin
from wijkbeeld.words.markdown import plain
from wijkbeeld.words.numbers import MISSING, number, signed
from wijkbeeld.words.renewal import estimate_sentence

_TWO = ("Wat", "Waarde")


def document(scope: Scope, question: Question, results: Results) -> Document:
    """Everything the method file says, as content."""
    fictional = opened(scope).manifest.fictional
    source = f"Bron: {question.measure.source}, editie {scope.classification}. Wijkbeeld "
    return Document(
        words.TITLE,
        source + version("wijkbeeld"),
        (
            *_question(scope, question),
            *_answer(question, results),
            *_data(scope, question, results),
            *_areas(question, results),
            *_ladder(question, results),
            *_page(question, results),
            *sensitivity(scope, results),
            Heading("Wat je hiermee wel en niet kunt zeggen"),
            Listing(tuple(map(plain, _conclusions(question, results)))),
            Heading("Beperkingen"),
            Listing(words.LIMITS),
            Heading("Methode"),
            Paragraph(plain(method_text(ESTIMATORS))),
            Heading("Literatuur"),
            Listing(words.REFERENCES),
            Heading("Zelf narekenen"),
            Paragraph(words.reproduce(question.set.id.startswith("register:"))),
            Command(command_of(question)),
            Heading("Bijlage: alle manieren van vergelijken"),
            specifications(results.every),
        ),
        fictional,
    )


def _question(scope: Scope, question: Question) -> list[Block]:
    first, last = (int(question.starts.dropna().agg(f)) for f in ("min", "max"))
    label = question.measure.label
    asked = words.asked(label, scope.level, question.set.name, first, last)
    return [Heading("De vraag"), Paragraph(asked)]


def _answer(question: Question, results: Results) -> list[Block]:
    """What the page opens with: the same words, from the same place."""
    told = told_of(question, results)
    return [
        Heading("Het antwoord"),
        Paragraph(told.answer),
        Heading("Dit mag je niet zeggen"),
        Listing(told.may_not),
        Heading("Dit mag je wel zeggen"),
        Listing(told.may),
    ]


def _data(scope: Scope, question: Question, results: Results) -> list[Block]:
    panel, manifest = results.main.panel, opened(scope).manifest
    fictional = " (fictief)" if manifest.fictional else ""
    rows = (
        ("Dataset", f"{manifest.dataset}{fictional}, versie {scope.version}"),
        ("Wijkbeeld", version("wijkbeeld")),
        ("Niveau en editie", f"{scope.level}, {scope.classification}"),
        ("Maat", f"{question.measure.label} ({question.measure.unit})"),
        ("Bron van de scores", question.measure.source),
        ("Metingen", ", ".join(map(str, panel.waves))),
    )
    return [Heading("Gegevens"), Table(_TWO, rows)]


def _areas(question: Question, results: Results) -> list[Block]:
    panel, few = results.main.panel, small(question)
    taking_part = set(panel.codes[panel.treated])
    counts = (
        ("Vernieuwd in de vergelijking", int(panel.treated.sum())),
        ("Niet in register", int((panel.start == NEVER).sum())),
        ("Begonnen voor de eerste meting en daarom weggelaten", len(panel.always)),
        ("Telt pas na de laatste meting en daarom weggelaten", len(panel.late)),
        ("Zonder gewicht weggelaten", len(panel.unweighted)),
        (words.ELSEWHERE, len(results.data.elsewhere)),
        (words.too_small(question.minimum), len(results.data.small)),
        (words.UNKNOWN_SIZE, len(few.unknown)),
    )
    rows = tuple(
        (
            str(code),
            str(row["naam"]),
            _year(question.starts[code]),
            "ja" if code in taking_part else "nee",
        )
        for code, row in question.set.rows.iterrows()
    )
    blocks: list[Block] = [
        Heading("Vernieuwde gebieden"),
        Paragraph(f"{question.set.name}. {question.set.note}"),
        Table(("Gebieden", "Aantal"), tuple((t, number(n)) for t, n in counts), frozenset({1})),
        *([Paragraph(sizes)] if (sizes := sizes_of(few)) else []),
        Table(("Code", "Naam", "Start", "Doet mee"), rows),
    ]
    if question.set.left_out:
        blocks.append(Listing(tuple(f"Niet gebruikt: {t}" for t in question.set.left_out)))
    return blocks


def _ladder(question: Question, results: Results) -> list[Block]:
    found = results.ladder
    layout = found.drawn.layout if found.drawn else None
    first = results.main.panel.waves[0]
    rows = tuple(_rung(r) for r in found.rungs)
    why = [(r, _why(r, first)) for r in found.rungs]
    why += [(r, thin(r, place_of(question))) for r in found.rungs]
    told = tuple(f"{BESIDE[r.beside].capitalize()}: {text}" for r, text in why if text)
    blocks: list[Block] = [
        Heading("Vijf vergelijkingen"),
        Paragraph(words.NOT_THE_EFFECT),
        Table(words.LADDER_COLUMNS, rows, frozenset(range(1, 9))),
        Paragraph(words.margin_means(layout, DRAWS)),
        Paragraph(words.DETECTABLE),
    ]
    if found.own is not None:
        own = found.own
        text = words.own_development(own.rose, own.fell, own.base, own.first, own.last_wave)
        blocks.append(Paragraph(text))
    return [*blocks, Listing(told)] if told else blocks


def _rung(rung: Rung) -> tuple[str, ...]:
    e, name = rung.estimate, BESIDE[rung.beside].capitalize()
    if e is None:
        return (name, *[MISSING] * 8, words.OUTSIDE[None])
    has_margin = rung.no_margin is None
    return (
        name,
        signed(e.value, 3),
        _end(e.low) if has_margin else MISSING,
        _end(e.high) if has_margin else MISSING,
        number(e.p, 3) if has_margin else MISSING,
        number(e.detectable, 3) if has_margin else MISSING,
        number(rung.placebos),
        number(e.n_treated),
        number(e.n_control),
        words.OUTSIDE[rung.is_outside],
    )


def _why(rung: Rung, first_wave: int) -> str:
    if rung.no_margin is not None:
        return NO_MARGIN[rung.no_margin]
    return no_estimate_sentence(rung.reason, first_wave)


def _page(question: Question, results: Results) -> list[Block]:
    """The comparison that the page shows: its choices and its estimates."""
    s, comparison = results.main.specification, results.main
    choices = (
        ("Vergelijken met", f"{MATCH[s.match]}; {CONTROL[s.control].lower()}"),
        ("Kenmerken", _features(question)),
        ("Gewicht", WEIGHT[s.weight]),
        ("Gebieden ernaast", "weggelaten" if s.without_neighbours else "doen mee"),
        ("Vernieuwing telt", delay_label(s.delay)),
        ("Startmeting", BACK[str(s.anticipation)]),
        ("Marge", f"{number(DRAWS)} lotingen, vaste startwaarde 1"),
        ("Uit", WITHIN["gemeente" if s.same_stratum else "alles"]),
    )
    blocks: list[Block] = [Heading("De vergelijking van de pagina"), Table(_TWO, choices)]
    if comparison.effect is None:
        reason = no_estimate_sentence(comparison.reason, comparison.panel.waves[0])
        return [*blocks, Paragraph(f"Niet te schatten. {reason}")]
    measure, overall = question.measure, comparison.effect.overall
    sentence = estimate_sentence(measure.label, overall, measure.id)
    columns = ("Metingen sinds de start", "Verschil", "Laag", "Hoog", "p")
    rows = tuple(
        (
            str(event_time),
            signed(r.att, 3),
            _end(r.low),
            _end(r.high),
            number(r.p, 3),
            number(r.n_treated),
            number(r.n_control),
        )
        for event_time, r in comparison.effect.dynamic.iterrows()
    )
    return [
        *blocks,
        Paragraph(plain(sentence)),
        Table((*columns, "n vernieuwd", "n vergelijking"), rows, frozenset(range(7))),
    ]


def _conclusions(question: Question, results: Results) -> list[str]:
    return conclusions(
        question.measure.label,
        results.main.effect,
        results.start,
        question.measure.id,
        results.structure_after,
        results.earlier,
    )


def _features(question: Question) -> str:
    """Characteristics that look-alikes can be chosen on, with their year."""
    measures = opened(question.scope).measures()
    found = [f"{measures[i].label} ({y})" for i, (y, _) in features_of(question).items()]
    return ", ".join(found) or "geen"


def _end(value: float) -> str:
    return signed(value, 3) if math.isfinite(value) else MISSING


def _year(value: float) -> str:
    return MISSING if pd.isna(value) else str(int(value))
