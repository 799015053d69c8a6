"""Parts of the page *Verantwoording*: everything comes from the catalog and the dataset."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import Classes, catalog
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.charts.policy_bands import timeline_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.map.payload import FEWEST
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import tables, theme
from wijkbeeld.words.numbers import MINUS, count, number

TIMELINE = "beleid_tijdlijn"
"""Key of the chart of the periods of national policy."""

_STATUS = {
    "officieel": "Officieel gepubliceerd",
    "afgeleid": "Afgeleid: door ons bepaald uit officiële klassen",
    "eigen": "Eigen instelling van Wijkbeeld",
}


def leefbaarometer(data: Dataset) -> None:
    """Say what the Leefbaarometer is and is not."""
    source = catalog().sources["leefbaarometer"]
    st.header("Wat is de Leefbaarometer?")
    st.markdown(
        "De Leefbaarometer schat hoe leefbaar een gebied is. Een model berekent de score uit "
        "ongeveer honderd kenmerken van de omgeving, zoals woningen, voorzieningen, groen, "
        "overlast en veiligheid. De score van elk gebied wordt vergeleken met een **vaste "
        f"referentie van {number(REFERENCE, 4)}**. Die referentie is in elk jaar hetzelfde. Het "
        "is dus niet het gemiddelde van dat jaar."
    )
    st.markdown(
        "**Wat is de Leefbaarometer niet?**\n\n- Geen enquête: de score zegt niet wat bewoners "
        "ervan vinden.\n- Geen oorzakelijk model: een hogere score zegt niet waardoor het beter "
        "ging.\n- Geen oordeel over bewoners.\n- Woningen zijn zelf een deel van de score "
        "(dimensie woningvoorraad). Sloop en nieuwbouw veranderen de score dus ook "
        "rechtstreeks.\n- In gebieden met weinig inwoners, zoals havens en bedrijventerreinen, "
        "zegt de score weinig."
    )
    waves = ", ".join(str(w) for w in source.waves)
    st.markdown(
        f"**Metingen:** {waves}. {source.dimension_note} De metingen liggen niet even ver uit "
        "elkaar."
    )
    editions = data.manifest.editions
    if editions:
        listed = ", ".join(str(e) for e in editions)
        st.markdown(
            f"**In deze dataset:** editie {listed}. {source.caveats[1]} {source.caveats[2]}"
        )


def renewal() -> None:
    """Say how renewed and other areas are compared, and what that can bear."""
    st.header("Vernieuwd en niet vernieuwd")
    st.markdown(
        "De pagina Vernieuwing zet de ontwikkeling van vernieuwde gebieden naast die van andere "
        "gebieden. Het verschil is de verandering sinds de laatste meting voor de start, min de "
        "verandering van de vergelijking in dezelfde metingen (methode van Callaway en "
        "Sant'Anna, 2021). De marge van 95% komt uit 999 groepen gebieden die net zo liggen als de "
        "vernieuwde: even groot, aaneengesloten als die dat zijn, en in dezelfde gemeente. "
        "De ladder zet dezelfde gebieden naast vijf dingen: hun eigen ontwikkeling, de rest van de "
        "gemeente, gebieden die gelijk begonnen daar en in vergelijkbare gemeenten, en het hele "
        "land. Geen van de vijf is het effect van vernieuwing."
    )
    st.markdown(
        "**Wat kan die vergelijking niet?**\n\n- Bewijzen dat vernieuwing de oorzaak is. "
        "Daarvoor moeten gebieden zich zonder vernieuwing gelijk hebben ontwikkeld, en dat is "
        "niet te zien.\n- Controleren hoe het daarvoor ging als er maar één meting voor de "
        "start is. Dat is zo bij elke start van 2003 tot en met 2008.\n- Iets zeggen over "
        "dimensies bij een start voor 2014: er is dan geen meting van ervoor.\n- Herstel van "
        "een tijdelijk dal en vernieuwing uit elkaar houden zonder eerdere metingen. De pagina "
        "waarschuwt als de gebieden in de startmeting uitzonderlijk laag stonden.\n- Zien of "
        "dezelfde bewoners beter af zijn, of wat bewoners ervan vinden."
    )


def classes() -> None:
    """Show every class scale with its limits and where they come from."""
    st.header("Klassen en hun grenzen")
    st.markdown(
        "Kerncijfers en eigen cijfers hebben geen vaste klassen. Hun grenzen volgen uit het "
        "laatste jaar met genoeg cijfers (even grote groepen of natuurlijke grenzen) of typ je "
        "zelf. Ze zijn in alle jaren gelijk, en de legenda zegt welke het zijn. Hieronder staan "
        "de klassen van de Leefbaarometer."
    )
    for scale in catalog().classes.values():
        st.subheader(scale.label)
        st.markdown(f"{_STATUS[scale.status]} (vastgelegd op {scale.dated:%d-%m-%Y}). {scale.note}")
        st.table(_limits(scale), hide_index=True, border="horizontal", width="content")


def _limits(scale: Classes) -> pd.DataFrame:
    rows = []
    for one in scale.limits:
        lower = (
            f"lager dan {number(scale.limits[1].lower, 4)}"
            if one.lower is None
            else f"vanaf {number(one.lower, 4)}"
        )
        between = (
            f"{number(one.interval[0], 5)} en {number(one.interval[1], 5)}" if one.interval else ""
        )
        rows.append(
            {
                "Klasse": f"**{one.number} {one.name}**",
                "Ondergrens (punt)": lower,
                "De officiële grens ligt tussen": between,
            }
        )
    frame = pd.DataFrame(rows)
    return frame if frame.iloc[:, 2].any() else frame.iloc[:, :2]


def readings() -> None:
    """Explain the readings beside plain scores."""
    st.header("Hoe vergelijken we?")
    st.markdown(
        "- **Ten opzichte van de eigen gemeente of een groep**: de score min het gemiddelde van "
        "die groep in dezelfde meting. We wegen naar inwoners als die voor bijna alle gebieden "
        "bekend zijn; de kaart zegt of dat zo is.\n- **Negen gelijke groepen**: alle gebieden "
        "op volgorde, in negen even grote groepen. Zo zie je verschillen op een kaart die met "
        "vaste klassen bijna overal groen is.\n- **Gegeven het startniveau**: de ontwikkeling "
        "min wat gebieden deden die ongeveer even hoog begonnen. Dat zijn de andere gebieden van "
        "het deel dat je bij Binnen kiest. Zijn dat er te weinig, dan zijn het alle gebieden; de "
        "pagina zegt welke. In heel Nederland stijgen gebieden die laag beginnen in de "
        "totaalscore gemiddeld meer, vernieuwd of niet. Zonder deze stap lijkt bijna elk "
        "zwak gebied een succes.\n"
        "- **Gebieden die erop lijken**: gebieden met ongeveer dezelfde startscore en woningen. Op "
        "elkaar lijken bewijst niet dat ze zich ook gelijk zouden hebben ontwikkeld.\n"
        f"- **Gearceerde gebieden** hebben minder dan {FEWEST} inwoners. Lees hun score met zorg."
    )


def joining() -> None:
    """Explain how figures of one year are laid on the areas of another."""
    st.header("Hoe leggen we cijfers naast gebieden?")
    st.markdown(
        "Wijken en buurten veranderen van grens en codes worden opnieuw gebruikt. Daarom geldt "
        "een vaste regel:\n\n1. Zijn code en grens gelijk (overlap ten minste 95%), dan "
        "gebruiken we het cijfer. Is er van een jaar geen kaart, dan moeten de codes in de "
        "gemeente en de oppervlakte overeenkomen.\n2. Anders bouwen we het cijfer op uit de "
        "buurten die helemaal in het gebied liggen, gewogen naar inwoners of woningen. "
        "Aantallen tellen we op; aandelen bouwen we daaruit opnieuw op. Loopt de grens dwars "
        "door een buurt, dan doen we dit niet.\n3. Lukt dat niet, dan laten we een gat, met de "
        "reden erbij. Een gat is nooit een nul."
    )


def definitions(data: Dataset) -> None:
    """Define every indicator of the catalog and of the user's own files."""
    st.header("Definities")
    measures = data.measures()
    declared = catalog().indicators
    themes = list(dict.fromkeys(i.theme for i in declared.values()))
    st.caption(count(len(measures), "indicator", "indicatoren"))
    for name in themes:
        with st.expander(name):
            for one in (i for i in declared.values() if i.theme == name):
                st.markdown(
                    f"**{one.label}** ({one.unit or 'zonder eenheid'}; {one.direction}) — "
                    f"{one.definition} {one.note}"
                )
                years = _years(one.id)
                breaks = " ".join(f"Breuk in {b.year}: {b.note}" for b in one.breaks)
                source = catalog().sources[one.source].attribution
                st.caption(f"Bron: {source}. {years} {breaks}")
    own = [m for k, m in measures.items() if k not in declared]
    if own:
        with st.expander("Eigen indicatoren"):
            for measure in own:
                st.markdown(f"**{measure.label}** ({measure.unit}). {measure.definition}")


