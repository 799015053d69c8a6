"""Words of the map of types of mix: its title, its legend, how to read it."""

from __future__ import annotations

from collections.abc import Mapping

from wijkbeeld.analysis.mix_areas import CORPORATION_AREA
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mix_areas import is_corporation
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


def map_read(level: str, corporation: str) -> str:
    """How to read the map of types, and what a tap does.

    Parameters
    ----------
    corporation
        What the kind of corporations is called; empty where the figures do not have it.
    """
    one, many = NOUNS[level]
    told = f"Tik een {one} aan: het portret staat onder de kaart. "
    if corporation:
        told += (
            f"Een {one} met meer dan twee derde {lowered(corporation)} heeft altijd haar eigen "
            "kleur, waar je de grenzen ook legt. "
        )
    return told + (
        f"Grijs: {many} waarvan de samenstelling niet bekend is, of van minder dan de helft."
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
    name = kinds.get(corporation, "")
    area = {
        "corporation": f"corporatie{NOUNS[level][0]} (meer dan twee derde)"
        if is_corporation(name)
        else f"meer dan twee derde {lowered(name)}"
    }
    return {
        "unknown": "te weinig bekend",
        **dict(reversed(ones.items())),
        **(area if corporation in kinds else {}),
        "between": "ertussenin",
        "mixed": f"gemengd (grootste hoogstens {mixed}%)",
    }
