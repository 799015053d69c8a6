"""Write the fictional region as the publishers write theirs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from openpyxl import Workbook

FOLDER = "Leefbaarometer 3.0 - Meting 2024 - open data"
_CODE = {"gemeenten": "gm", "wijken": "wk", "buurten": "bu"}

WORKBOOK_YEARS = (2004, 2009)

_OLD = {
    "inw": "AANT_INW",
    "p0_pct": "P_00_14_JR",
    "p15_pct": "P_15_24_JR",
    "p25_pct": "P_25_44_JR",
    "p45_pct": "P_45_64_JR",
    "p65_pct": "P_65_EO_JR",
    "hh": "AANTAL_HH",
    "grootte": "GEM_HH_GR",
    "won": "WONINGEN",
    "woz": "WOZ",
    "koop_pct": "P_KOOPWON",
    "huur_pct": "P_HUURWON",
    "inkomen": "INK_INW",
    "laag_pct": "P_LAAG_INK",
    "hoog_pct": "P_HOOG_INK",
    "bijstand": "WWB_UITTOT",
    "oad": "OAD",
    "sted": "STED",
    "ha": "OPP_TOT",
    "dichtheid": "BEV_DICHTH",
}
_OLD_2008 = {"inkomen": "INK_INW2", "laag_pct": "P_LAAGINKP", "hoog_pct": "P_HOOGINKP"}
_OLD_2009 = {
    "corp_pct": "P_HUURCORP",
    "ov_pct": "P_HUUROVVH",
    "nieuw_pct": "P_WONV2000",
    "oud_pct": "P_WONT2000",
}

_STATLINE = {
    "inw": "Bevolking/Aantal inwoners (aantal)",
    "p0": "Bevolking/Leeftijdsgroepen/0 tot 15 jaar (aantal)",
    "p15": "Bevolking/Leeftijdsgroepen/15 tot 25 jaar (aantal)",
    "p25": "Bevolking/Leeftijdsgroepen/25 tot 45 jaar (aantal)",
    "p45": "Bevolking/Leeftijdsgroepen/45 tot 65 jaar (aantal)",
    "p65": "Bevolking/Leeftijdsgroepen/65 jaar of ouder (aantal)",
    "hh": "Bevolking/Particuliere huishoudens/Huishoudens totaal (aantal)",
    "hh1": "Bevolking/Particuliere huishoudens/Eenpersoonshuishoudens (aantal)",
    "hhz": "Bevolking/Particuliere huishoudens/Huishoudens zonder kinderen (aantal)",
    "hhm": "Bevolking/Particuliere huishoudens/Huishoudens met kinderen (aantal)",
    "grootte": "Bevolking/Particuliere huishoudens/Gemiddelde huishoudensgrootte (aantal)",
    "dichtheid": "Bevolking/Bevolkingsdichtheid (aantal inwoners per km²)",
    "won": "Wonen/Woningvoorraad (aantal)",
    "woz": "Wonen/Gemiddelde woningwaarde (x 1 000 euro)",
    "eengez_pct": "Wonen/Woningen naar type/Percentage eengezinswoning (%)",
    "leeg_pct": "Wonen/Woningen naar bewoning/Percentage onbewoond (%)",
    "koop_pct": "Wonen/Woningen naar eigendom/Koopwoningen (%)",
    "huur_pct": "Wonen/Woningen naar eigendom/Huurwoningen/Huurwoningen totaal (%)",
    "corp_pct": "Wonen/Woningen naar eigendom/Huurwoningen/In bezit woningcorporatie (%)",
    "ov_pct": "Wonen/Woningen naar eigendom/Huurwoningen/In bezit overige verhuurders (%)",
    "oud_pct": "Wonen/Woningen naar bouwjaar/Bouwjaar voor 2000 (%)",
    "nieuw_pct": "Wonen/Woningen naar bouwjaar/Bouwjaar vanaf 2000 (%)",
    "inkomen": "Inkomen/Inkomen van personen/Gemiddeld inkomen per inwoner  (x 1 000 euro)",
    "laag_pct": "Inkomen/Inkomen van personen/40% personen met laagste inkomen (%)",
    "hoog_pct": "Inkomen/Inkomen van personen/20% personen met hoogste inkomen (%)",
    "bijstand": "Sociale zekerheid/Personen per soort uitkering; Bijstand (aantal)",
    "huisarts": "Nabijheid voorzieningen/Afstand tot huisartsenpraktijk (km)",
    "ha": "Oppervlakte/Oppervlakte totaal (ha)",
    "sted": "Stedelijkheid/Mate van stedelijkheid (code)",
    "oad": "Stedelijkheid/Omgevingsadressendichtheid (per km²)",
    "postcode": "Postcode/Meest voorkomende postcode (code)",
}
_STATLINE_2012 = {
    "p0": None,
    "p15": None,
    "p25": None,
    "p45": None,
    "p65": None,
    "hh1": None,
    "hhz": None,
    "hhm": None,
    "eengez_pct": None,
    "leeg_pct": None,
    "laag_pct": "Inkomen/Inkomen van personen/Personen met laag inkomen (%)",
    "hoog_pct": "Inkomen/Inkomen van personen/Personen met hoog inkomen (%)",
    "bijstand": "Sociale zekerheid/Algemene bijstandsuitkeringen totaal (aantal)",
    "oud_pct": "Wonen/Woningen naar bouwjaarklasse/Bouwjaarklasse tot 2000 (%)",
    "nieuw_pct": "Wonen/Woningen naar bouwjaarklasse/Bouwjaarklasse vanaf 2000 (%)",
    "p0_pct": "Bevolking/Leeftijdsgroepen/Personen 0 tot 15 jaar (%)",
    "p15_pct": "Bevolking/Leeftijdsgroepen/Personen 15 tot 25 jaar (%)",
    "p25_pct": "Bevolking/Leeftijdsgroepen/Personen 25 tot 45 jaar (%)",
    "p45_pct": "Bevolking/Leeftijdsgroepen/Personen 45 tot 65 jaar (%)",
    "p65_pct": "Bevolking/Leeftijdsgroepen/Personen 65 jaar en ouder (%)",
}
_ORIGIN_OLD = {
    "w": "Bevolking/Personen met een migratieachtergrond/Westers totaal (aantal)",
    "nw": (
        "Bevolking/Personen met een migratieachtergrond/Niet-westers/Niet-westers totaal (aantal)"
    ),
}
_ORIGIN_NEW = {
    "eur": "Bevolking/Herkomst/Europa (exclusief Nederland) (aantal)",
    "neu": "Bevolking/Herkomst/Buiten Europa (aantal)",
}


def write_scores(path: Path, panels: dict[str, pd.DataFrame], grid: pd.DataFrame) -> None:
    """Write the zip with score files of edition 2024: quoted header and texts, ``NA``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, frame in panels.items():
            packed.writestr(
                f"{FOLDER}/Leefbaarometer-scores {name} 2002-2024.csv", _csv(frame, _CODE[name])
            )
        packed.writestr(f"{FOLDER}/Leefbaarometer-scores grids 2002-2024.csv", _csv(grid, "grid"))


