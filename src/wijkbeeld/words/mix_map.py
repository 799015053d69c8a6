"""Words of the map of types of mix: its title, its legend, how to read it."""

from __future__ import annotations

from collections.abc import Mapping

from wijkbeeld.analysis.mix_areas import CORPORATION_AREA
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.sentences import NOUNS

NO_MAP = "Deze dataset heeft nog geen grenzen van deze gebieden. Voeg op Gegevens een kaart toe."


def map_title(level: str, feature: str) -> str:
    """What the map of types shows."""
    return f"Type {NOUNS[level][0]} naar {lowered(feature)}"


def map_of_units(level: str, shown: str) -> str:
    """Why the map has other areas than the list."""
    one, other = NOUNS[level], NOUNS[shown]
    return (
        f"Van deze {one[1]} heeft de dataset geen grenzen. De kaart toont daarom {other[1]}; tik "
        f"een {other[0]} aan voor het portret van haar {one[0]}."
    )


def map_read(level: str, has_corporation: bool) -> str:
    """How to read the map of types, and what a tap does.

    Parameters
    ----------
    has_corporation
        Whether corporatiebuurten have a colour of their own.
    """
    one, many = NOUNS[level]
    told = f"Tik een {one} aan: het portret staat onder de kaart. "
    if has_corporation:
        told += (
            f"Een corporatie{one} (meer dan twee derde corporatie) heeft altijd haar eigen kleur, "
            "waar je de grenzen ook legt. "
        )
    return told + (
        f"Alleen van {many} met een bekende samenstelling is het type bekend; de andere zijn grijs."
    )


def map_labels(
    level: str, kinds: Mapping[str, str], limits: tuple[int, int], corporation: str
) -> dict[str, str]:
    """Legend of the map of types by look, the last on top.

    Parameters
    ----------
    kinds
        Labels by id.
    limits
        Of mixed areas and of areas of one kind, in percent.
    corporation
        Id of the kind that makes a corporatiebuurt.

    Returns
    -------
    dict
        Looks of :func:`wijkbeeld.analysis.mix_areas.look_of`, and ``unknown``. Areas that are
        mostly of corporations have none of their own where all of these are corporatiebuurten.
    """
    mixed, single = limits
    ones = {
        id_: f"eenzijdig: {lowered(label)}"
        for id_, label in kinds.items()
        if id_ != corporation or single < 100 * CORPORATION_AREA
    }
    area = {"corporation": f"corporatie{NOUNS[level][0]} (meer dan twee derde)"}
    return {
        "unknown": "niet bekend",
        **dict(reversed(ones.items())),
        **(area if corporation in kinds else {}),
        "between": "ertussenin",
        "mixed": f"gemengd (grootste hoogstens {mixed}%)",
    }
