"""What is true in the fictional region: the renewal projects and their known effects.

``docs/demo.md`` states the same in words; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class District:
    """A renewed stadsdeel and what renewal did there.

    Effects are points per dimension once complete; they build up over three waves from the start.
    ``dip`` is a passing low in 2008 without any cause in the area: regression to the mean.
    ``neighbours`` falls on wijken beside the district that were not renewed (waterbed).
    ``perception`` is the change of the mark that residents give, once complete.
    """

    name: str
    starts: tuple[int, ...]
    kind: str
    share: float
    effect: dict[str, float] = field(default_factory=dict)
    dip: float = 0.0
    neighbours: dict[str, float] = field(default_factory=dict)
    perception: float = 0.0


DISTRICTS = (
    District(
        "Oosterveld",
        (2006, 2008, 2010),
        "sloop-nieuwbouw",
        0.35,
        effect={"onv": 0.045, "soc": 0.035, "won": 0.040},
        perception=0.6,
    ),
    District("De Hoven", (2009,), "renovatie", 0.20, dip=-0.16),
    District(
        "Zuidrand",
        (2010, 2012),
        "sloop-nieuwbouw",
        0.30,
        effect={"onv": 0.050, "soc": 0.030},
        neighbours={"onv": -0.070, "soc": -0.050},
        perception=0.3,
    ),
    District(
        "Nieuw-Meer",
        (2004, 2008, 2014, 2016),
        "sloop-nieuwbouw",
        0.40,
        effect={"won": 0.070, "vrz": 0.030},
        perception=0.0,
    ),
)

TREND = {
    2002: -0.0066,
    2008: -0.0015,
    2012: 0.0126,
    2014: 0.0245,
    2016: 0.0400,
    2018: 0.0436,
    2020: 0.0488,
    2022: 0.0509,
    2024: 0.0550,
}
"""Mean deviation per wave, as in the official wijken file of edition 2022 (2024 extended)."""


def build_up(wave: int, start: int) -> float:
    """Part of an effect that is there: nothing before the start, all of it six years later."""
    return min(max((wave - start) / 6.0, 0.0), 1.0)