def _csv(frame: pd.DataFrame, prefix: str) -> str:
    head = ["grid_id"] if prefix == "grid" else [f"{prefix}_code", f"{prefix}_naam"]
    numbers = ["lbm", "afw", "fys", "onv", "soc", "vrz", "won"]
    texts = frame[["code"] if prefix == "grid" else ["code", "naam"]].to_numpy()
    values = frame[numbers].to_numpy()
    years = frame["jaar"].to_numpy()
    lines = [",".join(f'"{c}"' for c in [*head, "jaar", *numbers])]
    for text, year, row in zip(texts, years, values, strict=True):
        cells = ",".join(f"{v:.15g}" if v == v else "NA" for v in row)
        lines.append(",".join(f'"{t}"' for t in text) + f",{year},{cells}")
    return "\n".join(lines) + "\n"


def write_geometry(
    folder: Path, layers: dict[str, gpd.GeoDataFrame], water: gpd.GeoDataFrame
) -> None:
    """Write one gpkg with the layers and columns of the CBS wijk- en buurtkaart 2024."""
    path = folder / "wijkenbuurten_2024.gpkg"
    for layer, prefix in (("gemeenten", "gemeente"), ("wijken", "wijk"), ("buurten", "buurt")):
        frame = layers[layer]
        out = gpd.GeoDataFrame(
            {
                f"{prefix}code": frame["code"],
                f"{prefix}naam": frame["name"],
                "gemeentecode": "GM" + frame["code"].str[2:6],
                "gemeentenaam": frame["gemeente_name"] if prefix != "gemeente" else frame["name"],
                "jaar": 2024,
                "water": "NEE",
                "aantal_inwoners": -99995,
            },
            geometry=frame.geometry,
            crs="EPSG:28992",
        )
        if layer == "buurten":
            wet = gpd.GeoDataFrame(
                {
                    "buurtcode": water["code"],
                    "buurtnaam": water["name"],
                    "gemeentecode": water["gemeente"],
                    "gemeentenaam": water["gemeente_name"],
                    "jaar": 2024,
                    "water": "JA",
                    "aantal_inwoners": -99999999,
                },
                geometry=water.geometry,
                crs="EPSG:28992",
            )
            out = gpd.GeoDataFrame(pd.concat([out, wet], ignore_index=True), crs="EPSG:28992")
        pyogrio.write_dataframe(out.loc[:, ~out.columns.duplicated()], path, layer=layer)


