"""Field words of *Vernieuwing* in plain Dutch."""

from __future__ import annotations

GLOSSARY = {
    "marge": (
        "Cijfers schommelen, ook als er niets gebeurt. De marge loopt van het laagste tot het "
        "hoogste verschil dat nog bij het gemeten verschil past. Ligt nul in de marge, dan kan het "
        "verschil toeval zijn. Ligt nul erbuiten, dan is het groter dan toeval meestal geeft."
    ),
    "aaneengesloten": (
        "Gebieden die aan elkaar grenzen. Buren maken vaak hetzelfde mee, een nieuwe metrolijn "
        "bijvoorbeeld. Daarom vergelijken we met groepen die ook aan elkaar grenzen."
    ),
    "standaarddeviatie": (
        "Een maat voor hoeveel de cijfers van gebieden verschillen. Ongeveer twee van de drie "
        "gebieden zitten minder dan één standaarddeviatie boven of onder het gemiddelde."
    ),
    "startmeting": (
        "De laatste meting van voor de start van de vernieuwing. Vanaf daar tellen we de "
        "verandering."
    ),
    "punt": (
        "De score van de Leefbaarometer is een getal rond de 4. Een klasse, van zwak naar "
        "voldoende bijvoorbeeld, is gemiddeld ongeveer 0,085 punt breed."
    ),
    "gelijk begonnen": (
        "Gebieden die voor de start ongeveer dezelfde score hadden, en dezelfde bouw en bewoning "
        "als die van voor de start bekend zijn."
    ),
    "tijdelijk dal": (
        "Een score die even lager is dan gewoonlijk. Daarna stijgt die meestal weer, ook als er "
        "niets gedaan wordt."
    ),
    "klasse": (
        "De Leefbaarometer deelt scores in negen klassen in, van zeer onvoldoende tot uitstekend."
    ),
    "waterbed": (
        "Problemen die zich verplaatsen: het gaat beter in het ene gebied en slechter ernaast."
    ),
}
