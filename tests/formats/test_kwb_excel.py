"""Kerncijfers that someone opened and saved in Excel: read as they were, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wijkbeeld.sources.recognise import read_all

CODES = ("GM0363", "WK036300", "BU03630000", "BU03630001")
COLUMNS = {"a_inw": "inwoners", "g_woz": "woz", "p_koopw": "koop", "g_ele": "elektriciteit"}
HEAD = ("gwb_code_10", "regio", "recs")
COUNTS = st.lists(st.none() | st.integers(0, 2_400_000), min_size=4, max_size=4)
SHARES = st.lists(st.none() | st.integers(0, 1000).map(lambda n: n / 10), min_size=4, max_size=4)

LOOKS = st.fixed_dictionaries(
    {
        "sep": st.sampled_from(";,\t"),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
        "thousands": st.booleans(),
        "comma": st.booleans(),
        "missing": st.sampled_from([".", "       .", "x", "-"]),
        "pad": st.sampled_from(["", "  ", "\u00a0"]),
        "end": st.sampled_from(["\n", "\r\n"]),
        "empty_lines": st.booleans(),
        "upper": st.booleans(),
    }
)


def written(number: float | None, look: dict, *, decimals: int) -> str:
    if number is None:
        return look["missing"]
    text = f"{number:,.{decimals}f}" if look["thousands"] else f"{number:.{decimals}f}"
    if not look["thousands"] and not look["comma"]:
        return text
    return text.replace(",", "_").replace(".", ",").replace("_", ".")


def as_saved(look: dict, counts: list, woz: list, shares: list) -> str:
    names = [n.upper() if look["upper"] else n for n in (*HEAD, *COLUMNS)]
    rows = [names]
    for n, code in enumerate(CODES):
        cells = [written(v[n], look, decimals=0) for v in (counts, woz)]
        cells += [written(shares[n], look, decimals=1), written(counts[n], look, decimals=0)]
        kind = {"GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}[code[:2]]
        rows.append([code + look["pad"], "Coöperatie", kind, *cells])
    if look["empty_lines"]:
        rows += [[""] * len(names)] * 2
    quoted = [[f'"{c}"' if look["sep"] in c else c for c in row] for row in rows]
    return look["end"].join(look["sep"].join(row) for row in quoted) + look["end"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(look=LOOKS, counts=COUNTS, woz=COUNTS, shares=SHARES)
@example(
    look={
        "sep": ";",
        "encoding": "cp1252",
        "thousands": True,
        "comma": True,
        "missing": ".",
        "pad": "  ",
        "end": "\r\n",
        "empty_lines": True,
        "upper": False,
    },
    counts=[921_000, 1005, None, 0],
    woz=[530, 1250, None, 3100],
    shares=[12.5, None, 0.0, 100.0],
)
@example(
    look={
        "sep": "\t",
        "encoding": "utf-8",
        "thousands": False,
        "comma": True,
        "missing": ".",
        "pad": "",
        "end": "\n",
        "empty_lines": True,
        "upper": False,
    },
    counts=[None, 1, 2, None],
    woz=[530, None, None, 3100],
    shares=[12.5, None, 0.0, None],
)
def test_every_cell_is_what_it_was_or_missing(tmp_path, look, counts, woz, shares):
    file = tmp_path / "kwb-2016.csv"
    file.write_bytes(as_saved(look, counts, woz, shares).encode(look["encoding"]))
    offer = read_all([file])
    assert not offer.errors, offer.errors
    found = offer.readings[0].figures.astype({"code": "str", "indicator": "str"})
    found = found.set_index(["indicator", "code"])["value"].dropna()
    wanted = {
        (id_, code): float(values[n])
        for id_, values in zip(COLUMNS.values(), (counts, woz, shares, counts), strict=True)
        for n, code in enumerate(CODES)
        if values[n] is not None
    }
    assert found.to_dict() == pytest.approx(wanted)
