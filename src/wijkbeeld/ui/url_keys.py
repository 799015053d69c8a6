"""Every key that a link may hold: one key, one meaning, and the pages that read it.

Streamlit's own ``bind="query-params"`` (1.67, tried in Chromium) puts a click in the link, reads
numbers, switches and lists (``k=A&k=B``) back, and knows them again on return to their page. But

- a value that does not fit leaves the link without a word (``pick`` tells what is shown instead);
- an old name is not read, and a script that renames it leaves link and widget to disagree;
- the same key on another page starts at its default, also where the value exists there;
- the link holds the label, so rewording one breaks links; of ``k=A,B`` and ``ring=weg`` nothing
  is read;
- a default is left out, so a link says something else once the default does;
- only widgets have it: the map, which writes ``kaart`` and ``keuze``, has not.

So the pages keep their state through :mod:`wijkbeeld.ui.url_state`, and this is its registry.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.ui import pages

_SCORES = (
    "kaart",
    "verloop",
    "wijk",
    "vergelijken",
    "ontwikkeling",
    "vernieuwing",
    "waterbed",
    "beleving",
    "handelen",
)
_EXPLORING = ("kaart", "verloop", "wijk", "vergelijken", "ontwikkeling")
_ALL = tuple(pages.names())
_RENEWAL = ("vernieuwing",)
_WATERBED = ("waterbed",)
_RENEWED = (*_RENEWAL, *_WATERBED)
_MAP = ("kaart",)
_MIXED = ("menging",)
_FELT = ("beleving",)

_YEAR, _NUMBER, _ON = r"\d{4}", r"\d+", "aan"
_CODE = r"[A-Za-z]{0,2}\d\w*"
_CODES = rf"{_CODE}(,{_CODE})*"


@dataclass(frozen=True)
class Key:
    """One key of a link.

    Attributes
    ----------
    meaning
        What its value says.
    pages
        Pages that read it; on others it is remembered but not in the link.
    before
        Name it had in older links of these pages.
    form
        What a value can look like, as a regular expression; what does not, is said to be unknown
        also where no control reads it. Empty where a control that is always there says so itself.
    is_code
        Whether a value may be one or more codes of CBS: written in capitals, however they come.
    """

    name: str
    meaning: str
    pages: tuple[str, ...]
    before: str = ""
    form: str = ""
    is_code: bool = False


KEYS = (
    Key("dataset", "dataset in view", _ALL),
    Key("plek", "place that everything is about", ("start", *_SCORES, *_MIXED), is_code=True),
    Key("niveau", "level, or how the map chooses one", _SCORES),
    Key("editie", "edition, by the year of its classification", (*_SCORES, *_MIXED), form=_YEAR),
    Key("maat", "measure", ("kaart", "verloop", "vergelijken", "ontwikkeling")),
    Key("weergave", "situation or development", _MAP),
    Key("jaar", "wave on the map", _MAP, form=_YEAR),
    Key("van", "first wave of a change", ("kaart", "vergelijken", "ontwikkeling"), form=_YEAR),
    Key("tot", "last wave of a change", ("vergelijken", "ontwikkeling"), form=_YEAR),
    Key(
        "gebied",
        "area in view",
        ("kaart", "verloop", "vergelijken", "ontwikkeling", "wijk", "handelen", *_MIXED),
        form=_CODE,
        is_code=True,
    ),
    Key("gebieden", "areas side by side", ("verloop", "vergelijken"), form=_CODES, is_code=True),
    Key("keuze", "areas chosen on the map", ("kaart", "vergelijken"), form=_CODES, is_code=True),
    Key("groep", "group whose mean is drawn", ("verloop",)),
    Key("deel_van", "what a share that scores low is of", ("verloop", "vernieuwing")),
    Key("sinds", "first wave of the changes of an area", ("wijk",), form=_YEAR),
    Key("dim_van", "first wave of the dimensions", ("wijk",), form=_YEAR),
    Key("dim_tot", "last wave of the dimensions", ("wijk",), form=_YEAR),
    Key("cijfer", "indicator below the scores", ("verloop",)),
    Key("beleid", "whether policy bands are drawn", ("verloop",), form="aan|uit"),
    Key(
        "uitgelicht",
        "group or gemeente that is highlighted",
        ("ontwikkeling",),
        before="stad",
        is_code=True,
    ),
    Key("achtergrond", "whether the background map is on", _MAP, form=_ON),
    Key("tegen", "what values are set against", _MAP),
    Key("kleuren", "palette", _MAP),
    Key("markeer", "group with an outline", _MAP),
    Key("tweede", "second measure or map", _MAP),
    Key("samen", "whether two measures are on one map", _MAP, form="naast|ineen"),
    Key("klassen", "how values are cut in classes", _MAP),
    Key("aantal", "number of classes", _MAP, form=_NUMBER),
    Key(
        "grenzen",
        "limits of classes that the user typed, and for what",
        _MAP,
        form=r"[\w-]+\.\d+\.[^:]*:[-\d.,; ]+",
    ),
    Key("jaar2", "wave on the second map", _MAP, form=_YEAR),
    Key("schuif", "wave behind the handle", _MAP, form=_YEAR),
    Key("namen", "whether names are on the map", _MAP, form=_ON),
    Key(
        "kaart",
        "place on the map, written by the browser",
        _MAP,
        form=r"(-?[\d.]+_){2}[\d.]+",
    ),
    Key(
        "gemeente",
        "gemeente on the map for browsers without WebGL",
        _MAP,
        before="stad",
        form=_CODE,
        is_code=True,
    ),
    Key("vernieuwd", "set of renewed areas", (*_RENEWED, *_FELT)),
    Key("vmaat", "measure of the comparison", _RENEWED),
    Key("vstart", "year in which renewal began", _RENEWED, form=_YEAR),
    Key("vdeel", "share of new dwellings that counts as renewal", _RENEWED, form=_NUMBER),
    Key("controle", "which areas count as not renewed", _RENEWAL),
    Key("gelijk", "estimator", _RENEWAL),
    Key("gewicht", "weight of an area", _RENEWAL),
    Key("ring", "whether areas beside the renewed ones are left out", _RENEWAL, form="weg"),
    Key("telling", "when renewal begins to count", _RENEWAL),
    Key("terug", "base period", _RENEWAL),
    Key("binnen", "whether comparison stays within the gemeente", _RENEWAL),
    Key("steden", "gemeenten that renewed areas are set beside", _RENEWAL, is_code=True),
    Key("stappen", "whether all steps are open", _RENEWAL, form="alle"),
    Key("minimum", "inhabitants that an area must have", _RENEWAL),
    Key("programmas", "whether areas of other programmes count as renewed", _RENEWAL),
    Key("registers", "whether areas of the user's other registers count as renewed", _RENEWAL),
    Key("kopie", "area beside its synthetic copy", _RENEWAL, is_code=True, form=_CODE),
    Key("kenmerk", "feature that areas are mixed by", _MIXED),
    Key("peiljaar", "year of the composition", _MIXED, form=_YEAR),
    Key("korrel", "smallest areas that the mix is counted over", _MIXED),
    Key("soort", "kind whose separation is shown", _MIXED),
    Key("lijst", "level of the areas in the list", _MIXED),
    Key("gemengd", "largest share of a mixed area, in percent", _MIXED, form=_NUMBER),
    Key("eenzijdig", "smallest share of an area of one kind, in percent", _MIXED, form=_NUMBER),
    Key(
        "mgemeente",
        "gemeente that is named among all",
        _MIXED,
        form=_CODE,
        is_code=True,
    ),
    Key("mengmaat", "entropy or Simpson beside the score", _MIXED, form="entropie|simpson"),
    Key("uit", "kind that dwellings are taken from", _MIXED),
    Key("naar", "kind that dwellings become", _MIXED),
    Key("verplaats", "dwellings that go to another kind", _MIXED, form=_NUMBER),
    Key("mpartij", "who carries out the interventions that are listed", ("handelen",)),
    Key("msoort", "kind of interventions that are listed", ("handelen",)),
    Key("mschaal", "scale of interventions that are listed", ("handelen",)),
    Key("waterbed_van", "base wave of a waterbed", _WATERBED, form=_YEAR),
    Key("waterbed_tot", "wave that a waterbed is seen in", _WATERBED, form=r"alle|\d{4}"),
    Key("waterbed_kaart", "rings or clusters on the map", _WATERBED),
    Key("ringen", "how rings are laid", _WATERBED),
    Key("bmaat", "measure of a survey", _FELT),
    Key("cmaat", "statistic beside the survey", _FELT),
    Key("bvan", "first year of the survey", _FELT, form=_YEAR),
    Key("btot", "last year of the survey", _FELT, form=_YEAR),
    Key("cvan", "first year of the statistic", _FELT, form=_YEAR),
    Key("ctot", "last year of the statistic", _FELT, form=_YEAR),
    Key("bmin", "respondents from which an area is shown", _FELT, form=_NUMBER),
    Key("presentatie", "presentation in view", ("presenteren",)),
)


def keys_of(page: str) -> tuple[Key, ...]:
    """Keys that a page reads.

    Raises
    ------
    KeyError
        There is no such page.
    """
    if page not in _ALL:
        raise KeyError(page)
    return tuple(k for k in KEYS if page in k.pages)
