"""What a dataset still needs before a page can show something, and how to get it."""

from __future__ import annotations

from wijkbeeld.store.read import Dataset

SCORES = (
    "Vernieuwing vergelijkt scores van de Leefbaarometer van voor en na de start. Die staan nog "
    "niet in deze dataset. Haal ze op de pagina Gegevens op bij 'Officiële cijfers ophalen', of "
    "zet daar de zip met scores neer. Je andere cijfers blijven staan."
)


def to_show(data: Dataset) -> str:
    """Why there is nothing to show: no figures, no map, or figures of other areas."""
    has_figures = bool(data.manifest.figures)
    has_map = any(row["with_map"] for row in data.manifest.areas)
    if has_figures and not has_map:
        return (
            "In deze dataset staan cijfers, maar nog geen kaart. Voeg op de pagina Gegevens de "
            "grenzen van gemeenten, wijken en buurten toe."
        )
    if has_figures:
        return (
            "De cijfers in deze dataset horen niet bij gebieden van de kaart die erin staat. Voeg "
            "op de pagina Gegevens de grenzen toe van het jaar van de cijfers."
        )
    return (
        "In deze dataset staan nog geen cijfers. Voeg op de pagina Gegevens scores van de "
        "Leefbaarometer, kerncijfers van CBS of eigen cijfers toe."
    )
