"""The fictional survey of residents: a mark and a share per wijk, with respondents and a margin."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.demo import truth

YEARS = tuple(range(2005, 2024, 2))
_SPREAD = 1.6
"""Standard deviation of the marks that residents of one wijk give."""
_FEW_EVERY = 11
"""One in so many wijken has few respondents, in every wave."""
_SATISFIED, _PER_MARK = 62.0, 22.0
"""Percentage that is satisfied at a mark of 7, and how much more at a mark higher."""

MAPPING = """\
code = "wijkcode"
jaarkolom = "jaar"
indeling = 2024
bron = "Enquête onder bewoners (fictief)"

[kolommen.rapportcijfer_wijk]
indicator = "rapportcijfer_wijk"
label = "Rapportcijfer voor de wijk"
eenheid = "cijfer (1-10)"
decimalen = 1
richting = "hoger is beter"
n = "respondenten"
marge = "marge"

[kolommen.tevreden_wijk]
indicator = "tevreden_wijk"
label = "Tevreden met de wijk"
eenheid = "%"
decimalen = 0
soort = "aandeel"
richting = "hoger is beter"
n = "respondenten"
"""
_COLUMNS = ["wijkcode", "jaar", "rapportcijfer_wijk", "tevreden_wijk", "respondenten", "marge"]


def write_survey(
    path: Path, wijken: gpd.GeoDataFrame, renewed: pd.DataFrame, rng: np.random.Generator
) -> None:
    """Write the survey, with the mapping that says what its columns are."""
    rows = _rows(wijken, renewed.set_index("code")["start"], rng)
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    frame.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    mapping = path.with_name(path.stem + ".wijkbeeld.toml")
    mapping.write_text(MAPPING, encoding="utf-8")


def _rows(
    wijken: gpd.GeoDataFrame, start: pd.Series, rng: np.random.Generator
) -> list[tuple[str, int, str, str, int, str]]:
    """Answers per wijk and year, which renewal changes as its stadsdeel perceives it."""
    perception = {d.name: d.perception for d in truth.DISTRICTS}
    level = rng.normal(7.0, 0.35, len(wijken))
    rows = []
    for year in YEARS:
        for n, (code, district) in enumerate(zip(wijken["code"], wijken["district"], strict=True)):
            done = min(max((year - start[code]) / 6, 0), 1) if code in start.index else 0.0
            is_few = n % _FEW_EVERY == _FEW_EVERY - 1
            people = int(rng.integers(8, 20) if is_few else rng.integers(60, 260))
            error = _SPREAD / np.sqrt(people)
            true = level[n] + perception.get(district, 0.0) * done
            mark = true + rng.normal(0, error)
            share = np.clip(_SATISFIED + _PER_MARK * (true - 7), 2, 98) / 100
            satisfied = 100 * rng.binomial(people, share) / people
            rows.append(
                (code, year, _comma(mark), f"{satisfied:.0f}", people, _comma(1.96 * error))
            )
    return rows


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
