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


def with_unit(label: str, unit: str) -> str:
    """Label with its unit, but where the label says it already.

    >>> with_unit("Gemiddelde WOZ-waarde", "euro"), with_unit("Inwoners", "inwoners")
    ('Gemiddelde WOZ-waarde (euro)', 'Inwoners')
    >>> with_unit("Tevreden: aantal ondervraagden", "ondervraagden")
    'Tevreden: aantal ondervraagden'
    """
    is_said = label.lower().split()[-1:] == [unit.lower()]
    return label if is_said else f"{label} ({unit})"


def unit_within(unit: str) -> str:
    """Unit within a sentence.

    >>> unit_within("× 1.000 euro"), unit_within("(score)")
    ('duizend euro', 'score')
    """
    return unit.strip("()").replace("× 1.000 ", "duizend ")
