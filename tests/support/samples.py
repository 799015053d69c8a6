"""Small sound files in the official formats, to read or to mangle."""

from __future__ import annotations

import json

import numpy as np

from wijkbeeld.catalog.scale import REFERENCE

WAVES_2022 = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022)
WITH_DIMENSIONS = (2014, 2018, 2020, 2022, 2024)


def scores(
    areas: int = 12,
    waves: tuple[int, ...] = WAVES_2022,
    level: str = "wk",
    *,
    quoted: bool = False,
    town: str = "0363",
    first: int = 0,
) -> str:
    """A sound Leefbaarometer file."""
    rng = np.random.default_rng(areas)
    head = [
        f"{level}_code",
        f"{level}_naam",
        "jaar",
        "lbm",
        "afw",
        "fys",
        "onv",
        "soc",
        "vrz",
        "won",
    ]
    quote = '"' if quoted else ""
    lines = [",".join(f"{quote}{h}{quote}" for h in head)]
    for n in range(first, first + areas):
        code = f"{level.upper()}{town}{n:02d}" if level != "gm" else f"GM{1000 + n}"
        if level == "bu":
            code = f"BU{town}{n:04d}"
        for wave in waves:
            parts = rng.normal(0, 0.05, 5)
            afw = float(parts.sum())
            cells = [repr(float(p)) for p in parts] if wave in WITH_DIMENSIONS else ["NA"] * 5
            name = f'"Wijk {n}, oost"' if n == 1 else f"{quote}Wijk {n}{quote}"
            row = [
                f"{quote}{code}{quote}",
                name,
                str(wave),
                repr(afw + REFERENCE),
                repr(afw),
                *cells,
            ]
            lines.append(",".join(row))
    return "\n".join(lines) + "\n"


STATLINE_HEAD = (
    "Wijken en buurten;Regioaanduiding/Gemeentenaam (naam);Regioaanduiding/Soort regio "
    "(omschrijving);Regioaanduiding/Codering (code);Regioaanduiding/Indelingswijziging wijken "
    "en buurten (code);Bevolking/Aantal inwoners (aantal);Wonen/Woningvoorraad "
    "(aantal);Wonen/Woningen naar eigendom/Koopwoningen (%);Bevolking/Leeftijdsgroepen/0 tot 15 "
    "jaar (aantal)"
)


def statline(rows: int = 6, town: str = "0363") -> str:
    """A sound StatLine table of kerncijfers."""
    lines = [STATLINE_HEAD]
    for n in range(rows):
        code = f"WK{town}{n:02d}"
        lines.append(
            f"Wijk {n};Amsterdam{'':31};Wijk      ;{code}  "
            f";1;{1000 + 10 * n:>8};{500 + n:>8};{40 + n:>8};{150 + n:>8}"
        )
    return "\ufeff" + "\n".join(lines) + "\n"


def geojson(areas: int = 6, town: str = "0363", year: int = 2022) -> str:
    """A row of adjacent squares as a CBS map in RD New."""
    features = []
    for n in range(areas):
        x, y = 120_000 + 500 * n, 487_000
        ring = [[x, y], [x + 500, y], [x + 500, y + 500], [x, y + 500], [x, y]]
        properties = {
            "wijkcode": f"WK{town}{n:02d}",
            "wijknaam": f"Wijk {n}",
            "gemeentenaam": "Amsterdam",
            "jaar": year,
            "water": "NEE",
            "aantal_inwoners": -99995,
        }
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            json.dumps({"type": "Feature", "properties": properties, "geometry": shape})
        )
    crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}'
    return (
        '{"type":"FeatureCollection","name":"wijken",'
        + crs
        + ',"features":['
        + (",").join(features)
        + ("]}")
    )
