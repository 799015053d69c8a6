"""Half downloads and stray quotation marks: nothing half is stored, no row goes without a word."""

from __future__ import annotations

import gzip
import random

import pandas as pd
import pytest

from tests.support import samples
from wijkbeeld.catalog import catalog
from wijkbeeld.sources.kerncijfers.last_number import is_whole
from wijkbeeld.sources.own.grid import load_grid
from wijkbeeld.sources.recognise import Offer, read_all
from wijkbeeld.store.reading import Reading

COLUMNS = {
    "Aantal inwoners": "Bevolking/Aantal inwoners (aantal)",
    "Woningen": "Wonen/Woningvoorraad (aantal)",
    "Woz": "Wonen/Gemiddelde WOZ-waarde van woningen (x 1 000 euro)",
}


def statline(*, towns: int = 2, last: str = "\n") -> str:
    """A StatLine table of gemeenten, with two wijken of two buurten each."""
    head = "Wijken en buurten;Regioaanduiding/Codering (code);" + ";".join(COLUMNS.values())
    lines = [head]
    for town in range(towns):
        parts = [(f"GM{363 + town:04d}    ", 4000)]
        for wijk in range(2):
            parts.append((f"WK{363 + town:04d}{wijk:02d}  ", 2000))
            parts += [(f"BU{363 + town:04d}{wijk:02d}{b:02d}", 1000) for b in range(2)]
        lines += [f"Gebied {c};{c};{n:>8};{n // 2:>8};{164 + n // 1000}" for c, n in parts]
    return "\n".join(lines) + last


def offered(folder, content: str | bytes, name: str = "kerncijfers_2019.csv") -> Offer:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_all([file])


def numbers(reading: Reading) -> pd.Series:
    known = reading.figures[reading.figures["value"].notna()]
    return known.set_index(["code", "indicator"])["value"].astype(float)


@pytest.mark.parametrize("packed", [False, True])
def test_no_cut_of_a_statline_table_gives_a_number_that_was_not_in_it(tmp_path, packed):
    whole = statline().encode("utf-8")
    true = numbers(offered(tmp_path, whole).readings[0])
    assert len(true) == 3 * 14
    start = whole.index(b"\n") + 1
    for cut in sorted(random.Random(1).sample(range(start + 40, len(whole)), 90)):
        part = gzip.compress(whole[:cut]) if packed else whole[:cut]
        offer = offered(tmp_path, part, f"kerncijfers_2019.csv{'.gz' if packed else ''}")
        if offer.readings:
            got = numbers(offer.readings[0])
            assert (got == true.reindex(got.index)).all(), whole[cut - 20 : cut]
            assert offer.readings[0].notes, f"told nothing of what is missing after {cut}"
        else:
            assert "niet helemaal gedownload" in offer.errors[0].reason


def test_a_last_number_without_an_end_is_not_used_and_told(tmp_path):
    reading = offered(tmp_path, statline(last="")).readings[0]
    assert len(numbers(reading)) == 3 * 14 - 1
    assert ("BU03640101", "woz") not in numbers(reading).index
    assert any("kan afgebroken zijn" in n for n in reading.notes)
    for proof in ("\n", "\nBron: CBS\n", '\n"Bron: CBS"', "\n© CBS, 2020"):
        sure = offered(tmp_path, statline(last=proof)).readings[0]
        assert (len(numbers(sure)), sure.rows_read, sure.notes) == (42, 14, [])


DENSITY = "Stedelijkheid/Omgevingsadressendichtheid (per km²)"


@pytest.mark.parametrize(
    ("degree", "density", "is_used"),
    [
        ("2", "1543", True),
        ("1", "12589", True),
        ("4", "500", True),
        ("2", "154", False),  # 1543 without its last digit
        ("5", "432", False),  # so can 4 and 43 be
        (".", "1543", False),
        ("2", "", False),
    ],
)
def test_a_last_density_without_an_end_is_used_where_the_degree_proves_it(
    tmp_path, degree, density, is_used
):
    """Real StatLine files end so, with these two columns last."""
    head, *rows = statline(towns=1, last="").split("\n")
    head += f";Stedelijkheid/Mate van stedelijkheid (code);{DENSITY}"
    body = [f"{r};3;1400" for r in rows[:-1]] + [f"{rows[-1]};{degree};{density}"]
    reading = offered(tmp_path, "\n".join([head, *body])).readings[0]
    found = numbers(reading).xs("adressendichtheid", level="indicator")
    assert found.get("BU03630101") == (float(density) if is_used else None)
    assert len(found) == 6 + is_used
    assert any("kan afgebroken zijn" in n for n in reading.notes) == (not is_used)


def test_no_density_without_its_last_digits_passes_for_a_whole_one():
    names = ["Mate van stedelijkheid (code)", DENSITY]
    for degree, (lower, upper) in {1: (2500, 24_999), 2: (1500, 2500), 3: (1000, 1500)}.items():
        for density in (lower, lower + 7, upper):
            for digits in range(1, len(str(density)) + 1):
                row = pd.Series([str(degree), str(density)[:digits]], names)
                assert is_whole(row) == (digits == len(str(density)))


