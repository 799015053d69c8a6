"""Tables as users have them: recognised, and accounted for row by row."""

from __future__ import annotations

import csv
import gzip
import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own import areas, crosswalk, guess, shape, values
from wijkbeeld.sources.own.areas import Ground, Way
from wijkbeeld.sources.own.figures import read_table
from wijkbeeld.sources.own.grid import Grid, load_grid
from wijkbeeld.sources.own.table import find_header, load_table, table_of

WIJKEN = [f"WK0363{n:02d}" for n in range(20)]
BUURTEN = [f"BU0363AA{n:02d}" for n in range(20)]
KNOWN = pd.DataFrame(
    [(2022, "gemeente", "GM0363", "Amsterdam", "GM0363", False)]
    + [(2022, "wijk", c, f"Wijk {n}", "GM0363", True) for n, c in enumerate(WIJKEN)]
    + [(2024, "buurt", c, f"Buurt {n}", "GM0363", True) for n, c in enumerate(BUURTEN)],
    columns=list(areas.KNOWN_COLUMNS),
)
GROUND = Ground(KNOWN)
ROWS = "".join(f"{c};2020;{6 + n / 10:.1f}\n".replace(".", ",") for n, c in enumerate(WIJKEN))


def read(table, ground=GROUND, known=KNOWN, year=None):
    """Guess what a table is and read it so."""
    found = areas.suggest(table, ground)
    form = shape.recognise(table, found.column)
    mapping = guess.mapping_of(table, found, form, year or shape.year_of(table) or 2020)
    return mapping, read_table(table, mapping, known)


def write(tmp_path, content, name="cijfers.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def whole_account(reading, table):
    """Every row is stored or refused, once."""
    refused = [r.line for r in reading.refusals if r.rows]
    assert len(refused) == len(set(refused)) == reading.rows_refused
    assert set(refused) <= set(table.cells.index)
    assert reading.rows_read == len(table.cells)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("wijk;jaar;cijfer\n" + ROWS, "utf-8"),
        ("\ufeffwijk;jaar;cijfer\r\n" + ROWS.replace("\n", "\r\n"), "with a mark, CRLF"),
        ("sep=;\r\nwijk;jaar;cijfer\r\n" + ROWS, "Excel's sep line"),
        (("wijk;jaar;cijfer é\n" + ROWS).encode("cp1252"), "Windows-1252"),
        (("wijk\tjaar\tcijfer\n" + ROWS.replace(";", "\t")).encode("utf-16"), "UTF-16"),
        ("wijk,jaar,cijfer\n" + ROWS.replace(",", ".").replace(";", ","), "comma and point"),
        ("wijk|jaar|cijfer\n" + ROWS.replace(";", "|"), "bars"),
        ("Onderzoek 2020;;\n;;\nBron: O&S;;\nwijk;jaar;cijfer\n" + ROWS, "title above"),
        ("wijk;jaar;cijfer;;\n" + ROWS.replace("\n", ";;\n") + ";;;;\n;;;;\n", "empty cells"),
        ("wijk;jaar;cijfer\n\n" + ROWS + "\n\n", "empty lines"),
        ('"wijk";"jaar";"cijfer"\n' + ROWS, "quoted header"),
        (
            "jaar;cijfer;wijk\n"
            + "".join(";".join([*r.split(";")[1:], r.split(";")[0]]) + "\n" for r in ROWS.split()),
            "another order",
        ),
        (gzip.compress(("wijk;jaar;cijfer\n" + ROWS).encode()), "gzip"),
        ("wijk;jaar;cijfer\n" + ROWS.lower(), "codes in lower case"),
        ("wijk;jaar;cijfer\n" + ROWS.replace(";2020", " De Buurt;2020"), "name behind the code"),
        ("wijk;jaar;cijfer\n" + ROWS.replace("2020", "2020-01-01"), "a date for the year"),
        ("wijk;jaar;cijfer\n" + ROWS.replace("2020", "1-1-2020"), "a Dutch date for the year"),
        ("wijk;periode;cijfer\n" + ROWS.replace("2020", "2020JJ00"), "a period of CBS"),
        ("wijk;naam, soort;jaar;cijfer\n" + ROWS.replace(";2020", ";a, b;2020"), "commas in names"),
    ],
    ids=lambda v: v if isinstance(v, str) and len(v) < 40 else "",
)
def test_the_same_figures_however_they_are_saved(tmp_path, content, name):
    table = load_table(write(tmp_path, content, "x.csv.gz" if name == "gzip" else "x.csv"))
    mapping, reading = read(table)
    figures = reading.figures.sort_values("code")
    assert figures["code"].tolist() == WIJKEN, name
    assert (
        figures["value"].tolist()
        == [6 + n / 10 for n in range(20)]
        == pytest.approx(figures["value"].tolist())
    )
    assert set(figures["year"]) == {2020}
    assert set(figures["indeling"]) == {2022}
    assert reading.rows_refused == 0
    assert mapping.vorm == "breed"
    whole_account(reading, table)


