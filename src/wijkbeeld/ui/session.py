"""Which dataset a session looks at, and the frames that pages share."""

from __future__ import annotations

import threading
from typing import Any, NoReturn

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.store import versions
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import arrivals, notices, pages, rescue, url_state
from wijkbeeld.words import missing, sentences
from wijkbeeld.words.markdown import escape_markdown

LEVEL_LABEL = {"gemeente": "Gemeenten", "wijk": "Wijken", "buurt": "Buurten"}
_demo_lock = threading.Lock()


def reporter(bar: Any) -> pipeline.Say:
    """Progress that a Streamlit bar shows."""

    def say(part: float, text: str) -> None:
        bar.progress(min(max(part, 0.0), 1.0), text)

    return say


def ensure_some_dataset() -> None:
    """Build the demo region when the store is empty, with progress on screen.

    Two sessions that start at once build it once.
    """
    if versions.datasets():
        return
    with st.status(
        "Eerste start: de fictieve regio wordt gemaakt (ongeveer tien seconden)…", expanded=True
    ) as box:
        bar = st.progress(0.0)
        with _demo_lock:
            try:
                if not versions.datasets():
                    pipeline.build_demo(say=reporter(bar))
            except StoreError as error:
                box.update(label="De fictieve regio kon niet worden gemaakt.", state="error")
                st.error(escape_markdown(error), icon=":material/error:")
                return
        box.update(label="De fictieve regio is klaar.", state="complete", expanded=False)
    st.rerun()


def chosen_name() -> str | None:
    """Name of the dataset that the URL or this session asks for, or the preferred one."""
    names = versions.datasets()
    if not names:
        return None
    wanted = url_state.get("dataset")
    return wanted if wanted in names else pipeline.preferred(names)


def current_dataset() -> Dataset:
    """Open the dataset in view; stop the page with the way back when that cannot be done."""
    name = _named()
    try:
        return open_dataset(name)
    except StoreError as error:
        rescue.offer(error, name)
        st.stop()


def dataset_or_damage() -> tuple[str, Dataset | None]:
    """Name of the dataset in view, and the dataset where it can be opened; else say what ails."""
    name = _named()
    try:
        return name, open_dataset(name)
    except StoreError as error:
        rescue.offer(error, name, has_link=False)
        return name, None


def _named() -> str:
    """Name of the dataset in view, put into the link; stop the page when there is none."""
    name = chosen_name()
    wanted = url_state.get("dataset")
    if name is None:
        st.info(
            "Er is nog geen dataset. Ga naar Gegevens om er een te maken.",
            icon=":material/database:",
        )
        st.stop()
    if wanted is not None and wanted != name:
        notices.tell(
            notices.EVERYWHERE,
            "dataset",
            name,
            f"Dataset '{escape_markdown(wanted)}' is hier niet, of niet meer. We tonen "
            f"'{escape_markdown(name)}': dat zijn andere gegevens.",
            notices.Way("Kies een dataset", ":material/database:", page="gegevens"),
        )
    url_state.put(dataset=name)
    rescue.show_outcome()
    return name


def need_measures(data: Dataset) -> list[str]:
    """Levels with scores or figures to show; an empty state when there are none."""
    levels = [level for level in data.levels() if data.measures_at(level)]
    if not levels:
        _missing(missing.to_show(data))
    return levels


def need_scores(data: Dataset) -> list[str]:
    """Levels with scores; what is missing, and how to get it, when there are none."""
    levels = data.scored_levels()
    if not levels:
        _missing(missing.SCORES)
    return levels


def _missing(text: str) -> NoReturn:
    """Say what a page needs, with the way to it, and stop."""
    st.info(text, icon=":material/database:")
    st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
    st.stop()


def pick_edition(data: Dataset, level: str) -> int:
    """Edition to show at a level: the most complete, or the user's choice when there are more."""
    editions = data.editions(level)
    if len(editions) == 1:
        wanted = url_state.get("editie")
        if wanted not in (None, str(editions[0])) and arrivals.holds("editie"):
            url_state.tell_unknown("editie", wanted, "Editie", ("", str(editions[0])))
        url_state.put(editie=None)
        return editions[0]
    most = {
        e: max(
            r["areas"]
            for r in data.manifest.areas_per_wave
            if r["edition"] == e and r["level"] == level
        )
        for e in editions
    }
    return url_state.pick(
        "editie",
        "Editie",
        editions,
        editions[0],
        lambda e: f"{e} ({sentences.areas(level, most[e])})",
        as_list=True,
        help=(
            "Editie en aantal gebieden. Een editie gebruikt één gebiedsindeling voor alle "
            "metingen. Edities zijn niet te mengen."
        ),
    )
