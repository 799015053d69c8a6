"""Kerncijfers in the true forms in which CBS hands them out, with values that are known.

Column names: 2003-2012 after CBS, *Toelichting kerncijfers wijken en buurten 2003-2012*; 2013 and
later after the workbooks ``kwb-2013.xls`` to ``kwb2024.xlsx``; measures after StatLine 85984NED.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import Workbook

OLD = ["AANT_INW", "P_00_14_JR", "AANTAL_HH", "P_EENP_HH", "P_HH_Z_K", "GEM_HH_GR", "WOZ"]
OLD += ["WONINGEN", "OPP_TOT", "OPP_LAND", "STED", "BEV_DICHTH"]
SINCE_2013 = ["a_inw", "a_hh", "g_hhgro", "bev_dich", "a_woning", "p_koopw", "p_huurw"]
SINCE_2013 += ["p_wcorpw", "g_ele", "g_gas", "a_soz_wb", "g_afs_hp", "a_opp_ha", "a_lan_ha"]
SINCE_2013 += ["pst_mvp", "ste_mvs", "ste_oad"]
SHARES_TO_2016 = ["p_00_14", "p_1p_hh", "p_hh_z_k", "p_hh_m_k", "p_west_al", "p_nw_all", "g_woz"]
COUNTS_FROM_2017 = ["a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo", "a_1p_hh", "a_hh_z_k"]
COUNTS_FROM_2017 += ["a_hh_m_k"]
MEASURES = {
    "T001036": "a_inw",
    "10680": "a_00_14",
    "1050010_2": "a_hh",
    "1050015": "a_1p_hh",
    "1016040": "a_hh_z_k",
    "1016030": "a_hh_m_k",
    "M000114": "g_hhgro",
    "M000297": "a_woning",
    "1014800": "p_koopw",
    "2018700": "a_opl_bvm",
    "2018740": "a_opl_hvm",
    "2018790": "a_opl_hw",
    "T001455_2": "a_opp_ha",
    "PC000C": "pst_mvp",
}
KEYS = {
    "AantalInwoners_5": "a_inw",
    "k_0Tot15Jaar_8": "a_00_14",
    "HuishoudensTotaal_29": "a_hh",
    "Eenpersoonshuishoudens_30": "a_1p_hh",
    "HuishoudensZonderKinderen_31": "a_hh_z_k",
    "HuishoudensMetKinderen_32": "a_hh_m_k",
    "GemiddeldeHuishoudensgrootte_33": "g_hhgro",
    "Woningvoorraad_35": "a_woning",
    "Koopwoningen_47": "p_koopw",
    "BasisonderwijsVmboMbo1_67": "a_opl_bvm",
    "HavoVwoMbo24_68": "a_opl_hvm",
    "HboWo_69": "a_opl_hw",
    "PersonenPerSoortUitkeringBijstand_87": "a_soz_wb",
    "OppervlakteTotaal_115": "a_opp_ha",
}


def columns_of(year: int) -> list[str]:
    """Columns of figures in the workbook of a year."""
    if year <= 2012:
        more = ["P_KOOPWON", "P_HUURWON", "P_HUURCORP"] if year >= 2009 else []
        return OLD + more
    names = [*SINCE_2013, *(SHARES_TO_2016 if year <= 2016 else COUNTS_FROM_2017)]
    if year >= 2017:
        names += ["a_w_all", "a_nw_all"] if year <= 2022 else ["a_nl_all", "a_eur_al", "a_neu_al"]
        names += ["g_woz"] if year <= 2019 else ["g_wozbag"]
    if year >= 2019:
        level = ["lg", "md", "hg"] if year <= 2022 else ["bvm", "hvm", "hw"]
        names += [f"a_opl_{x}" for x in level]
    return names


def file_name(year: int) -> str:
    """Name under which CBS offers the workbook of a year."""
    versions = {
        **dict.fromkeys(range(2003, 2008), "-versie-2011-08-16"),
        2008: "-versie-2011-11-23",
        2009: "-versie-2014-06-01",
        2010: "-versie-2013-12",
    }
    if year == 2014:
        return "kerncijfers-wijken-en-buurten-2014.xls"
    if year >= 2023:
        return f"kwb{year}.xlsx"
    ending = "xls" if year <= 2018 else "xlsx"
    return f"kwb-{year}{versions.get(year, '')}.{ending}"


def areas(wijken: int = 3, buurten: int = 2, town: str = "0363") -> list[str]:
    """Codes of a gemeente, its wijken and their buurten."""
    codes = [f"GM{town}"]
    for w in range(wijken):
        codes.append(f"WK{town}{w:02d}")
        codes += [f"BU{town}{w:02d}{b:02d}" for b in range(buurten)]
    return codes


def table(year: int, codes: list[str], seed: int = 0) -> pd.DataFrame:
    """Figures of a year: index code, columns as the workbook names them, some missing."""
    rng = np.random.default_rng(seed + year)
    n = len(codes)
    made: dict[str, np.ndarray] = {}
    for name in columns_of(year):
        low = name.lower()
        if low.startswith(("p_", "ste", "sted")):
            made[name] = rng.integers(1, 6 if low.startswith("ste") and low != "ste_oad" else 30, n)
        elif low in ("g_hhgro", "gem_hh_gr", "g_afs_hp"):
            made[name] = np.round(rng.uniform(1.2, 3.4, n), 1)
        elif low == "pst_mvp":
            made[name] = rng.integers(1000, 9999, n)
        elif low in ("aant_inw", "a_inw", "a_hh", "aantal_hh", "opp_tot", "a_opp_ha"):
            made[name] = rng.integers(400, 900, n) * 5
        else:
            made[name] = rng.integers(5, 80, n) * 5
    frame = pd.DataFrame(made, index=pd.Index(codes, name="code")).astype("object")
    hidden = rng.random(frame.shape) < 0.05
    keep = [c.lower() in ("aant_inw", "a_inw", "a_hh", "aantal_hh") for c in frame]
    hidden[:, keep] = False
    return frame.mask(hidden, ".")


def head_of(year: int, code: str) -> dict[str, object]:
    """Cells that name the area of a row, as the workbook of that year has them."""
    kind = {"GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}[code[:2]]
    if year <= 2012:
        short = str(year)[2:]
        return {"RECS": kind[0], "GWB_CODE": int(code[2:]), f"GWB_NAAM{short}": f"Gebied {code}"}
    return {
        "gwb_code_10": code,
        "gwb_code_8": code[2:],
        "regio": f"Gebied {code}",
        "gm_naam": "Amsterdam",
        "recs": kind,
        "gwb_code": code,
        "ind_wbi": 1,
    }


def rows_of(year: int, frame: pd.DataFrame) -> list[list[object]]:
    """Header and rows of the workbook; 2024 pads its names and writes decimal commas as text."""
    first = list(head_of(year, str(frame.index[0])))
    pad = " " if year == 2024 else ""
    rows: list[list[object]] = [[f"{c}{pad}" for c in (*first, *frame.columns)]]
    for code, cells in zip(frame.index, frame.to_numpy(), strict=True):
        values = [_cell(v, comma=year >= 2019) for v in cells]
        rows.append([*head_of(year, str(code)).values(), *values])
    return rows


def _cell(value: object, *, comma: bool) -> object:
    if isinstance(value, str):
        return f"{value:>8}"
    number = float(value)  # type: ignore[arg-type]
    if number.is_integer():
        return int(number)
    return str(number).replace(".", ",") if comma else number


def write(folder: Path, year: int, frame: pd.DataFrame) -> Path:
    """Write the workbook of a year under its own name."""
    path = folder / file_name(year)
    rows = rows_of(year, frame)
    if path.suffix == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("KWB")
        for row in rows:
            sheet.append(row)
        book.save(path)
        return path
    import xlwt

    old = xlwt.Workbook()
    page = old.add_sheet("kwb")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            page.write(r, c, cell)
    old.save(str(path))
    return path


def observations(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The same figures as OData v4 hands them out: one per area and measure."""
    found: list[dict[str, object]] = []
    for measure, name in MEASURES.items():
        if name not in frame:
            continue
        for code, cell in frame[name].items():
            missing = isinstance(cell, str)
            is_text = name == "pst_mvp"
            found.append(
                {
                    "Id": len(found),
                    "Measure": measure,
                    "ValueAttribute": "Confidential" if missing else "None",
                    "Value": None if missing or is_text else float(str(cell)),
                    "StringValue": str(cell) if is_text and not missing else None,
                    "WijkenEnBuurten": f"{code:<10}",
                }
            )
    return found


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The same figures as OData v3 hands them out: one row per area."""
    rows = []
    for code in frame.index:
        row: dict[str, object] = {
            "ID": len(rows),
            "WijkenEnBuurten": f"{code:<10}",
            "Gemeentenaam_1": f"{'Amsterdam':<40}",
            "Codering_3": f"{code:<10}",
        }
        for key, name in KEYS.items():
            if name in frame:
                cell = frame.loc[code, name]
                row[key] = None if isinstance(cell, str) else cell
        rows.append(row)
    return rows
