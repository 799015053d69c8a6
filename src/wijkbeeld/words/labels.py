"""Labels of measures within a sentence."""

from __future__ import annotations


def lowered(label: str) -> str:
    """Label within a sentence: a first capital goes, a name or abbreviation keeps its own.

    >>> lowered("Gemiddelde WOZ-waarde"), lowered("WW-uitkeringen")
    ('gemiddelde WOZ-waarde', 'WW-uitkeringen')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
