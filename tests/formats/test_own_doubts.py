"""What a table leaves open is asked or told, never silently taken."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from tests.formats.test_own_tables import GROUND, KNOWN, WIJKEN, read, write
from wijkbeeld.sources.own import areas, crosswalk, guess, shape
from wijkbeeld.sources.own.areas import Ground
from wijkbeeld.sources.own.figures import read_table
from wijkbeeld.sources.own.grid import load_grid
from wijkbeeld.sources.own.measures import measure
from wijkbeeld.sources.own.naming import named, unnamed
from wijkbeeld.sources.own.questions import answered, doubts_of, open_questions
from wijkbeeld.sources.own.rows import FOOTNOTE, OWN_CODE
from wijkbeeld.sources.own.table import load_table, table_of


def column(name, cells):
    return f"code;{name}\n" + "".join(f"{c};{v}\n" for c, v in zip(WIJKEN, cells, strict=False))


def book(tmp_path, rows, change=lambda made, sheet: None):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    change(made, made.active)
    made.save(tmp_path / "boek.xlsx")
    return load_table(tmp_path / "boek.xlsx")


def asked(table, answer=""):
    """Open questions, and the figures once they have the answer (the first option without one)."""
    found = areas.suggest(table, GROUND)
    form = shape.recognise(table, found.column)
    mapping = guess.mapping_of(table, found, form, 2020)
    questions = open_questions(doubts_of(table, form), mapping.kolommen)
    answers = {q: q.default or answer or next(iter(q.options)) for q in questions}
    made = answered(mapping, table, form, answers)
    return questions, read_table(table, made, KNOWN).figures["value"].tolist()


def test_a_percent_format_of_excel_is_a_percentage(tmp_path):
    def as_percent(made, sheet):
        for cell in sheet["B"][1:]:
            cell.number_format = "0.0%"

    rows = [["code", "Tevreden"], *[[c, 0.6 + n / 1000] for n, c in enumerate(WIJKEN)]]
    table = book(tmp_path, [[], [], *rows], as_percent)
    mapping, reading = read(table)
    assert table.cells["Tevreden"].iloc[0] == "60,0%"
    assert reading.figures["value"].tolist() == pytest.approx([60 + n / 10 for n in range(20)])
    assert mapping.kolommen["Tevreden"].eenheid == "%"
    assert table.header == 3


@pytest.mark.parametrize(
    ("cells", "readings", "values"),
    [
        (["45%", "0,48", "50%"], {"fractie": "48%", "procent": "0,48%"}, [45, 48, 50]),
        (["0.45", "0.5", "1"], {"fractie": "45%", "procent": "0.45%"}, [45, 50, 100]),
    ],
)
def test_a_fraction_among_percentages_is_asked(tmp_path, cells, readings, values):
    table = load_table(write(tmp_path, column("tevreden (%)", cells)))
    (question,), figures = asked(table, "fractie")
    assert question.options == readings
    assert question.default is None
    assert figures == values
    assert asked(table, "procent")[1][-1] in (50, 1)


def test_a_number_with_three_digits_behind_a_sign_is_asked(tmp_path):
    table = load_table(write(tmp_path, column("cohesie score", ["6.234", "7.345"])))
    (question,), figures = asked(table, "engels")
    assert "6.234" in question.text
    assert set(question.options) == {"nederlands", "engels"}
    assert figures == [6.234, 7.345]
    assert asked(table, "nederlands")[1] == [6234, 7345]


@pytest.mark.parametrize(
    ("name", "cells", "values"),
    [
        ("inwoners", ["1,234", "12,345", "987"], [1234, 12345, 987]),
        ("v", ["1,234", "1,234.5"], [1234, 1234.5]),
        ("v", ["1,234,567", "12"], [1234567, 12]),
        ("v", ["6.234", "7.5"], [6.234, 7.5]),
        ("v", ["1.234", "1.234,5"], [1234, 1234.5]),
        ("v", ["0,234", "1,234"], [0.234, 1.234]),
    ],
)
def test_evidence_in_the_file_settles_the_notation(tmp_path, name, cells, values):
    questions, figures = asked(load_table(write(tmp_path, column(name, cells))))
    assert figures == values
    assert all(q.default for q in questions)


def test_another_column_settles_the_notation_unless_it_contradicts_a_count(tmp_path):
    rows = "code\tv\tw\nWK036300\t6.234\t1.5\nWK036301\t7.345\t2.5\n"
    (question,), figures = asked(load_table(write(tmp_path, rows)))
    assert (question.default, figures) == ("engels", [6.234, 7.345, 1.5, 2.5])
    rows = rows.replace("v", "inwoners")
    assert asked(load_table(write(tmp_path, rows)))[0][0].default is None


def test_numbers_of_excel_leave_no_doubt(tmp_path):
    table = book(tmp_path, [["code", "score"], [WIJKEN[0], 6.234], [WIJKEN[1], 7.345]])
    assert asked(table) == ([], [6.234, 7.345])


def test_a_visible_sheet_goes_before_a_hidden_one(tmp_path):
    def hide(made, sheet):
        sheet.title, sheet.sheet_state = "oud", "hidden"
        other = made.create_sheet("nieuw")
        other.append(["code", "tevreden"])
        other.append([WIJKEN[0], 80])
        made.active = 1

    table = book(tmp_path, [["code", "tevreden"], [WIJKEN[0], 10]], hide)
    grid = load_grid(tmp_path / "boek.xlsx")
    assert table.sheet == "nieuw"
    assert [grid.is_hidden(s) for s in grid.sheets] == [True, False]
    assert table_of(grid, "oud").cells["tevreden"].tolist() == ["10"]


def test_formulas_without_a_result_are_told_by_column(tmp_path):
    rows = [["code", "a", "b"], *[[c, n, f"=B{n + 2}*2"] for n, c in enumerate(WIJKEN)]]
    (warning,) = book(tmp_path, rows).warnings
    assert "Kolom 'b' bevat formules zonder uitkomst (20 cellen)" in warning
    assert "bewaar het bestand in Excel" in warning


@pytest.mark.parametrize("name", ["inwoners", "aantal woningen", "huishoudens totaal"])
def test_counts_that_look_like_years_are_figures(tmp_path, name):
    table = load_table(write(tmp_path, column(name, range(1995, 2005))))
    form = shape.recognise(table, "code")
    assert (form.year_column, form.columns) == ("", (name,))
    assert shape.may_be_years(table, form) == ""


def test_numbers_that_may_be_years_are_asked(tmp_path):
    table = load_table(write(tmp_path, column("w", range(1995, 2005))))
    form = shape.recognise(table, "code")
    assert (form.year_column, shape.may_be_years(table, form)) == ("", "w")


@pytest.mark.parametrize("minus", ["-", "−", "–", "—"])
def test_any_dash_before_a_number_is_a_minus(tmp_path, minus):
    cells = [f"{minus}45", f"{minus}46,5", f"{minus} 3", "5", "2"]
    table = load_table(write(tmp_path, column("saldo (punten)", cells).replace("- 3", "-3")))
    assert not crosswalk.is_crosswalk(table)
    _, reading = read(table)
    assert reading.figures["value"].tolist() == [-45, -46.5, -3, 5, 2]


@pytest.mark.parametrize(
    "header",
    [
        [["code", "Tevreden", None, "Veilig", None], [None, 2020, 2021, 2020, 2021]],
        [[None, 2020, None, 2021, None], ["code", "Tevreden", "Veilig", "Tevreden", "Veilig"]],
    ],
    ids=["years below", "years above"],
)
def test_two_rows_of_names_are_measure_and_year(tmp_path, header):
    table = book(tmp_path, [*header, *[[c, 60, 61, 70, 71] for c in WIJKEN]])
    mapping, reading = read(table)
    assert mapping.vorm == "jaren"
    assert list(mapping.kolommen) == ["Tevreden", "Veilig"]
    assert len(reading.figures) == 80
    assert set(reading.figures["year"]) == {2020, 2021}
    assert "samen de kolomnamen" in " ".join(reading.notes)


def test_one_row_of_names_stays_one(tmp_path):
    table = load_table(write(tmp_path, "code;2019;2020\nWK036300;x;x\nWK036301;5;6\n"))
    assert list(table.cells) == ["code", "2019", "2020"]
    assert len(table.cells) == 2


@pytest.mark.parametrize(
    ("content", "years"),
    [
        ("code;periode;tevreden\nWK036300;2019-2020;60\n", [2020, 2019]),
        ("code;veilig 2019/2020\nWK036300;60\n", [2020, 2019]),
    ],
)
def test_a_period_asks_for_its_year(tmp_path, content, years):
    table = load_table(write(tmp_path, content))
    found = areas.suggest(table, GROUND)
    form = shape.recognise(table, found.column)
    mapping = guess.mapping_of(table, found, form, None)
    (question,) = open_questions(doubts_of(table, form), mapping.kolommen)
    assert question.default == "laatste"
    for answer, year in zip(question.options, years, strict=True):
        made = answered(mapping, table, form, {question: answer})
        assert read_table(table, made, KNOWN).figures["year"].tolist() == [year]


@pytest.mark.parametrize(
    "name", ["tevreden t.o.v. 2019", "woningen gebouwd na 2000", "index (2015=100)"]
)
def test_a_year_to_set_against_is_not_the_year_of_the_figures(tmp_path, name):
    table = load_table(write(tmp_path, column(name, [4, 5])))
    form = shape.recognise(table, "code")
    assert (form.shape, form.columns) == ("breed", (name,))


def test_a_year_in_some_names_is_asked(tmp_path):
    table = load_table(write(tmp_path, "code;tevreden 2019;overlast\nWK036300;6;7\n"))
    form = shape.recognise(table, "code")
    assert shape.half_named(table, form) == ("tevreden 2019", "overlast")
    years = shape.as_shape(table, "code", "jaren")
    assert shape.left_out(table, "code", years) == ["overlast"]


def test_merged_codes_hold_for_every_row_and_merged_figures_do_not(tmp_path):
    rows = [[WIJKEN[n // 2] if n % 2 == 0 else None, 2020 + n % 2, 60 + n] for n in range(8)]

    def merge(made, sheet):
        for row in range(2, 10, 2):
            sheet.merge_cells(f"A{row}:A{row + 1}")
        sheet.merge_cells("C2:C3")

    table = book(tmp_path, [["code", "jaar", "tevreden"], *rows], merge)
    _, reading = read(table)
    assert reading.figures["value"].notna().sum() == 7
    assert reading.figures["code"].nunique() == 4
    assert "Kolom 'code' heeft samengevoegde cellen" in table.warnings[0]
    assert "telt alleen voor de eerste rij" in table.warnings[1]


@pytest.mark.parametrize(
    ("name", "cells", "unit"),
    [
        ("oppervlakteLandHa", ["12", "300"], "ha"),
        ("oppervlakteLandKm2", ["1,2", "3,4"], "km²"),
        ("oppervlakte", ["12", "300"], ""),
        ("afstandHuisarts", ["0,5", "0,8"], "km"),
        ("scholenBinnen3km", ["3,5", "12,1"], "scholen"),
        ("koopwoningen", ["45", "60"], "%"),
        ("koopwoningen", ["450", "60"], "woningen"),
        ("huur", ["45", "60"], ""),
        ("wozWaarde", ["243", "180"], "× 1.000 euro"),
        ("inkomenPerInwoner", ["23,4", "38,2"], "× 1.000 euro per jaar"),
        ("inwoners", ["45", "60"], "inwoners"),
        ("aantal misdrijven", ["4", "6"], "aantal"),
        ("iets", ["4", "6"], ""),
        ("iets", ["4,5", "6"], ""),
    ],
)
def test_a_unit_is_known_or_left_open(name, cells, unit):
    assert measure(name, pd.Series(cells, dtype="str"), "Eigen cijfer").eenheid == unit


def test_rows_below_the_table_are_no_refusals_of_areas(tmp_path):
    rows = [["code", "tevreden 2020"], *[[c, 6] for c in WIJKEN], ["WK051899", 7], []]
    rows += [["x = te weinig respondenten", None], ["Bron: enquête", None]]
    table = book(tmp_path, rows)
    _, reading = read(table)
    assert [(r.reason, r.example) for r in reading.refusals] == [
        ("staat niet op de geladen kaart van 2022", "WK051899"),
        (FOOTNOTE, "x = te weinig respondenten"),
        (FOOTNOTE, "Bron: enquête"),
    ]


def test_a_code_of_another_year_and_an_own_code_are_told_apart(tmp_path):
    other = pd.DataFrame(
        [(2019, "wijk", "WK036399", "Oud", "GM0363", False)], columns=KNOWN.columns
    )
    known = pd.concat([KNOWN, other])
    rows = column("tevreden 2020", range(4, 24)) + "WK036399;5\nA00a;6\n"
    _, reading = read(load_table(write(tmp_path, rows)), Ground(known), known)
    assert [r.reason for r in reading.refusals] == [
        "staat niet op de geladen kaart van 2022; wel op die van 2019",
        OWN_CODE,
    ]


def test_names_given_afterwards_make_the_same_reading(tmp_path):
    rows = "wijk;jaar;tevreden %;n;marge\nWK036300;2020;71,5;100;3\nWK036301;2020;60;90;4\n"
    table = load_table(write(tmp_path, rows))
    mapping, whole = read(table)
    later = named(read_table(table, unnamed(mapping), KNOWN), mapping)
    pd.testing.assert_frame_equal(whole.figures, later.figures)
    assert (whole.indicators, whole.label, whole.figures_from) == (
        later.indicators,
        later.label,
        later.figures_from,
    )
    assert len(later.indicators) == 3
