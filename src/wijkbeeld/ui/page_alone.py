"""Run a page without a browser, in a session of its own, from nothing but its link."""

from __future__ import annotations

import runpy
import threading
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import (
    RerunException,
    ScriptRunContext,
    StopException,
    add_script_run_ctx,
)
from streamlit.runtime.state import SafeSessionState, SessionState

from wijkbeeld import paths
from wijkbeeld.ui.taken import TAKER, Taken

_MOST_RUNS = 3
_KEPT = (
    "plek",
    "niveau",
    "maat",
    "jaar",
    "van",
    "tot",
    "gebieden",
    "groep",
    "uitgelicht",
    "cijfer",
)
"""Choices that a page either shows or drops; others it may rewrite."""

_NOTICES = "_meldingen"


@dataclass(frozen=True)
class Outcome:
    """What a page drew, and what it had to say.

    Attributes
    ----------
    lost
        What the link asks for and is not here.
    told
        Why a picture is missing, and other notices on the page.
    """

    taken: Taken
    lost: tuple[str, ...]
    told: tuple[str, ...]


def run(page: str, query: dict[str, str]) -> Outcome:
    """Run a page as a new session would that opens its link.

    Raises
    ------
    Exception
        Whatever the page raises.
    """
    outcome: list[Outcome | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_run(page, query))
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=work, name="scene")
    thread.start()
    thread.join()
    (result,) = outcome
    if isinstance(result, BaseException):
        raise result
    return result


def _run(page: str, query: dict[str, str]) -> Outcome:
    state = SafeSessionState(SessionState(), lambda: None)
    told: list[str] = []

    def hear(message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.HasField("alert"):
            told.append(element.alert.body)

    script = str(paths.app_script().parent / "pages" / f"{page}.py")
    context = ScriptRunContext(
        session_id=f"scene-{threading.get_ident()}",
        _enqueue=hear,
        query_string="",
        session_state=state,
        uploaded_file_mgr=MemoryUploadedFileManager("/none"),
        main_script_path=script,
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(script),
    )
    add_script_run_ctx(threading.current_thread(), context)
    text = urlencode(query)
    for _ in range(_MOST_RUNS):
        told.clear()
        context.reset(text)
        with state.query_params() as params:
            params.populate_from_query_string(text)
        taken = Taken()
        state[TAKER] = taken
        try:
            runpy.run_path(script)
        except StopException:
            break
        except RerunException as asked:
            text = asked.rerun_data.query_string or text
            continue
        break
    notices = list(state[_NOTICES].values()) if _NOTICES in state else []
    lost = [n.text for n in notices] or _dropped(query, _final(state))
    return Outcome(taken, tuple(lost), tuple(dict.fromkeys(told)))


def _final(state: SafeSessionState) -> dict[str, str]:
    """Choices in the link after the run: a page drops what it cannot show."""
    with state.query_params() as params:
        return {k: str(params[k]) for k in params}


def _dropped(query: dict[str, str], final: dict[str, str]) -> list[str]:
    """Choices that the page dropped or replaced without a word."""
    gone = []
    for key in _KEPT:
        wanted, shown = query.get(key, "").split(","), final.get(key, "").split(",")
        gone += [w for w in wanted if w and w not in shown]
    return [f"Dit staat niet in deze dataset: {', '.join(gone)}."] if gone else []
