"""The choices of a comparison in Dutch, for the page and the method file."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.analysis.estimators import ESTIMATORS
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.words.estimators import EXPLANATIONS, no_estimate_sentence

CONTROL = {
    "never_treated": "Niet in dit register",
    "not_yet_treated": "Niet in dit register of nog niet vernieuwd",
}
MATCH = {i: EXPLANATIONS[i].label for i in ESTIMATORS}
WEIGHT = {
    "none": "Elk gebied telt even zwaar",
    "inwoners": "Naar inwoners",
    "woningen": "Naar woningen",
}
DELAY = {"0": "Vanaf de start", "2": "Twee jaar na de start", "eind": "Vanaf het eind"}
BACK = {"0": "Laatste vóór de start", "1": "Eén meting eerder"}
WITHIN = {"gemeente": "Gebieden in dezelfde gemeente", "alles": "Gebieden in de hele dataset"}


def how_compared(specification: Specification, has_neighbours: bool) -> str:
    """Say who is compared with whom, and from when.

    Parameters
    ----------
    specification
        The choices as they were used, without those that matching overrules.
    has_neighbours
        Whether any area lies beside the renewed ones.
    """
    s = specification
    where = WITHIN["gemeente" if s.same_stratum else "alles"].lower()
    parts = [
        f"Vergeleken met: **{MATCH[s.match].lower()}**, {CONTROL[s.control].lower()}"
        + (". " if ESTIMATORS[s.match].is_matched else f", uit: {where}. ")
        + f"{WEIGHT[s.weight]}.",
        "Gebieden ernaast zijn weggelaten." if s.without_neighbours and has_neighbours else "",
        "" if s.delay == 0 else f"Vernieuwing telt: {delay_label(s.delay).lower()}.",
        "" if s.anticipation == 0 else "Startmeting: één meting eerder dan de laatste.",
    ]
    return " ".join(p for p in parts if p)


def delay_label(delay: int | None) -> str:
    """From when renewal counts."""
    return DELAY["eind" if delay is None else str(delay)]


FROM = {0.0: "vanaf de start", 2.0: "twee jaar later"}


def specification_table(table: pd.DataFrame) -> pd.DataFrame:
    """Table of different answers in words."""
    return pd.DataFrame(
        {
            "Vergelijking": table["match"].map(MATCH),
            "Niet vernieuwd": table["control"].map(CONTROL),
            "Gewicht": table["weight"].map(WEIGHT),
            "Gebieden ernaast": np.where(table["without_neighbours"], "weg", "mee"),
            "Uit": np.where(table["same_stratum"], "eigen gemeente", "hele dataset"),
            "Telt": [FROM.get(d, "vanaf het eind") for d in table["delay"].astype("float64")],
            "Startmeting": np.where(table["anticipation"] == 0, "laatste", "één eerder"),
            "Verschil": table["value"],
            "n vernieuwd": table["n_treated"],
            "n vergelijking": table["n_control"],
            "Manieren met deze uitkomst": table["merged"],
            "Opmerking": [
                no_estimate_sentence(r, first)
                for r, first in zip(table["reason"], table["first_wave"], strict=True)
            ],
        }
    ).set_index("Vergelijking")


def marks(table: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """Rows of dots below the curve: only choices that vary."""
    delay = table["delay"].astype("float64")
    rows = [
        *((MATCH[m].lower(), table["match"] == m) for m in table["match"].unique()),
        ("alleen eigen gemeente", table["same_stratum"]),
        ("ook nog niet vernieuwd", table["control"] == "not_yet_treated"),
        *(
            (WEIGHT[w].lower(), table["weight"] == w)
            for w in table["weight"].unique()
            if w != "none"
        ),
        ("zonder gebieden ernaast", table["without_neighbours"]),
        ("twee jaar later", delay == 2),
        ("vanaf het eind", delay.isna()),
        ("een meting eerder", table["anticipation"] == 1),
    ]
    return [(name, made.astype(bool)) for name, made in rows if made.any() and not made.all()]


def differs_in(row: pd.Series, base: pd.Series) -> str:
    """Which choice a specification differs in."""
    if row["match"] != base["match"]:
        return MATCH[row["match"]].lower()
    if row["control"] != base["control"]:
        return CONTROL[row["control"]].lower()
    if row["weight"] != base["weight"]:
        return WEIGHT[row["weight"]].lower()
    if row["without_neighbours"] != base["without_neighbours"]:
        return "zonder gebieden ernaast" if row["without_neighbours"] else "met gebieden ernaast"
    if row["same_stratum"] != base["same_stratum"]:
        return "alleen eigen gemeente" if row["same_stratum"] else "uit de hele dataset"
    if row["anticipation"] != base["anticipation"]:
        return "startmeting één eerder" if row["anticipation"] else "laatste startmeting"
    ours, theirs = (float(r["delay"]) if r["delay"] is not None else np.nan for r in (row, base))
    if ours != theirs and not (np.isnan(ours) and np.isnan(theirs)):
        return FROM.get(ours, "vanaf het eind")
    return "de keuze van deze pagina"
