"""Leefbaarometer 3.0 files in every true form, and the accounting of rows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import samples
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import leefbaarometer
from wijkbeeld.sources.errors import SourceError


def read(tmp_path, text: str | bytes, name: str = "scores.csv"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return leefbaarometer.read(file)


def variants() -> dict[str, str]:
    plain = samples.scores()
    reordered = pd.read_csv(pd.io.common.StringIO(plain), dtype=str, keep_default_na=False)
    shuffled = reordered[[*reversed(list(reordered.columns))]].to_csv(index=False)
    extra = reordered.assign(extra="x")[["extra", *reordered.columns]].to_csv(index=False)
    head, rest = plain.split("\n", 1)
    return {
        "plain": plain,
        "quoted": samples.scores(quoted=True),
        "crlf": plain.replace("\n", "\r\n"),
        "bom": "\ufeff" + plain,
        "upper": head.upper() + "\n" + rest,
        "reordered": shuffled,
        "extra column in front": extra,
        "no last newline": plain.rstrip("\n"),
        "blank line at the end": plain + "\n",
    }


@pytest.mark.parametrize("name", list(variants()))
def test_true_forms_give_the_same_scores(tmp_path, name):
    reading = read(tmp_path, variants()[name])
    reference = read(tmp_path, samples.scores())
    assert reading.rows_read == 12 * 8
    assert reading.rows_refused == 0
    columns = ["code", "wave", "lbm", "afw", "fys", "won"]
    pd.testing.assert_frame_equal(
        reading.scores[columns].sort_values(["code", "wave"], ignore_index=True),
        reference.scores[columns].sort_values(["code", "wave"], ignore_index=True),
    )


@pytest.mark.parametrize(
    ("level", "expected"), [("gm", "gemeente"), ("wk", "wijk"), ("bu", "buurt")]
)
def test_levels(tmp_path, level, expected):
    reading = read(tmp_path, samples.scores(level=level))
    assert set(reading.scores["level"]) == {expected}
    assert set(reading.scores["edition"]) == {2022}


def test_pc4_and_grid(tmp_path):
    text = (
        samples.scores(level="wk")
        .replace("wk_code", "PC4")
        .replace("wk_naam,", "")
        .replace("WK0363", "10")
    )
    rows = [line.split(",") for line in text.splitlines() if '"' not in line]
    text = ("\n").join(
        ",".join([r[0], *r[2:]]) if n else ",".join(r) for n, r in enumerate(rows)
    ) + ("\n")
    reading = read(tmp_path, text)
    assert set(reading.scores["level"]) == {"pc4"}
    grid = read(tmp_path, text.replace("PC4", "grid_id"))
    assert set(grid.scores["level"]) == {"grid"}
    assert grid.rows_refused == 0


def test_later_editions_are_recognised(tmp_path):
    reading = read(tmp_path, samples.scores(waves=(*samples.WAVES_2022, 2024, 2026)))
    assert set(reading.scores["edition"]) == {2026}


def test_codes_with_letters(tmp_path):
    reading = read(tmp_path, samples.scores(areas=5).replace("WK03630", "WK0363F"))
    assert set(reading.scores["code"].str.slice(0, 7)) == {"WK0363F"}


def test_na_stays_missing(tmp_path):
    scores = read(tmp_path, samples.scores()).scores
    assert scores.loc[scores["wave"] == 2002, "won"].isna().all()
    assert scores.loc[scores["wave"] == 2014, "won"].notna().all()


def test_a_row_that_breaks_an_identity_is_refused_with_its_line(tmp_path):
    lines = samples.scores(areas=60).splitlines()
    cells = lines[20].split(",")
    cells[3] = "4.9"
    lines[20] = ",".join(cells)
    reading = read(tmp_path, "\n".join(lines) + "\n")
    assert [(r.line, r.rows) for r in reading.refusals] == [(21, 1)]
    assert "referentie" in reading.refusals[0].reason
    assert len(reading.scores) == 60 * 8 - 1


def test_dimensions_that_do_not_add_up_are_refused(tmp_path):
    lines = samples.scores(areas=60).splitlines()
    where = next(n for n, line in enumerate(lines) if ",2014," in line and '"' not in line)
    cells = lines[where].split(",")
    cells[5] = str(float(cells[5]) + 0.01)
    lines[where] = ",".join(cells)
    reading = read(tmp_path, "\n".join(lines) + "\n")
    assert reading.refusals[0].line == where + 1
    assert "dimensies" in reading.refusals[0].reason


def test_identical_doubles_are_counted_and_dropped(tmp_path):
    lines = samples.scores(areas=60).splitlines()
    reading = read(tmp_path, "\n".join([*lines, lines[5]]) + "\n")
    assert [(r.reason, r.line) for r in reading.refusals] == [("dubbele rij", len(lines) + 1)]
    assert len(reading.scores) == 60 * 8


def test_rows_are_never_lost_without_a_reason(tmp_path):
    lines = samples.scores(areas=90).splitlines()
    del lines[40]
    lines[30] = lines[30] + ",extra"
    lines[50] = lines[50].replace("WK0363", "XX0363")
    reading = read(tmp_path, "\n".join(lines) + "\n")
    assert reading.rows_read == len(lines) - 1
    assert len(reading.scores) + reading.rows_refused == reading.rows_read
    assert {r.line for r in reading.refusals} == {31, 51}


def test_version_2_is_refused_with_the_reason(tmp_path):
    for head in ("CODE,KL02,KL08,KL12", "GBD,RLBRMTR12,RLBWON12", "GBD,JAAR,RLBRMTR,RLBWON,RLBBEV"):
        with pytest.raises(SourceError, match=r"2\.0.*ander model"):
            read(tmp_path, head + "\n1011,1,2,3\n")


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.floats(-1, 1), st.sampled_from(["lbm", "afw", "won"])),
        max_size=4,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_disturbed_value_gets_through(tmp_path, disturbances):
    """Whatever is added to single values: what remains keeps both identities."""
    frame = pd.read_csv(pd.io.common.StringIO(samples.scores(areas=60)))
    for n, shift, column in disturbances:
        frame.loc[n * 37, column] = frame.loc[n * 37, column] + shift
    kept = read(tmp_path, frame.to_csv(index=False, na_rep="NA")).scores
    assert ((kept["lbm"] - kept["afw"] - REFERENCE).abs() <= 1e-6).all()
    whole = kept.dropna(subset=["won"])
    total = whole[["fys", "onv", "soc", "vrz", "won"]].sum(axis=1)
    assert ((total - whole["afw"]).abs() <= 1e-6).all()
