"""Labels of measures within a sentence."""

from __future__ import annotations

_NAMES = ("Nederland", "Europ")
"""How words begin that keep their capital."""


def lowered(label: str) -> str:
    """Label within a sentence: a first capital goes, a name or abbreviation keeps its own.

    >>> lowered("Gemiddelde WOZ-waarde"), lowered("WW-uitkeringen"), lowered("Nederlandse herkomst")
    ('gemiddelde WOZ-waarde', 'WW-uitkeringen', 'Nederlandse herkomst')
    """
    keeps = label[1:2].isupper() or label[1:2].isdigit() or label.startswith(_NAMES)
    return label if keeps else label[:1].lower() + label[1:]


def unit_within(unit: str) -> str:
    """Unit within a sentence.

    >>> unit_within("× 1.000 euro"), unit_within("(score)")
    ('duizend euro', 'score')
    """
    return unit.strip("()").replace("× 1.000 ", "duizend ")
