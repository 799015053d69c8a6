"""The whole view is in the URL: choices are read from it, written to it, and kept between pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from wijkbeeld.ui import arrivals, notices
from wijkbeeld.ui.url_keys import keys_of
from wijkbeeld.words.markdown import escape_markdown

T = TypeVar("T")
_KEPT = "_view"
_PAGE = "_page"


def restore(page: str) -> None:
    """Bring choices made on another page back into the URL of this one.

    Streamlit empties the query string on a change of page, and a widget of another page with the
    same key hands over its state but not its value: its state is dropped here, so that
    :func:`pick` sets it anew. What the URL says goes before what is remembered: a shared link wins.

    Parameters
    ----------
    page
        Name of the page that is shown; :mod:`wijkbeeld.ui.url_keys` says which keys it uses.
        Others stay remembered but out of its URL.
    """
    if st.session_state.get(_PAGE) != page:
        for widget in [k for k in st.session_state if str(k).startswith("w_")]:
            del st.session_state[widget]
        st.session_state[_PAGE] = page
    keys = keys_of(page)
    for key in keys:
        if key.before and key.before in st.query_params:
            st.query_params[key.name] = st.query_params[key.before]
            del st.query_params[key.before]
    remembered = st.session_state.setdefault(_KEPT, {})
    arrivals.note(page, remembered)
    if "kaart" not in st.query_params and arrivals.holds("plek"):
        remembered.pop("kaart", None)  # another place comes with its own extent
    for name in st.query_params:
        remembered[name] = st.query_params[name]
    for key in keys:
        if key.name in remembered and key.name not in st.query_params:
            st.query_params[key.name] = remembered[key.name]


def page() -> str:
    """Name of the page that is shown; empty before the first."""
    return str(st.session_state.get(_PAGE, ""))


def get(name: str) -> str | None:
    """Value of a choice, or None when it was not made."""
    remembered = st.session_state.setdefault(_KEPT, {})
    value = st.query_params.get(name, remembered.get(name))
    return str(value) if value is not None else None


def put(**values: object) -> None:
    """Write choices to the URL and remember them; None removes one."""
    remembered = st.session_state.setdefault(_KEPT, {})
    for name, value in values.items():
        text = None if value is None or value == "" else str(value)
        if text is None:
            remembered.pop(name, None)
            if name in st.query_params:
                del st.query_params[name]
            continue
        remembered[name] = text
        if st.query_params.get(name) != text:
            st.query_params[name] = text


def replace(old: str, new: str) -> None:
    """Put another value wherever a choice has a value: what it names has another name now."""
    remembered = st.session_state.setdefault(_KEPT, {})
    for name in [n for n, value in remembered.items() if value == old]:
        remembered[name] = new
        st.session_state.pop(f"w_{name}", None)
        if st.query_params.get(name) == old:
            st.query_params[name] = new


def pick(
    name: str,
    label: str,
    options: Sequence[T],
    default: T,
    show: Callable[[T], str] = str,
    *,
    as_list: bool = False,
    **extra: Any,
) -> T:
    """Offer a choice whose value lives in the URL under ``name``.

    An unknown value in the URL (an old link, a typing error) falls back to the default and says so.

    Parameters
    ----------
    options
        Choices; their ``str()`` is what stands in the URL.
    as_list
        Offer a drop-down list in place of buttons.
    """
    key = f"w_{name}"
    by_text = {str(o): o for o in options}
    wanted = get(name)
    if wanted is not None and wanted not in by_text:
        if key not in st.session_state:
            tell_unknown(name, wanted, label, (str(default), show(default)))
        wanted = None
    if st.session_state.get(key) not in options:
        st.session_state[key] = by_text.get(wanted or "", default)
    elif wanted is not None and st.session_state.get(f"{key}_url") != wanted:
        st.session_state[key] = by_text[wanted]
    # Said anew in every run: a widget in a closed popover meets its value only when it opens.
    st.session_state[key] = st.session_state[key]
    extra |= {"format_func": show, "key": key}
    if as_list:
        chosen = st.selectbox(label, options, **extra)
    else:
        chosen = st.segmented_control(label, options, required=True, **extra)
    value: T = default if chosen is None else chosen
    st.session_state[f"{key}_url"] = str(value)
    put(**{name: value})
    return value


def about_to_be(name: str) -> str | None:
    """Value that a choice further down the page will have; None where it is not made.

    What the user chose just now is in the control before it is in the link.
    """
    key, wanted = f"w_{name}", get(name)
    if key in st.session_state and st.session_state.get(f"{key}_url") == (wanted or ""):
        return str(st.session_state[key]) or None
    return wanted


def tell_unknown(name: str, wanted: str, label: str, instead: tuple[str, str]) -> None:
    """Say that a link asks for something that is not here, and what is shown instead.

    Parameters
    ----------
    instead
        As it stands in the link, and as the user reads it.
    """
    value, text = instead
    tell(
        name,
        value,
        f"De keuze '{escape_markdown(wanted)}' voor '{label}' bestaat hier niet. We tonen "
        f"'{escape_markdown(text)}'.",
    )


def tell(name: str, instead: str | None, text: str, way: notices.Way | None = None) -> None:
    """Say something about a choice of this page, until the user goes on.

    Parameters
    ----------
    instead
        Value that the link has from now on.
    """
    notices.tell(page(), name, instead or None, text, way)