def test_a_table_that_ends_within_a_gemeente_says_so(tmp_path):
    lines = statline().split("\n")
    reading = offered(tmp_path, "\n".join(lines[:-3]) + "\n").readings[0]
    assert any(
        "eindigt midden in gemeente GM0364: 2 wijken" in n or "midden in wijk WK036401" in n
        for n in reading.notes
    ), reading.notes


@pytest.mark.parametrize("line", [0, 5, 13])
def test_a_quotation_mark_takes_no_rows_of_a_statline_table(tmp_path, line):
    lines = statline().split("\n")
    lines[line + 1] = '"' + lines[line + 1]
    offer = offered(tmp_path, "\n".join(lines))
    assert not offer.readings
    assert f"aanhalingsteken niet gesloten. (regel {line + 2})" in offer.errors[0].reason


def scores_cut(line_end: int, cut: int) -> bytes:
    """Scores up to and with a line, less some bytes."""
    lines = samples.scores(areas=40).encode("utf-8").splitlines(keepends=True)
    return b"".join(lines[:line_end])[: -cut or None]


@pytest.mark.parametrize("cut", [7, 9, 12])
def test_a_score_that_is_cut_off_is_never_stored(tmp_path, cut):
    content = scores_cut(9 * 8 + 1, cut)  # ends within the last number of an area's last wave
    reading = offered(tmp_path, content, "scores.csv").readings[0]
    refused = [(r.reason, r.line) for r in reading.refusals]
    assert refused == [("de laatste regel is afgebroken", 73)]
    assert len(reading.scores) == reading.rows_read - 1


def test_scores_that_end_within_an_area_say_so(tmp_path):
    reading = offered(tmp_path, scores_cut(30 * 8 - 3, 0), "scores.csv").readings[0]
    assert any("midden in gebied WK036329: 4 van de 8 metingen" in n for n in reading.notes)
    assert not offered(tmp_path, samples.scores(areas=40), "scores.csv").readings[0].notes


def test_scores_of_the_country_that_end_early_say_so(tmp_path):
    towns = sorted(g[2:] for c in catalog().corops for g in c.gemeenten)
    head, *_ = samples.scores(1).split("\n")
    rows = [samples.scores(1, town=t).split("\n", 1)[1] for t in towns]
    whole = head + "\n" + "".join(rows)
    assert not offered(tmp_path, whole, "scores.csv").readings[0].notes
    half = head + "\n" + "".join(rows[:200])
    notes = offered(tmp_path, half, "scores.csv").readings[0].notes
    assert any(f"eindigt bij gemeente GM{towns[199]}" in n for n in notes), notes


@pytest.mark.parametrize("packed", [False, True])
def test_a_quotation_mark_takes_only_its_own_row_of_scores(tmp_path, packed):
    lines = samples.scores(areas=40).split("\n")
    lines[9] = lines[9].replace(",", ',"', 1)
    content = "\n".join(lines).encode("utf-8")
    name = "scores.csv.gz" if packed else "scores.csv"
    reading = offered(tmp_path, gzip.compress(content) if packed else content, name).readings[0]
    refused = [(r.reason, r.line) for r in reading.refusals]
    assert refused == [("een aanhalingsteken wordt niet gesloten", 10)]
    assert reading.rows_read == 320
    assert len(reading.scores) == 319


def grid_of(folder, content: str):
    (folder / "eigen.csv").write_text(content, encoding="utf-8")
    return load_grid(folder / "eigen.csv")


@pytest.mark.parametrize("second", ['WK036308;i";68', 'WK036308;"i" plein;68', "WK036308;i;68"])
def test_a_quotation_mark_takes_no_rows_of_own_figures(tmp_path, second):
    rows = [f"WK03630{n};naam {n};{60 + n}" for n in range(10)]
    rows[3], rows[8] = 'WK036303;"t Zand;63', second
    grid = grid_of(tmp_path, "code;naam;tevreden\n" + "\n".join(rows) + "\n")
    assert [r[2] for r in grid.sheets[""][1:]] == [str(60 + n) for n in range(10)]
    assert grid.sheets[""][4][1] == '"t Zand'
    assert grid.notes[0].startswith("Regel 5: een aanhalingsteken wordt niet gesloten")


def test_cells_of_own_figures_may_go_on_over_lines(tmp_path):
    head = 'code;"naam\nvan de wijk";"tevreden\n2021"\n'
    rows = [f'WK03630{n};"deel ""a""\nen; deel b\n\nen c";{60 + n}' for n in range(3)]
    grid = grid_of(tmp_path, head + "\n".join(rows) + "\n")
    assert grid.sheets[""][0] == ["code", "naam van de wijk", "tevreden 2021"]
    assert grid.sheets[""][2] == ["WK036301", 'deel "a" en; deel b en c', "61"]
    assert grid.lines[""] == [1, 4, 8, 12]
    assert grid.notes == ()


def test_a_second_mark_of_the_byte_order_is_no_part_of_a_name(tmp_path):
    twice = "\ufeff\ufeff"
    assert offered(tmp_path, twice + statline()).readings
    assert offered(tmp_path, twice + samples.scores(areas=40), "scores.csv").readings
    assert grid_of(tmp_path, twice + "code;x\nWK036300;1\n").sheets[""][0] == ["code", "x"]
