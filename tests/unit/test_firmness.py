"""Sentences on how firm a difference is."""

from __future__ import annotations

import math

from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.no_estimate import NoEstimate, NoMargin
from wijkbeeld.analysis.relative_magnitudes import NoBreakdown, RelativeMagnitudes
from wijkbeeld.analysis.spillover import Ring
from wijkbeeld.words.firmness import ring_sentence, together_sentence, trend_sentence

LABELS = {"onv": "Overlast en onveiligheid", "soc": "Sociale samenhang", "fys": "Fysieke omgeving"}


def test_dimensions_are_told_together():
    assert together_sentence({"onv": 0.2}, LABELS) == "", "one is no family"
    none = together_sentence({"onv": 0.2, "soc": 0.06}, LABELS)
    assert "springt geen enkele dimensie eruit" in none
    one = together_sentence({"onv": 0.01, "soc": 0.06, "fys": math.nan}, LABELS)
    assert "Wie 2 dimensies tegelijk bekijkt" in one
    assert one.endswith("springt alleen dit eruit: overlast en onveiligheid.")


def test_a_trend_of_before_is_told_in_multiples():
    known = RelativeMagnitudes(0.02, 3.0, 1.46, 3)
    assert "meer dan 1,5 keer zo ver uiteenliepen" in trend_sentence(known)
    few = RelativeMagnitudes(math.nan, 3.0, math.nan, 1, NoBreakdown.FEW_WAVES)
    assert "minder dan twee metingen" in trend_sentence(few)
    inside = RelativeMagnitudes(0.02, 3.0, math.nan, 3, NoBreakdown.INSIDE)
    assert trend_sentence(inside) == ""
    assert trend_sentence(None) == ""
    calm = RelativeMagnitudes(0.0, 3.0, math.inf, 3)
    assert "hangt daar niet van af" in trend_sentence(calm)


def test_rings_say_what_their_margin_bears():
    codes = ("WK000001", "WK000002")
    chance = Ring(1, codes, Estimate(-0.02, -0.05, 0.01, 0.3, 2, 40), placebos=99)
    assert "De gebieden die eraan grenzen (2 gebieden)" in ring_sentence(chance, 2002)
    assert "dat kan toeval zijn" in ring_sentence(chance, 2002)
    sure = Ring(2, codes, Estimate(-0.1, -0.15, -0.05, 0.01, 2, 40), placebos=99)
    assert "De gebieden daaromheen" in ring_sentence(sure, 2002)
    assert "nul ligt buiten de marge" in ring_sentence(sure, 2002)
    few = Ring(
        1, codes, Estimate(-0.1, -math.inf, math.inf, 0.5, 2, 3), None, NoMargin.FEW_PLACEBOS
    )
    assert "Een marge is hier niet te geven" in ring_sentence(few, 2002)
    nothing = Ring(1, (), None, NoEstimate.NO_NEIGHBOURS)
    assert "Er ligt geen gebied zonder vernieuwing omheen" in ring_sentence(nothing, 2002)