def _years(indicator: str) -> str:
    keys = catalog().indicators[indicator].keys
    if not keys:
        return ""
    spans = sorted({k.years for k in keys})
    return "Gepubliceerd: " + ", ".join(f"{a}–{b}" if a != b else str(a) for a, b in spans) + "."


def programmes(data: Dataset) -> None:
    """Show programmes and how their areas were matched, matched or not."""
    st.header("Programma's en beleid in de tijd")
    if data.manifest.fictional:
        st.markdown(
            "Dit is **echt** beleid voor echte gebieden. Het hoort niet bij de fictieve regio."
        )
    for programme in catalog().programmes.values():
        matched = sum(a.is_matched for a in programme.areas)
        with st.expander(
            f"{programme.label}: {matched} van "
            f"{count(len(programme.areas), 'gebied', 'gebieden')} gekoppeld"
        ):
            st.markdown(f"{programme.note} Bron: {programme.source}.")
            rows = [
                {
                    "Gebied": a.name,
                    "Gemeente": a.gemeente,
                    "Codes": ", ".join(a.codes) or "–",
                    "Koppeling": a.match,
                    "Deels of misschien": ", ".join(a.partial_codes) or "–",
                    "Koppeling deels": a.partial_match or "–",
                    "Buurten": ", ".join(a.buurten.codes) or "–" if a.buurten else "–",
                    "Koppeling buurten": a.buurten.match if a.buurten else "–",
                }
                for a in programme.areas
            ]
            frame = pd.DataFrame(rows).set_index("Gebied")
            tables.show(frame, {}, f"Gebieden van {programme.label}")
    _timeline()
    rows = [
        {
            "Periode": f"{b.start}–{b.end or 'nu'}",
            "Beleid": b.label,
            "Toelichting": b.note,
            "Bron": b.source,
        }
        for b in catalog().timeline
    ]
    frame = pd.DataFrame(rows).set_index("Periode")
    tables.show(frame, {}, "Landelijk wijkenbeleid in de tijd")


def _timeline() -> None:
    """Draw the periods of national policy."""
    bands = catalog().timeline
    title = f"Landelijk wijkenbeleid sinds {min(b.start for b in bands)}"
    named = "; ".join(f"{b.label} ({b.start}–{b.end or 'nu'})" for b in bands)
    heading = Heading(
        title, "Bronnen: per periode in de tabel op Verantwoording", "Jaren waarin beleid gold"
    )
    figure = timeline_figure(bands, date.today().year, heading, theme.ink())
    theme.show(figure, TIMELINE, "wijkbeeld_beleid", f"{title}. {named}.")


def sources() -> None:
    """Name sources, publishers and licences."""
    st.header("Bronnen en licenties")
    for source in catalog().sources.values():
        link = f" [Pagina van de bron]({source.page})." if source.page else ""
        st.markdown(f"**{source.name}** — {source.publisher}. Licentie: {source.licence}.{link}")
        for caveat in source.caveats:
            st.caption(caveat)
    st.caption(
        f"Getallen: 1.234,5 is duizend tweehonderdvierendertig en een half; {MINUS} is min; – is "
        "geen cijfer."
    )
