"""What a page says while the server does not answer, in the document from the first paint.

Streamlit says so in English, in a dialog over the whole page that tells users to start a program.
The map goes on without the server, so a line at the top of the page is enough; when the connection
is back, the map tells what was chosen on it in the meantime (``report.js``).
"""

from __future__ import annotations

AWAY = "zonder-verbinding"
"""Class of the document's root while there is no connection; the map looks for it."""

BACK = "wijkbeeld:verbonden"
"""Event at the document when the connection is back; the map listens for it."""

STYLE = """
[data-testid="stConnectionStatus"] { display: none !important; }
.verbinding { position: fixed; left: 50%; top: .4rem; z-index: 1000000; width: max-content;
  max-width: min(46rem, calc(100% - 2rem)); padding: .4rem 1rem; pointer-events: none;
  border: 1px solid #ffffff; border-radius: 6px; background: #16202b; color: #ffffff;
  font: 1rem/1.4 "Source Sans", sans-serif; transform: translateX(-50%); }
.verbinding:empty { display: none; }
"""

SCRIPT = """
{
  const line = document.createElement("div");
  line.className = "verbinding";
  line.setAttribute("role", "status");
  const WAIT_MS = 800, STAY_MS = 3000;
  let known = false, away = false, waiting;
  const say = (text, after) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { line.textContent = text; }, after);
  };
  const change = () => {
    document.documentElement.classList.toggle("AWAY", away);
    if (!line.isConnected) document.body.append(line);
    if (away) {
      say("Even geen verbinding met Wijkbeeld. Wat je op een kaart kiest, blijft staan. "
        + "De pagina gaat verder als de verbinding terug is.", WAIT_MS);
      return;
    }
    if (line.textContent) line.textContent = "De verbinding is terug.";
    say("", STAY_MS);
    document.dispatchEvent(new Event("BACK"));
  };
  const look = () => {
    const state = document.querySelector("[data-test-connection-state]")
      ?.dataset.testConnectionState;
    known ||= state === "CONNECTED";
    if (known && away !== (state !== "CONNECTED")) { away = !away; change(); }
    if (!away) return;
    for (const dialog of document.querySelectorAll('[role="dialog"]')) {
      const isOfStreamlit = dialog.textContent.startsWith("Connection error");
      if (isOfStreamlit) dialog.querySelector("button")?.click();
    }
  };
  new MutationObserver(look).observe(document.documentElement, {
    attributes: true, attributeFilter: ["data-test-connection-state"], childList: true,
    subtree: true,
  });
}
""".replace("AWAY", AWAY).replace("BACK", BACK)
