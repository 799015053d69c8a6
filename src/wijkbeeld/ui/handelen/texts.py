"""Fields whose text is kept with the area as soon as it is typed.

The field shows what the store holds, also what another session wrote since. Where both wrote, both
texts are kept and stand in the page until somebody chooses. What could not be kept at all stays in
the session of who typed it, also after a look at another page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from wijkbeeld.store import plans
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.handelen.changes import attempt
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.words.markdown import escape_markdown

_UNKEPT = "plan_niet_bewaard"
SHORT = 200
"""Most characters of a field of one line."""


@dataclass(frozen=True)
class _Unkept:
    """A text that is typed and could not be kept, and why."""

    typed: str
    why: str


def _unkept() -> dict[str, _Unkept]:
    found: dict[str, _Unkept] = st.session_state.setdefault(_UNKEPT, {})
    return found


def widget(choice: Choice, key: str) -> str:
    """Key of the field of a text."""
    return f"w_plan_{choice.where.edition}_{choice.where.code}_{key}"


def line(choice: Choice, key: str, label: str, usual: str = "", **extra: Any) -> None:
    """A field of one line."""
    _prepare(choice, key, usual)
    extra |= _common(choice, key)
    st.text_input(label, max_chars=SHORT, **extra)
    _settle(choice, key)


def area(choice: Choice, key: str, label: str, usual: str = "", **extra: Any) -> None:
    """A field of more lines."""
    _prepare(choice, key, usual)
    extra |= _common(choice, key)
    st.text_area(label, max_chars=plans.LONGEST_TEXT, **({"height": 90} | extra))
    _settle(choice, key)


def _common(choice: Choice, key: str) -> dict[str, Any]:
    return {
        "key": widget(choice, key),
        "on_change": _keep,
        "args": (choice, key),
        "disabled": not choice.can_write,
    }


def _prepare(choice: Choice, key: str, usual: str) -> None:
    """Show what is kept now, unless the field holds a text that could not be kept."""
    name = widget(choice, key)
    state = st.session_state
    if (unkept := _unkept().get(name)) is not None:
        state[name] = unkept.typed
        return
    state[f"{name}_gezien"] = state[name] = choice.plan.text(key, usual)


def _keep(choice: Choice, key: str) -> None:
    """Keep what was typed, or hold it with the reason why that could not be."""
    name = widget(choice, key)
    seen, text = str(st.session_state.get(f"{name}_gezien", "")), str(st.session_state[name])
    try:
        plans.write(choice.where, key, seen, text)
    except StoreError as error:
        _unkept()[name] = _Unkept(text, str(error))
    else:
        _unkept().pop(name, None)


def _settle(choice: Choice, key: str) -> None:
    """Say why a text could not be kept; where two were written at once, let the user choose."""
    name = widget(choice, key)
    if (unkept := _unkept().get(name)) is not None:
        st.error(f"Niet bewaard. {escape_markdown(unkept.why)}", icon=":material/error:")
    there, beside = choice.plan.text(key), choice.plan.text(key + plans.BESIDE)
    if not beside:
        return
    st.warning(
        "Twee mensen schreven hier tegelijk. Er is ook geschreven: "
        f"‘{escape_markdown(beside)}’. Beide zijn bewaard; kies wat er blijft staan.",
        icon=":material/group:",
    )
    with st.container(horizontal=True, gap="small"):
        for label, text in (
            ("Houd beide", "\n".join(filter(None, [there, beside]))),
            ("Houd wat in het veld staat", there),
            ("Neem de andere tekst", beside),
        ):
            st.button(
                label,
                key=f"{name}_{label}",
                on_click=attempt,
                args=(partial(plans.settle, choice.where, key, text),),
            )
