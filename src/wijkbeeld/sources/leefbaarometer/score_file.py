"""Read one score file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from wijkbeeld.catalog.text_columns import compact
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.halves import notes_on_scores
from wijkbeeld.sources.leefbaarometer.checks import need_one_edition, need_trust, sound_scores
from wijkbeeld.sources.leefbaarometer.header import read_header
from wijkbeeld.sources.leefbaarometer.parsing import parse
from wijkbeeld.store.reading import Reading

FIRST_EDITION = 2018
"""No edition of the 3.0 model ends before this wave."""

NOT_SHOWN = (
    "Scores per postcode (PC4) staan niet op de kaart en niet op de andere pagina's. Gebruik de "
    "scores van gemeenten, wijken of buurten."
)

_LEVEL_LABEL = {
    "gemeente": "gemeenten",
    "wijk": "wijken",
    "buurt": "buurten",
    "pc4": "postcodegebieden (PC4): bewaard, maar Wijkbeeld kan ze niet tonen",
    "grid": "vierkanten van 100 meter",
}


def read(path: Path) -> Reading:
    """Read one Leefbaarometer 3.0 score file.

    Returns
    -------
    Reading
        ``scores`` with one row per area and wave. Rows that break an identity
        (``lbm - afw`` = reference, dimensions sum to ``afw``; both within 1e-6) are refused.

    Raises
    ------
    SourceError
        Wrong separator, missing columns, version 2.0, half a download, two editions mixed,
        contradicting duplicates, or more than 1% of the rows refused.
    """
    header = read_header(path)
    parsed = parse(path, header)
    if parsed.rows.empty:
        raise SourceError(path.name, "Er staan geen rijen met scores in dit bestand.", text.AGAIN)
    scores, refusals = sound_scores(path, parsed, header.level)
    edition = _edition(path, scores)
    scores.insert(0, "edition", np.int16(edition))
    total = len(parsed.rows) + len(parsed.refusals)
    need_trust(path, total, refusals)
    need_one_edition(path, scores, header.level)
    reading = Reading(
        file=path.name,
        kind="leefbaarometer",
        label=f"Leefbaarometer 3.0, editie {edition}, {_LEVEL_LABEL[header.level]}",
        source="leefbaarometer",
        rows_read=total,
        refusals=refusals,
        scores=compact(scores),
    )
    reading.notes += notes_on_scores(scores)
    if header.level == "pc4":
        reading.notes.append(NOT_SHOWN)
    if header.unused:
        reading.notes.append(f"Extra kolommen niet gebruikt: {', '.join(header.unused)}.")
    return reading


def _edition(path: Path, scores: pd.DataFrame) -> int:
    """Edition of a file: its last wave."""
    edition = int(scores["wave"].max())
    if edition < FIRST_EDITION:
        raise SourceError(
            path.name,
            f"De laatste meting in dit bestand is {edition}. Het is niet helemaal gedownload.",
            text.AGAIN,
        )
    return edition
