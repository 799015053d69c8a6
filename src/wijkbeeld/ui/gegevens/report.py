"""What became of each file of the last import."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from wijkbeeld.sources.recognise import Skipped
from wijkbeeld.store.reading import Reading, Refusal
from wijkbeeld.ui.gegevens.refused import remarks
from wijkbeeld.words.files import skipped_text
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number

_KEY = "gegevens_verslag"


@dataclass(frozen=True)
class _Read:
    """A file that was used, with what was refused in it and noted about it."""

    file: str
    label: str
    rows: int
    refused: int
    refusals: list[Refusal]
    notes: list[str]


def keep(readings: list[Reading], skipped: list[Skipped]) -> None:
    """Keep what became of each file, to show until the next import."""
    st.session_state[_KEY] = (
        [
            _Read(
                r.file,
                r.label,
                r.rows_read,
                r.rows_refused,
                list(r.refusals),
                list(dict.fromkeys(r.notes)),
            )
            for r in readings
        ],
        [(s.file, skipped_text(s)) for s in skipped],
    )


def clear() -> None:
    """Forget the last import: the version it made is no longer in use."""
    st.session_state.pop(_KEY, None)


def show() -> None:
    """Show what became of each file of the last import; what was refused stands below it."""
    used, refused = st.session_state.get(_KEY, ([], []))
    for n, one in enumerate(used):
        extra = f", {number(one.refused)} geweigerd" if one.refused else ""
        told = st.warning if one.refused and one.refused == one.rows else st.success
        told(
            f"**{escape_markdown(one.file)}**: {escape_markdown(one.label)}; "
            f"{count(one.rows, 'rij', 'rijen')}{extra}.",
            icon=":material/error:" if told is st.warning else ":material/check:",
        )
        remarks(one.file, one.refusals, one.notes, one.refused, f"nu_{n}", is_fictional=False)
    for file, reason in refused:
        st.error(f"**{escape_markdown(file)}**: {escape_markdown(reason)}", icon=":material/error:")
