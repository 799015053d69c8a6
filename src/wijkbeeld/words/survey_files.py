"""What a survey file must have, and what happens with it."""

NEEDED = (
    "Voor deze pagina is een enquête onder bewoners nodig: per gebied en jaar een cijfer, zoals "
    "een rapportcijfer of een percentage, met het aantal ondervraagden (n) of de marge. In deze "
    "dataset staat die nog niet. Een CSV- of Excel-bestand is genoeg."
)
COLUMNS = (
    "Het bestand heeft een rij per gebied en jaar, met kolommen voor de code of naam van het "
    "gebied, het jaar, het cijfer, en n of marge. Een kolom per jaar kan ook."
)
KEPT = (
    "Zo gaat Wijkbeeld met je bestand om: wat je op Gegevens neerzet, blijft eerst alleen in je "
    "eigen sessie. Kies je daar 'Voeg toe', dan komen de cijfers in de dataset op deze computer. "
    "Ieder die deze Wijkbeeld gebruikt, ziet ze dan, ook de gebieden met een kleine n. Op Gegevens "
    "haal je ze er weer uit; in de vorige versie van de dataset staan ze nog tot de wijziging "
    "daarna. Wijkbeeld stuurt niets naar buiten."
)
