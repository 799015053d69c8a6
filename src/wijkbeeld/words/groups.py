"""Sentences about which areas are renewed, which are compared with, and which take no part."""

from __future__ import annotations

from collections.abc import Sequence

from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number
from wijkbeeld.words.sentences import NOUNS

_NAMED = 6
"""Names that a sentence lists."""


def compared_with_text(n: int, is_complete: bool) -> str:
    """How many areas the renewed ones are compared with, after "met"."""
    areas = "1 gebied dat" if n == 1 else f"{number(n)} gebieden die"
    if is_complete:
        return f"{areas} voor zover bekend nooit vernieuwd {'is' if n == 1 else 'zijn'}"
    return f"{areas} niet in dit register {'staat' if n == 1 else 'staan'}"


NO_CITIES = (
    "Het aantal inwoners is hier niet bekend. Daarom kiest Wijkbeeld zelf geen vergelijkbare "
    "gemeenten: een stad zou naast een dorp kunnen komen. Voeg kerncijfers van CBS toe, of "
    "kies hier zelf."
)


def renewed_elsewhere(others: Sequence[tuple[str, int, int]], total: int) -> str:
    """Say how many areas are left out of the comparison because something else renewed them.

    Parameters
    ----------
    others
        Per programme or register its name, the areas that belong to it, and those of which a part
        does or may do.
    total
        Different areas: one area can be in several programmes. Empty text for none.
    """
    if not total:
        return ""
    it = "Het hoort (deels)" if total == 1 else "Ze horen (deels)"
    listed = "; ".join(_other(*o) for o in others)
    return (
        f"{count(total, 'gebied telt', 'gebieden tellen')} niet mee als vergelijking. {it} bij een "
        f"ander programma of register: {listed}."
        + (" Een gebied kan bij meer dan één horen." if len(others) > 1 else "")
    )


def renewed_but_compared(others: Sequence[tuple[str, int, int]], total: int) -> str:
    """Say that areas renewed by something else take part in the comparison; empty for none."""
    if not total:
        return ""
    listed = "; ".join(_other(*o) for o in others)
    return (
        f"Let op: {count(total, 'gebied', 'gebieden')} in de vergelijking "
        f"{'hoort' if total == 1 else 'horen'} (deels) bij een ander programma of register. "
        f"Alle gebieden daarvan op dit niveau: {listed}."
    )


def unplaced(names: Sequence[str]) -> str:
    """Say that it is not known where some programme areas lie here; empty for none."""
    if not names:
        return ""
    listed = escape_markdown(", ".join(names[:_NAMED])) + (
        f" en nog {number(len(names) - _NAMED)}" if len(names) > _NAMED else ""
    )
    return (
        f"Van {count(len(names), 'programmagebied', 'programmagebieden')} weten we niet waar "
        f"{'het' if len(names) == 1 else 'ze'} op dit niveau in deze editie "
        f"{'ligt' if len(names) == 1 else 'liggen'} ({listed}). Een deel van de vergelijking kan "
        "dus ook vernieuwd zijn."
    )


def not_linked(level: str, missing: Sequence[str], named: int) -> str:
    """Say that a programme names areas that are not in view; empty when all are."""
    if not missing:
        return ""
    listed = ", ".join(missing[:_NAMED])
    if len(missing) > _NAMED:
        listed += f" en nog {number(len(missing) - _NAMED)}"
    verb = "is" if len(missing) == 1 else "zijn"
    return (
        f"Let op: {number(len(missing))} van de {number(named)} gebieden van dit programma {verb} "
        f"niet aan {NOUNS[level][1]} te koppelen en {'telt' if len(missing) == 1 else 'tellen'} "
        f"hier niet mee: {escape_markdown(listed)}."
    )


def group_told(label: str, names: Sequence[str], nouns: str, note: str) -> str:
    """Say what a group in a chart is, and how its figure is made of its areas.

    Parameters
    ----------
    names
        Of its areas.
    nouns
        What areas are called, more than one.
    note
        How its areas were found.
    """
    n = len(names)
    listed = ", ".join(names[:_NAMED]) + (f" en nog {number(n - _NAMED)}" if n > _NAMED else "")
    made = (
        "De lijn is het gemiddelde van de gebieden met een cijfer. Elk gebied telt even zwaar, "
        "hoeveel mensen er ook wonen."
        if n > 1
        else "De lijn is het cijfer van dit ene gebied."
    )
    what = f"{number(n)} {nouns}" if n > 1 else "1 gebied"
    return escape_markdown(f"De groep ‘{label}’ is {what}: {listed}. {made} {note}")