def test_years_as_columns_and_rows_of_figures_say_the_same(tmp_path):
    years = (2018, 2020, 2022)
    wide = (
        "wijk;"
        + ";".join(map(str, years))
        + "\n"
        + "".join(f"{c};{n};{n + 100};{n + 200}\n" for n, c in enumerate(WIJKEN))
    )
    long = "jaar;gebied;variabele;waarde\n" + "".join(
        f"{y};{c};Woningen;{n + 100 * k}\n"
        for k, y in enumerate(years)
        for n, c in enumerate(WIJKEN)
    )
    first, a = read(load_table(write(tmp_path, wide, "Woningen 2018-2022.csv")))
    second, b = read(load_table(write(tmp_path, long, "b.csv")))
    assert (first.vorm, second.vorm) == ("jaren", "lang")
    key = ["code", "year"]
    one, other = (r.figures.sort_values(key)[[*key, "indicator", "value"]] for r in (a, b))
    pd.testing.assert_frame_equal(
        one.reset_index(drop=True), other.reset_index(drop=True), check_dtype=False
    )
    assert len(one) == 60


def test_measures_with_their_year_in_the_name(tmp_path):
    table = "code;tevreden 2019 (%);tevreden 2021 (%);overlast 2021\nWK036300;71,5;72;4\n"
    mapping, reading = read(load_table(write(tmp_path, table)))
    assert mapping.vorm == "jaren"
    assert reading.figures[["year", "value"]].to_numpy().tolist() == [
        [2019, 71.5],
        [2021, 72.0],
        [2021, 4.0],
    ]
    assert [m.richting for m in mapping.kolommen.values()] == ["hoger is beter", "lager is beter"]


def test_titles_totals_and_footnotes_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "blad"
    for row in (
        ["Woningvoorraad naar eigendom, 1 januari 2013"],
        [],
        ["buurt", "koop", "huur"],
        [],
        *[[f"{c} Naam", 10 + n, "-" if n == 3 else 5] for n, c in enumerate(BUURTEN)],
        ["totaal Amsterdam", 390, 95],
        [],
        [None, None, "bron: O+S"],
    ):
        sheet.append(row)
    book.save(tmp_path / "boek.xlsx")
    table = load_table(tmp_path / "boek.xlsx")
    mapping, reading = read(table)
    assert (table.header, mapping.jaar) == (3, 2013)
    assert len(reading.figures) == 40
    assert reading.figures["status"].value_counts().to_dict() == {"cijfer": 39, "nihil": 1}
    assert {m.eenheid for m in mapping.kolommen.values()} == {"woningen"}
    assert [r.reason for r in reading.refusals] == [
        "geen CBS-gebiedscode",
        "regel onder de tabel",
    ]
    whole_account(reading, table)


def test_codes_that_lost_their_letters_and_zeros(tmp_path):
    table = "gemeentecode;inwoners\n363;100\n0363.0;100\n9999;5\n"
    mapping, reading = read(load_table(write(tmp_path, table)))
    assert mapping.niveau == "gemeente"
    assert reading.figures["code"].tolist() == ["GM0363"]
    assert [(r.line, r.rows) for r in reading.refusals] == [(4, 1), (3, 1)]


def test_names_and_the_row_of_the_whole_town(tmp_path):
    table = "stadsdeel,2001,2015\nAmsterdam,6.9,7.5\nWijk 1,7.7,8.1\nWestpoort,null,null\n"
    mapping, reading = read(load_table(write(tmp_path, table, "buurttevredenheid.csv")))
    assert mapping.omzettabel == {"Amsterdam": ["GM0363"], "Wijk 1": ["WK036301"]}
    assert reading.figures["value"].tolist() == [6.9, 7.7, 7.5, 8.1]
    assert [(r.line, r.example) for r in reading.refusals] == [(4, "Westpoort")]


def test_short_codes_of_the_town_in_the_file_name(tmp_path):
    table = "buurtcode;cijfer\n" + "".join(f"{c[6:]};7\n" for c in BUURTEN)
    _, reading = read(load_table(write(tmp_path, table, "Amsterdam 2024.csv")))
    assert reading.figures["code"].tolist() == BUURTEN


@pytest.mark.parametrize(
    ("own", "cell"),
    [
        ("1-2", "1-feb"),
        ("01-02", "1-feb"),
        ("3-50", "mrt-50"),
        ("1-2", "2024-02-01"),
        ("1E03", "1,00E+03"),
        ("12E5", "1,20E+06"),
        ("05", "5"),
    ],
)
def test_codes_that_excel_changed_are_found_in_the_crosswalk(own, cell):
    walk, _ = crosswalk.pasted(f"{own};WK036300\nxx;WK036301")
    assert crosswalk.best_pairs([cell], [walk], set()) == {cell: ["WK036300"]}


