"""Fields whose text is kept with the area as soon as it is typed.

The field shows what the store holds, also what another session wrote since. Where both wrote, both
texts stand in the page until the user chooses; what could not be kept stays, also on another page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from wijkbeeld.store import plans
from wijkbeeld.store.plans import ChangedMeanwhileError
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.words.markdown import escape_markdown

_UNKEPT = "plan_niet_bewaard"
SHORT = 200
"""Most characters of a field of one line."""


@dataclass(frozen=True)
class _Unkept:
    """A text that is typed and not kept: what another wrote, or why it failed."""

    typed: str
    there: str | None
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
    state = st.session_state
    _try(choice, key, str(state.get(f"{name}_gezien", "")), str(state[name]))


def _try(choice: Choice, key: str, seen: str, text: str) -> None:
    name = widget(choice, key)
    try:
        plans.write(choice.where, key, seen, text)
    except ChangedMeanwhileError as error:
        _unkept()[name] = _Unkept(text, error.there, str(error))
    except StoreError as error:
        _unkept()[name] = _Unkept(text, None, str(error))
    else:
        _unkept().pop(name, None)


def _settle(choice: Choice, key: str) -> None:
    """Where a text could not be kept: say why, and offer what can be done."""
    name = widget(choice, key)
    unkept = _unkept().get(name)
    if unkept is None:
        return
    if unkept.there is None:
        st.error(f"Niet bewaard. {escape_markdown(unkept.why)}", icon=":material/error:")
        return
    st.warning(
        f"{unkept.why}  \nDe ander schreef: ‘{escape_markdown(unkept.there or '(leeg)')}’",
        icon=":material/group:",
    )
    both = "\n".join(filter(None, [unkept.there, unkept.typed]))
    with st.container(horizontal=True, gap="small"):
        for label, text in (
            ("Houd beide", both),
            ("Houd de mijne", unkept.typed),
            ("Neem die van de ander", unkept.there),
        ):
            st.button(
                label,
                key=f"{name}_{label}",
                on_click=_try,
                args=(choice, key, unkept.there, text),
            )