def inside_note(n: int, beyond: int, where: str) -> str:
    """Say that a set is limited to a place, and what became of its other areas.

    Parameters
    ----------
    where
        The place, with its preposition.
    """
    text = f"Hier telt alleen wat {where} ligt: {count(n, 'gebied', 'gebieden')}."
    if not beyond:
        return text
    rest = f"De {number(beyond)} andere gebieden" if beyond > 1 else "Het andere gebied"
    counts = "tellen" if beyond > 1 else "telt"
    return f"{text} {rest} van de set {counts} hier niet mee, ook niet als vergelijking."


def none_inside(label: str, where: str) -> str:
    """Say that no area of a set lies in a place."""
    return f"Geen enkel gebied van {label} ligt op dit niveau {where}."


def _other(label: str, whole: int, partly: int) -> str:
    parts = [f"{number(whole)} geheel" if whole else "", f"{number(partly)} deels of misschien"]
    return f"{escape_markdown(label)}: " + ", ".join(p for p in parts[: 2 if partly else 1] if p)


def partly_in(label: str) -> str:
    """Say that part of an area belongs to a programme, or may belong to it."""
    return f"**{escape_markdown(label)}**: een deel van dit gebied hoort erbij, of misschien."


def too_small(name: str, value: int, unit: str, year: int, least: int) -> str:
    """Why an area takes no part: fewer inhabitants or dwellings than the minimum."""
    return f"{escape_markdown(name)}: {number(value)} {unit} in {year}, minder dan {number(least)}."


def too_small_to_compare(
    renewed: Sequence[str], others: int, minimum: int, wave: int, sizes: str
) -> str:
    """Say which renewed areas, and how many others, are too small to take part.

    Parameters
    ----------
    renewed
        Sentences of :func:`too_small` about renewed areas.
    others
        Areas of the comparison that are too small.
    sizes
        What was counted, as :func:`sizes_known` says it.
    """
    told = [
        f"Gebieden met minder dan {number(minimum)} inwoners of {number(minimum // 2)} woningen "
        f"rond {wave} doen niet mee: hun score zegt weinig.",
        sizes,
    ]
    if renewed:
        told.append(f"Te klein uit de set: {' '.join(renewed)}")
    if others:
        told.append(f"Te klein uit de rest: {count(others, 'gebied', 'gebieden')}.")
    return " ".join(told)


def sizes_known(tallies: Sequence[tuple[str, int, int, int]], unknown: int, wave: int) -> str:
    """Say of which years the sizes of areas are, and of how many areas they are not known.

    Parameters
    ----------
    tallies
        What was counted, in how many areas, and the first and last year used.
    unknown
        Areas of which nothing was counted: they take part.
    """
    listed = " en ".join(
        f"{unit} van {first if first == last else f'{first}–{last}'} "
        f"({count(n, 'gebied', 'gebieden')})"
        for unit, n, first, last in tallies
    )
    told = [f"Geteld in het bekende jaar dat het dichtst bij {wave} ligt: {listed}."]
    if unknown:
        told.append(
            f"Van {count(unknown, 'gebied', 'gebieden')} met een score is het aantal inwoners en "
            f"woningen niet bekend; {'dat doet' if unknown == 1 else 'die doen'} mee."
        )
    return " ".join(told if listed else told[1:])


NEW_BUILD = (
    "Deze gebieden zijn niet gekozen omdat ze vernieuwd zijn, maar omdat er veel nieuwbouw staat. "
    "Dat kan ook een uitbreidingswijk op leeg land zijn. Noem het verschil dus geen verschil "
    "tussen vernieuwd en niet vernieuwd."
)
"""Warning with a set of new dwellings that cannot be told from extension."""


def stock_label(is_renewal: bool) -> str:
    """Name of the set that is read from the stock."""
    if is_renewal:
        return "Uit de voorraad: veel woningen van na 2000 in bestaand gebied"
    return "Nieuwbouw sinds 2000 (vernieuwing of uitbreiding)"


def stock_note(least: float, year: int, early_year: int | None, known: int) -> str:
    """How the set from the stock was made, and what it may not be called.

    Parameters
    ----------
    least
        Percentage of dwellings since 2000 from which an area counts.
    year, early_year
        Year of the stock, and of the stock from before; None where there is none.
    known
        Areas of which the share is known, or that stood before and hardly grew.
    """
    share = f"Gebieden met ten minste {number(least)}% woningen van na 2000 in {year}"
    if early_year is None:
        return (
            f"{share} ({number(known)} gebieden met een cijfer). Let op: dit is geen set van "
            "vernieuwde gebieden. Er is geen cijfer over de voorraad van rond 2000, dus nieuwbouw "
            "op de plek van oude woningen is niet te onderscheiden van een nieuwe wijk op leeg "
            "land. De start is niet bekend."
        )
    return (
        f"{share}, waar in {early_year} al ten minste 500 woningen stonden en de voorraad daarna "
        f"hoogstens anderhalf keer zo groot werd ({number(known)} gebieden voldoen aan die laatste "
        "twee). Gemeten na de vernieuwing zelf; de start is niet bekend."
    )
