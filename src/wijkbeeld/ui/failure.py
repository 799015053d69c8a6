"""What users see when something goes wrong that nobody foresaw."""

from __future__ import annotations

import logging

import streamlit as st

from wijkbeeld.store.errors import StoreError
from wijkbeeld.ui import rescue

_LOG = logging.getLogger(__name__)


def explain(error: Exception) -> bool:
    """Say in Dutch that a page failed; the details go to the log.

    Returns
    -------
    bool
        True: Streamlit's own English message is not shown.
    """
    _LOG.error("a page failed", exc_info=error)
    if isinstance(error, StoreError):
        rescue.offer(error)
        return True
    st.error(
        "Deze pagina kan nu niet worden getoond. Je gegevens zijn niet veranderd. Laad de "
        "pagina opnieuw, of kies andere instellingen. Blijft het misgaan, meld dan deze "
        f"melding: {type(error).__name__}.",
        icon=":material/error:",
    )
    return True
