"""Sentences of the method file, for the research department of a council."""

from __future__ import annotations

from wijkbeeld.analysis.clusters import Layout, Lie
from wijkbeeld.words.numbers import count, number

TITLE = "Verantwoording: vernieuwd en niet vernieuwd"
LADDER_COLUMNS = (
    "Vergelijking",
    "Verschil",
    "Laag",
    "Hoog",
    "p",
    "Zichtbaar vanaf",
    "Placebo's",
    "n vernieuwd",
    "n vergelijking",
    "Nul",
)
OUTSIDE = {True: "buiten de marge", False: "binnen de marge", None: "geen marge"}
_LIE = {
    Lie.SCATTERED: "De vernieuwde gebieden liggen verspreid.",
    Lie.CLUSTER: "De vernieuwde gebieden liggen aaneen.",
    Lie.CLUSTERS: "De vernieuwde gebieden liggen in groepen bij elkaar.",
    Lie.WHOLE: "Hele gemeenten zijn vernieuwd.",
}
DETECTABLE = (
    "De kolom 'Zichtbaar vanaf' is het kleinste verschil dat met deze gebieden buiten de marge zou "
    "vallen. Een kleiner verschil is met deze gebieden niet te zien: geen verschil gevonden is "
    "iets anders dan geen verschil."
)
NOT_THE_EFFECT = (
    "Dezelfde ontwikkeling staat naast vijf dingen. De vergelijking bepaalt mee wat eruit komt: "
    "geen van deze getallen is hét effect."
)
ONE_AT_A_TIME = (
    "Steeds één keuze anders; de eerste rij is de keuze van de pagina. Alle combinaties staan in "
    "de bijlage."
)
ELSEWHERE = "Volgens een ander programma of register (deels) vernieuwd en daarom weggelaten"
UNKNOWN_SIZE = "Inwoners en woningen onbekend: doet mee, want de ondergrens is niet te bepalen"
LIMITS = (
    "De Leefbaarometer is een schatting uit kenmerken van de omgeving en geen causaal model. De "
    "woningvoorraad is er een deel van: sloop en nieuwbouw veranderen de score rechtstreeks.",
    "Metingen liggen ongelijk in de tijd. Er is gerekend op hun volgorde.",
    "Vernieuwing van buurgebieden, verhuizingen en andere programma's kunnen beide kanten "
    "veranderen.",
    "De start van vernieuwing (plan, eerste sloop, oplevering) is een keuze; de gevoeligheid "
    "ervoor staat hierboven.",
    "Gelijkheid vooraf kiezen op één score kan zelf een verschil maken (Daw en Hatfield, 2018).",
)
REFERENCES = (
    "Abadie, A., Diamond, A. & Hainmueller, J. (2010). Synthetic control methods for comparative "
    "case studies. Journal of the American Statistical Association 105(490), 493-505.",
    "Callaway, B. & Sant'Anna, P.H.C. (2021). Difference-in-differences with multiple time "
    "periods. Journal of Econometrics 225(2), 200-230.",
    "Daw, J.R. & Hatfield, L.A. (2018). Matching and regression to the mean in "
    "difference-in-differences analysis. Health Services Research 53(6), 4138-4156.",
    "Leefbaarometer 3.0. Ministerie van Binnenlandse Zaken en Koninkrijksrelaties, "
    "leefbaarometer.nl.",
    "MacKinnon, J.G. & Webb, M.D. (2020). Randomization inference for difference-in-differences "
    "with few treated clusters. Journal of Econometrics 218(2), 435-450.",
    "Rambachan, A. & Roth, J. (2023). A more credible approach to parallel trends. Review of "
    "Economic Studies 90(5), 2555-2591.",
    "Sant'Anna, P.H.C. & Zhao, J. (2020). Doubly robust difference-in-differences estimators. "
    "Journal of Econometrics 219(1), 101-122.",
)


def asked(label: str, level: str, areas: str, first: int, last: int) -> str:
    """The question in a sentence.

    Parameters
    ----------
    first, last
        Years in which renewal began.
    """
    when = str(first) if first == last else f"{first}–{last}"
    return (
        f"Ontwikkelden de vernieuwde gebieden zich anders dan andere gebieden? Gebieden: {areas}. "
        f"Maat: {label}. Niveau: {level}. Start van de vernieuwing: {when}."
    )


def margin_means(layout: Layout | None, draws: int) -> str:
    """What a margin is, for how the areas lie."""
    if layout is None:
        return "Er was niets te vergelijken, dus is er geen marge."
    if layout.lie is Lie.SCATTERED:
        like = "even veel losse gebieden in dezelfde gemeenten"
    elif layout.lie is Lie.WHOLE:
        like = "even veel gebieden samen in andere gemeenten"
    else:
        like = "even grote aaneengesloten groepen gebieden in dezelfde gemeenten"
    return (
        f"{_LIE[layout.lie]} De marge komt uit {number(draws)} lotingen van {like}, waar niets is "
        "gevraagd: hij bevat elk verschil dat daarnaast niet opvalt (95%). p is het deel van die "
        "groepen dat ten minste evenveel afweek. Met minder dan twintig verschillende groepen is "
        "er geen marge."
    )


def too_small(minimum: int) -> str:
    """Which areas are too small to take part."""
    return f"Minder dan {number(minimum)} inwoners en daarom weggelaten"


def own_development(rose: int, fell: int, base: int, first: int, last: int) -> str:
    """How many of the renewed areas rose and fell."""
    return (
        f"Eigen ontwikkeling: van {base} tot het gemiddelde van de metingen van {first} tot en met "
        f"{last}. {count(rose, 'gebied steeg', 'gebieden stegen')}, {number(fell)} "
        f"{'daalde' if fell == 1 else 'daalden'}."
    )


def reproduce(is_register: bool) -> str:
    """What the command does, and where a register comes from on another machine."""
    text = "Dit commando rekent de vijf vergelijkingen opnieuw uit, tot het laatste cijfer gelijk."
    if is_register:
        text += (
            " Op een andere computer: exporteer het register op de pagina als CSV, en noem dat "
            "bestand in plaats van --set en de naam."
        )
    return text