def test_a_changed_code_that_can_be_two_is_none():
    walk, _ = crosswalk.pasted("1-2;WK036300\n01-02;WK036301")
    assert crosswalk.best_pairs(["1-feb"], [walk], set()) == {}


@pytest.mark.parametrize(
    "lines", ["A00\tWK036300", "A00;WK036300", "A00, WK036300", "A00 wk036300"]
)
def test_pasted_lines_need_no_header(lines):
    walk, refusals = crosswalk.pasted(lines + "\nB00;niets\n")
    assert crosswalk.best_pairs(["A00 Zeedijk"], [walk], set()) == {"A00 Zeedijk": ["WK036300"]}
    assert [r.reason for r in refusals] == ["geen CBS-code"]


def test_a_figure_of_a_larger_area_is_of_none_of_its_parts_unless_asked():
    rows = [["stadsdeel", "cbs"], *[["Centrum", c] for c in WIJKEN[:3]]]
    walk, _ = crosswalk.crosswalk_of(table_of(Grid("w", {"": rows}, {"": [1, 2, 3, 4]})), "w")
    own = [["stadsdeel", "2015"], ["Centrum", "7,1"]]
    table = table_of(Grid("cijfer.csv", {"": own}, {"": [1, 2]}))
    mapping, reading = read(table, Ground(KNOWN, (walk,)))
    assert reading.figures.empty
    assert "hoort bij 3 CBS-gebieden" in reading.refusals[0].reason
    spread = read_table(table, mapping.model_copy(update={"verdelen": True}), KNOWN)
    assert spread.figures["code"].tolist() == WIJKEN[:3]
    assert "groter gebied" in spread.indicators[0].label
    counts = {k: m.model_copy(update={"soort": "aantal"}) for k, m in mapping.kolommen.items()}
    never = mapping.model_copy(update={"verdelen": True, "kolommen": counts})
    assert read_table(table, never, KNOWN).figures.empty


def test_a_crosswalk_of_years_is_completed_by_one_that_has_cbs_codes():
    base, _ = crosswalk.pasted("\n".join(f"E{n:02d};{c}" for n, c in enumerate(WIJKEN)))
    rows = [["2005", "2015", "naam"], *[[f"C{n:02d}", f"E{n:02d}", f"N {n}"] for n in range(20)]]
    rows[0] = ["brtk2005", "brtk2015", "naam"]
    table = crosswalk.chained(table_of(Grid("o", {"": rows}, {"": list(range(1, 22))})), [base])
    walk, refusals = crosswalk.crosswalk_of(table, "overgang")
    assert refusals == []
    assert crosswalk.best_pairs(["C07 Oud"], [walk], set()) == {"C07 Oud": [WIJKEN[7]]}


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        ("7,1", 7.1, "cijfer"),
        ("€ 1.234,50", 1234.5, "cijfer"),
        ("71 %", 71, "cijfer"),
        ("1 234,5", 1234.5, "cijfer"),
        ("−3,0", -3, "cijfer"),
        ("7,1*", 7.1, "voorlopig"),
        ("null", None, "ontbreekt"),
        ("Geen data", None, "ontbreekt"),
        ("", None, "ontbreekt"),
        ("n.v.t.", None, "ontbreekt"),
        ("x", None, "geheim"),
        ("-", None, "nihil"),
        ("7-mei", None, "onleesbaar"),
        ("#DEEL/0!", None, "onleesbaar"),
        ("veel", None, "onleesbaar"),
        ("-99997", None, "ontbreekt"),
        ("1e999", None, "onleesbaar"),
    ],
)
def test_cells_as_users_have_them(cell, value, status):
    numbers, statuses = values.parse(pd.Series([cell, "1,5"]), whole=False)
    assert statuses[0] == status
    assert numbers[0] == value if value is not None else pd.isna(numbers[0])


def test_an_unreadable_cell_is_told_by_line_and_counts_no_row(tmp_path):
    table = load_table(write(tmp_path, "wijk;jaar;a;b\nWK036300;2020;7-mei;1\nWK036301;2020;6;2\n"))
    _, reading = read(table)
    assert [(r.line, r.rows) for r in reading.refusals] == [(2, 0)]
    assert "Excel heeft het getal veranderd" in reading.refusals[0].reason
    assert reading.figures["value"].notna().sum() == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "leeg"),
        (b"  \n", "leeg"),
        (b"<html>x</html>", "webpagina"),
        (b"\x89PNG\x00\x00", "binaire"),
        (b"een\ntwee\n", "geen tabel"),
        (b"\x1f\x8bkapot", "niet te lezen"),
        (b"\xff\xfex", "niet te lezen"),
    ],
)
def test_what_is_no_table_says_so(tmp_path, content, message):
    with pytest.raises(SourceError, match=message):
        load_table(write(tmp_path, content))


