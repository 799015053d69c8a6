"""Types of the catalogue of interventions: what can be done in a wijk, by whom, and what is known.

Not to be mixed up with a measure, which is a quantity; in Dutch an intervention is a *maatregel*.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from wijkbeeld.catalog.models import Declared

Actor = Literal["gemeente", "corporatie", "samen", "bewoners", "partners"]
Way = Literal["fysiek", "sociaal", "toewijzing", "beheer", "handhaving"]
Scale = Literal["complex", "buurt", "wijk", "stad", "regio"]
Evidence = Literal["sterk", "gemengd", "zwak"]
Aim = Literal[
    "menging",
    "betaalbaarheid",
    "leefbaarheid",
    "ontmoeting",
    "kansen",
    "zeggenschap",
    "woonruimte",
    "snelheid",
]

ACTORS: tuple[str, ...] = get_args(Actor)
WAYS: tuple[str, ...] = get_args(Way)
SCALES: tuple[str, ...] = get_args(Scale)


class Reference(Declared):
    """A publication that an intervention leans on."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    text: str = Field(min_length=15)


class Intervention(Declared):
    """Something that can be done in a wijk.

    Attributes
    ----------
    kind
        Physical, social, by allocation, by management or by enforcement.
    aim, for_whom
        What it is to reach, and who is to notice.
    evidence, known
        How sure it is, and what research and practice say; never more than the references hold.
    against
        What works against it.
    serves, strains
        Aims that it helps, and aims that it can be at odds with.
    indicators
        Ids of indicators that would show whether it works.
    references
        Ids of publications.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=5, max_length=80)
    actor: Actor
    kind: Way
    aim: str = Field(min_length=20)
    for_whom: str = Field(min_length=10)
    scales: tuple[Scale, ...] = Field(min_length=1)
    evidence: Evidence
    known: str = Field(min_length=40)
    against: str = Field(min_length=20)
    serves: tuple[Aim, ...] = Field(min_length=1)
    strains: tuple[Aim, ...] = ()
    indicators: tuple[str, ...] = Field(min_length=1)
    references: tuple[str, ...] = Field(min_length=1)


class CaseFact(Declared):
    """What is public about a case: a programme of the catalog, in a sentence, with its source."""

    programme: str
    text: str = Field(min_length=20)
    source: str = Field(min_length=5)
