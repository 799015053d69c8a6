"""The published example of *Beleving* in words, and the file to try the page with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import signed


def example(marks: dict[str, tuple[float, float]], years: tuple[int, int]) -> str:
    """What published marks say: who rose most and least, and that no margin is known."""
    changes = {name: round(last - first, 1) for name, (first, last) in marks.items()}
    most, least = (f(changes, key=lambda n: changes[n]) for f in (max, min))
    return (
        f"Tussen {years[0]} en {years[1]} veranderde het cijfer het meest in "
        f"{escape_markdown(most)} ({escape_markdown(signed(changes[most], 1))}) en het minst of "
        f"omlaag in {escape_markdown(least)} ({escape_markdown(signed(changes[least], 1))}). "
        "Zonder n en marge is niet te zeggen welk verschil aantoonbaar is."
    )


def example_file(codes: Sequence[str]) -> pd.DataFrame:
    """A survey to try the page with: fictional figures of some areas in two years."""
    rows = [
        {
            "gebiedscode": code,
            "jaar": year,
            "tevreden_met_de_buurt_%": 60 + 4 * n + 3 * k,
            "aantal_ondervraagden": 90 + 10 * n,
            "opmerking": "fictief voorbeeld",
        }
        for n, code in enumerate(codes)
        for k, year in enumerate((2019, 2023))
    ]
    return pd.DataFrame(rows)
