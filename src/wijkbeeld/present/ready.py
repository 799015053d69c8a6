"""Decks to start from, made of what is loaded: their pictures are those of the dataset."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from wijkbeeld.present.deck import Deck, Question, Scene
from wijkbeeld.store.places import group_places
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.usual import default_level

NIEUW_WEST = "Nieuw-West: 25 jaar vernieuwing"
GIVEN_LEVEL = "Ontwikkeling gegeven niveau"
WITHOUT_DEMOLITION = "Gemengde wijken zonder sloophamer"
NAMES = (NIEUW_WEST, GIVEN_LEVEL, WITHOUT_DEMOLITION)

_PLACE, _TOWN = "nieuw-west", "GM0363"
_LESSONS = (
    "Gemengde wijken in Amsterdam Nieuw-West, lessen uit ruim 25 jaar wijkvernieuwing (WijkWijzer)"
)
_MIXING = "Platform31/WijkWijzer, Werken aan gemengde wijken"
_RESILIENCE = "In.Fact, Veerkracht in het corporatiebezit; Platform31/WijkWijzer"


def ready(data: Dataset, name: str) -> Deck:
    """Deck of a name, about what is loaded.

    Raises
    ------
    KeyError
        There is no such deck.
    """
    make = {NIEUW_WEST: _nieuw_west, GIVEN_LEVEL: _given_level, WITHOUT_DEMOLITION: _without}
    scenes = make[name](_About(data))
    if data.manifest.fictional:
        scenes = [_told_real(scene) for scene in scenes]
    return Deck(name=name, dataset=data.manifest.dataset, made=date.today(), scenes=tuple(scenes))


def _told_real(scene: Scene) -> Scene:
    """Beside fictional figures: what comes from a publication says that it is real."""
    if not scene.source:
        return scene
    real = f"Echt onderzoek, niet over de fictieve regio: {scene.source}"
    return scene.model_copy(update={"source": real})


class _About:
    """Which place and waves the pictures are about.

    On a fictional region that is its largest gemeente. On other data it is Nieuw-West, also where
    that is not loaded: the scene then says so.
    """

    def __init__(self, data: Dataset) -> None:
        levels = [level for level in data.levels() if data.measures_at(level)]
        self.level = default_level(data, levels) if levels else "wijk"
        scope = data.scope(self.level, data.editions(self.level)[0]) if levels else None
        waves = data.mappable_waves(scope, "lbm") if scope is not None else []
        self.first = waves[0] if waves else 2002
        self.last = waves[-1] if waves else 2022
        towns = data.by_code(scope)["gemeente_code"] if scope is not None else None
        largest = str(towns.mode().iat[0]) if towns is not None and len(towns) else _TOWN
        has_town = towns is not None and (towns == _TOWN).any()
        fictional = data.manifest.fictional
        self.town = _TOWN if has_town or not fictional else largest
        is_known = _PLACE in group_places(data)
        self.place = _PLACE if is_known or not fictional else largest

    def map(self, title: str, note: str, place: str, **more: object) -> Scene:
        """The map of a place in a wave."""
        query = {"plek": place, "niveau": self.level, "jaar": self.last} | more
        return _picture(title, note, "kaart", query)

    def change(self, title: str, note: str, place: str, **more: object) -> Scene:
        """The map of the change since the first wave."""
        since = {"weergave": "ontwikkeling", "van": self.first}
        return self.map(title, note, place, **(since | more))


def _picture(
    title: str, note: str, page: str, query: dict[str, object], picture: str = ""
) -> Scene:
    link = f"/{page}?{urlencode(query)}"
    return Scene(kind="beeld", title=title, note=note, link=link, picture=picture)


def _text(title: str, note: str, source: str, *lines: str) -> Scene:
    return Scene(kind="tekst", title=title, note=note, lines=lines, source=source)


def _ask(title: str, note: str, kind: str, *options: str) -> Scene:
    asked = Question.model_validate({"kind": kind, "options": options})
    return Scene(kind="vraag", title=title, note=note, question=asked)


def _nieuw_west(about: _About) -> list[Scene]:
    series: dict[str, object] = {"plek": about.place, "niveau": about.level}
    cloud: dict[str, object] = {"plek": about.town, "niveau": about.level}
    if about.place != about.town:  # all of a cloud in the colour of some would tell nothing
        cloud["uitgelicht"] = about.place
    return [
        _text(
            "Waarom mengen we wijken?",
            "Vraag eerst de zaal: wat is voor jou een gemengde wijk? Er is geen vaste definitie.",
            _MIXING,
            "Mengen is een middel: wat meng je, waarom, voor wie, en op welke schaal?",
            "Sinds de oorlog mengen we vooral met de voorraad: sloop, nieuwbouw en verkoop.",
            "Andere woningen geven andere cijfers. Contact tussen bewoners komt niet vanzelf.",
        ),
        _picture(
            "Een lange traditie van beleid",
            "Loop de balken langs, van wederopbouw tot nu. In 2012 stopt het landelijke "
            "wijkenbeleid; in 2022 begint het NPLV met 20 gebieden.",
            "verantwoording",
            {},
            "beleid_tijdlijn",
        ),
        about.map(
            "",
            f"Zo stond het in {about.first}. Ga met pijl omlaag door de jaren. Klik op een wijk "
            "die de zaal kent.",
            about.place,
            jaar=about.first,
        ),
        _picture(
            "",
            "Onder druk: hoeveel gebieden hebben een lage score? Wijs op de lijn van het land.",
            "verloop",
            series,
            "verloop_laag",
        ),
        _text(
            "Plannen en resultaten in Nieuw-West",
            "Lees elke rij van links naar rechts. Ook het doel zelf schoof: in 2007 ging het niet "
            "meer om nieuwkomers, maar om bewoners die een stap maken.",
            _LESSONS,
            "Wat | Plan, 2001 | Stand, 2022",
            "Slopen, sociale huur | 13.000 woningen | 6.500 woningen",
            "Aantal sociale huur | minder | evenveel als toen",
            "Woningen | iets meer | 40.000 inwoners erbij",
            "Voor wie | nieuwkomers | vanaf 2007: bewoners",
        ),
        about.change(
            "",
            "Volgens de studie stegen in Nieuw-West de scores van woningen en voorzieningen, en "
            "het gemiddelde inkomen met de helft. Druk op V om twee jaren naast elkaar te leggen.",
            about.place,
        ),
        _picture(
            "",
            "Vergelijk met wijken die even hoog begonnen. Steeg wie laag begon meer dan de rest?",
            "ontwikkeling",
            cloud,
            "ontw_wolk",
        ),
        _text(
            "Wat bewoners vinden, bleef achter bij de rest van de stad",
            "Dit is onderzoek onder bewoners, geen cijfer uit de Leefbaarometer.",
            _LESSONS,
            "Leefbaarheid, tevredenheid, samenhang: de laagste cijfers van de stad",
            "De wens om te verhuizen: de hoogste van de stad",
            "Geen verschil tussen vernieuwde en niet vernieuwde buurten",
            "Contact tussen groepen: het minst in de vernieuwde buurten",
        ),
        _text(
            "Hoe kun je dat lezen? Vier lezingen, geen ervan bewezen",
            "Elk van deze lezingen is te toetsen. Geen ervan is bewezen.",
            _LESSONS,
            "De lasten komen eerst, de baten later. Het werk is nog niet af.",
            "Zonder vernieuwing was het minder geworden",
            "De verwachtingen stegen mee",
            "De stenen zijn klaar, de sociale kant viel weg",
        ),
        _ask(
            "Herken je dit beeld in je eigen stad?",
            "Laat de zaal eerst zelf kiezen en dan pas praten.",
            "keuze",
            "Ja, sterk",
            "Een beetje",
            "Nee",
            "Dat weet ik niet",
        ),
        _ask(
            "Verwachten we te veel van stenen?",
            "Vraag iemand aan elk van de twee uiteinden om uitleg.",
            "schaal",
            "Helemaal niet",
            "Veel te veel",
        ),
        _ask(
            "Wat mag de aanpak van morgen niet vergeten?",
            "Eén woord per persoon. Vat samen en sluit af.",
            "woord",
        ),
    ]


def _given_level(about: _About) -> list[Scene]:
    query: dict[str, object] = {"plek": about.town, "niveau": about.level}
    return [
        _text(
            "Vergelijk een wijk met wijken die even hoog begonnen",
            "Leg uit: stijgen na een lage meting is nog geen succes.",
            "",
            "Na een heel lage meting volgt vaak een hogere, ook als er niets gebeurt",
            "Een kaart van de verandering kan dus vooral laten zien waar het laag begon",
            "Daarom: hoeveel meer of minder dan wijken met hetzelfde begin?",
        ),
        about.map("", "Het begin. Ga met pijl omlaag door de jaren.", about.town, jaar=about.first),
        about.change("", "De verandering, zonder rekening te houden met het begin.", about.town),
        _picture("", "Elke stip is een gebied.", "ontwikkeling", query, "ontw_wolk"),
        _picture("", "Het gemiddelde per beginklasse.", "ontwikkeling", query, "ontw_klassen"),
        about.change(
            "", "Nu met het begin erbij: meer of minder dan past.", about.town, tegen="start"
        ),
        _ask(
            "Welke wijk deed het anders dan je dacht?",
            "Laat mensen hun wijk aanwijzen op de kaart.",
            "punt",
        ),
    ]


def _without(about: _About) -> list[Scene]:
    return [
        _text(
            "Mengen zonder te slopen",
            "Sinds ongeveer 2012 wordt minder gesloopt. Welke knoppen zijn er nog?",
            _RESILIENCE,
            "Kwetsbare bewoners wonen steeds vaker bij elkaar in goedkope huizen",
            "Sloop en nieuwbouw heet de sterkste maatregel, en gebeurt minder sinds 2012",
            "Corporaties, gemeenten en zorg zoeken andere wegen",
        ),
        about.map(
            "Waar is de samenhang groot, en waar klein?",
            "Dit is de dimensie sociale samenhang van de Leefbaarometer.",
            about.town,
            maat="soc",
        ),
        about.map("", "De totaalscore in het laatste jaar.", about.town),
        _text(
            "De gemeente",
            "Kies één regel en vraag: wie doet dit hier al?",
            _MIXING,
            "Een visie op de gemengde wijk, en afspraken over wie voorrang krijgt",
            "Plekken om elkaar te zien: licht contact, vaak en dichtbij",
            "Ongelijk investeren voor gelijke kansen; sociale huur beter verdelen",
        ),
        _text(
            "De corporatie",
            "Toewijzen is de snelste knop, en de gevoeligste.",
            _MIXING,
            "Afspraken over toewijzen",
            "Verkoop, middenhuur en bijzondere woonvormen, klein en verspreid",
            "Sociaal beheer en geld voor voorzieningen en openbare ruimte",
        ),
        _text(
            "Mengen met precisie: vier stappen",
            "Bij elke stap: waartoe, wie, hoe en waar?",
            _MIXING,
            "Bewust worden, en het eens worden over het doel",
            "De plannen op elkaar afstemmen",
            "Vertalen naar het gebied",
            "Precies uitvoeren",
        ),
        _ask(
            "Wat zou je morgen doen?",
            "Laat de zaal kiezen. Vraag waarom.",
            "keuze",
            "Anders toewijzen",
            "Plekken om elkaar te zien",
            "Andere woningen erbij",
            "Meer sociaal beheer",
        ),
    ]