def test_a_table_with_only_a_header_has_no_rows(tmp_path):
    table = load_table(write(tmp_path, "wijk;jaar;cijfer\n"))
    assert table.cells.empty


cell_text = st.one_of(
    st.sampled_from(
        [
            *WIJKEN,
            "GM0363",
            "BU03630000",
            "Amsterdam",
            "2020",
            "7,1",
            "-",
            "x",
            "null",
            "1-feb",
            "totaal",
            "cijfer",
            "wijk",
            "n",
            "marge",
            "1.234",
            "12%",
            "",
        ]
    ),
    st.text(max_size=8),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(cell_text, min_size=1, max_size=6), min_size=1, max_size=12))
def test_no_table_ends_in_anything_but_an_account_or_a_message(rows):
    grid = Grid("t.csv", {"": rows}, {"": list(range(1, len(rows) + 1))})
    try:
        table = table_of(grid)
        _, reading = read(table, known=KNOWN)
    except SourceError:
        return
    whole_account(reading, table)
    crosswalk.is_crosswalk(table)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_bytes_end_in_anything_but_a_grid_or_a_message(tmp_path, content):
    try:
        grid = load_grid(write(tmp_path, content, "b.csv"))
    except SourceError:
        return
    assert all(len(grid.sheets[s]) == len(grid.lines[s]) for s in grid.sheets)


area = st.sampled_from([*WIJKEN, "WK059900", "onzin", ""])
figure = st.one_of(
    st.integers(0, 999).map(str), st.sampled_from(["", "null", "-", "veel", "7-mei"])
)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(area, st.sampled_from(["2020", "2022", "x"]), figure, figure), min_size=1)
)
def test_rows_read_are_rows_stored_and_rows_refused(rows):
    lines = list(range(1, len(rows) + 2))
    grid = Grid("t", {"": [["wijk", "jaar", "a", "b"], *map(list, rows)]}, {"": lines})
    table = table_of(grid)
    means = {c: {"indicator": c, "label": c, "eenheid": "x", "decimalen": 0} for c in "ab"}
    mapping = guess.Mapping.model_validate(
        {"code": "wijk", "jaarkolom": "jaar", "indeling": 2022, "kolommen": means}
    )
    reading = read_table(table, mapping, KNOWN)
    whole_account(reading, table)
    refused = {r.line for r in reading.refusals if r.rows}
    stored = table.cells[~table.cells.index.isin(refused)]
    assert set(stored["wijk"]) == set(reading.figures["code"])
    assert len(stored) == reading.rows_read - reading.rows_refused
    pairs = set(zip(stored["wijk"], stored["jaar"].astype(int), strict=True))
    assert pairs == set(zip(reading.figures["code"], reading.figures["year"], strict=True))


def _is_several_rows(record, sep, separators):
    parts = record.split("\n")
    return len(parts) > 1 and all(p.count(sep) >= separators for p in parts)


@given(
    st.lists(
        st.lists(st.text(alphabet="abc\"; ,\t|'\n", max_size=6), min_size=2, max_size=4),
        min_size=2,
        max_size=5,
    ),
    st.sampled_from(";,\t|"),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_csv_gives_its_cells_back(tmp_path, rows, sep):
    width = max(map(len, rows))
    rows = [[c.strip() or "q" for c in r] + ["q"] * (width - len(r)) for r in rows]
    records = []
    for row in rows:
        out = io.StringIO()
        csv.writer(out, delimiter=sep).writerow(row)
        records.append(out.getvalue().removesuffix("\r\n"))
    # A cell over lines that are whole rows each is read as rows with a stray quotation mark.
    assume(not any(_is_several_rows(r, sep, width - 1) for r in records))
    grid = load_grid(write(tmp_path, "\r\n".join([f"sep={sep}", *records, ""])))
    assert grid.sheets[""] == [[" ".join(c.split()) for c in r] for r in rows]


@given(st.integers(0, 6), st.integers(2, 6))
def test_the_header_is_found_under_titles(titles, width):
    rows = [["Titel", *[""] * (width - 1)]] * titles
    rows += [[f"kolom {chr(97 + n)}" for n in range(width)]] + [
        ["WK036300", *["1"] * (width - 1)]
    ] * 3
    assert find_header(rows) == titles


def test_bare_numbers_are_no_areas_when_their_column_is_called_otherwise(tmp_path):
    table = load_table(
        write(tmp_path, "naam;aantal\nWijk 1;363\nWijk 2;0363\n", "Amsterdam 2020.csv")
    )
    found = areas.suggest(table, GROUND)
    assert (found.column, found.way) == ("naam", Way.NAME)
