"""Why a comparison has no estimate, as types: ``words`` says them in Dutch."""

from __future__ import annotations

from enum import Enum


class NoEstimate(Enum):
    """Reasons; the values are for developers and reach no user."""

    ALL_STARTED = "every renewed area had started in the first wave"
    NO_START = "no area starts within the waves"
    NONE_LEFT = "no renewed area takes part: they are too small, or have no score"
    NO_WAVE_BEFORE = "no wave before the start to compare with"
    NO_CONTROLS = "no comparison areas with a score in the same waves"
    FEW_COVARIATES = "too few areas with all characteristics"
    NO_PARTNERS = "no renewed area has partners and a wave before its start"
    NO_OVERLAP = "no comparison areas with characteristics like those of the renewed ones"
    NO_BOUNDARIES = "no boundaries are known, so not which areas touch"
    NO_NEIGHBOURS = "no area without renewal lies around the renewed ones"
    NO_BEYOND = "nothing of the city lies beyond the rings, or it has no wave to compare"
    NO_REST = "there is no rest of the city at this level, or all of it is renewed"
    NO_CITIES = "no comparable cities were chosen or found"


class NoMargin(Enum):
    """Why an estimate has no margin."""

    OWN = "a development of its own is compared with nothing"
    FEW_PLACEBOS = "too few different placebo groups"
    TOO_ALIKE = "too many placebo groups hold mostly the renewed areas themselves"


class NoEstimateError(ValueError):
    """An estimator cannot answer, with the reason."""

    def __init__(self, reason: NoEstimate) -> None:
        super().__init__(reason.value)
        self.reason = reason