def write_figures(folder: Path, year: int, table: pd.DataFrame) -> None:
    """Write one year of kerncijfers: some older years as workbooks, the others as StatLine CSV."""
    if year in WORKBOOK_YEARS:
        _workbook(folder / f"kwb-{year}.xlsx", year, table)
    else:
        _statline(folder / f"Kerncijfers_wijken_en_buurten_{year}.csv", year, table)


def _workbook(path: Path, year: int, table: pd.DataFrame) -> None:
    columns = dict(_OLD)
    if year >= 2008:
        columns |= _OLD_2008
    if year >= 2009:
        columns |= _OLD_2009
    if 2006 <= year <= 2008:
        columns = {k: v for k, v in columns.items() if k not in ("koop_pct", "huur_pct")}
    kind = table["code"].str[:2].map({"GM": "G", "WK": "W", "BU": "B"})
    book = Workbook(write_only=True)
    sheet = book.create_sheet("kwb")
    sheet.append(["GWB_CODE", "GWB_NAAM", "RECS", *columns.values()])
    cells = [table["code"].str[2:].astype(int), table["naam"], kind]
    cells += [table[c].map(_cell) for c in columns]
    for row in zip(*(c.tolist() for c in cells), strict=True):
        sheet.append(list(row))
    book.save(path)


def _cell(text: str) -> float | str:
    """Numbers as numbers, symbols as text: so the old workbooks hold them."""
    try:
        return float(text)
    except ValueError:
        return text


def _statline(path: Path, year: int, table: pd.DataFrame) -> None:
    columns: dict[str, str | None] = {**_STATLINE, **(_ORIGIN_OLD if year <= 2022 else _ORIGIN_NEW)}
    if year <= 2012:
        columns |= _STATLINE_2012
    if year <= 2008:
        columns |= {
            "corp_pct": None,
            "ov_pct": None,
            "oud_pct": None,
            "nieuw_pct": None,
            "huisarts": None,
        }
    if year <= 2007:
        columns |= {
            "laag_pct": "Inkomen/Inkomen t/m 2007/Lage inkomens (%)",
            "hoog_pct": "Inkomen/Inkomen t/m 2007/Hoge inkomens (%)",
        }
    if 2006 <= year <= 2008:
        columns |= {"koop_pct": None, "huur_pct": None}
    kind = table["code"].str[:2].map({"GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"})
    out = pd.DataFrame(
        {
            "Wijken en buurten": table["naam"],
            "Regioaanduiding/Gemeentenaam (naam)": table["naam"].str.ljust(40),
            "Regioaanduiding/Soort regio (omschrijving)": kind.str.ljust(10),
            "Regioaanduiding/Codering (code)": table["code"].str.ljust(10),
            "Regioaanduiding/Indelingswijziging wijken en buurten (code)": "1",
        }
    )
    for short, title in columns.items():
        if title is not None:
            out[title] = table[short].str.rjust(8)
    out.to_csv(path, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
