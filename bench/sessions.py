"""Users without browsers, each with a real connection, on the map at buurt level.

Times are those of the user: from asking for a run of the page to its last message.
``python -m bench.sessions STORE DATASET measure`` prints the median seconds of a change of measure;
``crowd`` prints the 95th percentile over twenty users at once, of all runs and of changes of
measure only, memory of the server (MB) and number of runs.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from tests.support.running import ROOT, serving
from websockets.asyncio.client import ClientConnection, connect

USERS, STEPS = 20, 6
MEASURES = (
    "Overlast en onveiligheid",
    "Totaalscore leefbaarheid",
    "Woningvoorraad",
    "Sociale samenhang",
    "Fysieke omgeving",
)
_TOLD = {"Totaalscore leefbaarheid": "zwak of lager"}
"""What the page says of a measure, where it does not name it."""


class User:
    """A visitor of the map at buurt level who changes the measure.

    Parameters
    ----------
    number
        Users differ in the order of measures and in haste.
    """

    def __init__(self, number: int, address: str, dataset: str) -> None:
        self.number = number
        self.address = address.replace("http", "ws") + "/_stcore/stream"
        self.query = f"dataset={dataset}&niveau=buurt"
        self.spent: list[float] = []
        self._states: dict[str, WidgetState] = {}
        self._measure = self._map = ""

    async def visit(self, steps: int = STEPS, rest: float = 2.0) -> None:
        """Open the map, report it drawn as a browser does, rest, and change the measure."""
        async with connect(self.address, subprotocols=["streamlit"], max_size=None) as line:
            await self._run(line)
            if not self._measure or not self._map:
                raise RuntimeError("the page has no choice of measure or no map")
            self._states[self._map] = WidgetState(
                id=self._map, json_value=json.dumps({"drawn": True})
            )
            await self._run(line)
            for step in range(steps):
                await asyncio.sleep(rest * (1 + self.number % 5 / 20))
                chosen = MEASURES[(self.number + step) % len(MEASURES)]
                self._states[self._measure] = WidgetState(id=self._measure, string_value=chosen)
                if _TOLD.get(chosen, f"op {chosen.lower()}") not in await self._run(line):
                    raise RuntimeError(f"the page does not tell of {chosen}")

    async def _run(self, line: ClientConnection) -> str:
        """Ask for a run; return the text that came with it."""
        ask = BackMsg()
        ask.rerun_script.page_name = "kaart"
        ask.rerun_script.query_string = self.query
        ask.rerun_script.widget_states.widgets.extend(self._states.values())
        start = time.perf_counter()
        await line.send(ask.SerializeToString())
        text = []
        while True:
            message = ForwardMsg.FromString(await line.recv())
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "selectbox" and element.selectbox.label == "Maat":
                    self._measure = element.selectbox.id
                elif element.WhichOneof("type") == "bidi_component":
                    self._map = element.bidi_component.id
                elif element.WhichOneof("type") == "markdown":
                    text.append(element.markdown.body.lower())
                elif element.WhichOneof("type") == "heading":
                    text.append(element.heading.body.lower())
                elif element.WhichOneof("type") == "exception":
                    raise RuntimeError(element.exception.message)
            elif kind == "script_finished":
                self.spent.append(time.perf_counter() - start)
                return " ".join(text)


async def measure(address: str, dataset: str) -> list[float]:
    """Median seconds of a change of measure."""
    user = User(0, address, dataset)
    await user.visit(25, rest=0.1)
    return [statistics.median(user.spent[-20:])]


async def crowd(address: str, dataset: str) -> list[float]:
    """95th percentiles of twenty users who come in within two seconds; memory; number of runs."""
    await User(0, address, dataset).visit(2, rest=0.1)
    users = [User(n, address, dataset) for n in range(USERS)]

    async def later(user: User) -> None:
        await asyncio.sleep(user.number / 10)
        await user.visit()

    await asyncio.gather(*map(later, users))
    runs, changes = ([s for user in users for s in user.spent[skip:]] for skip in (0, 2))
    (server,) = psutil.Process().children()
    late, later_on = (sorted(r)[int(0.95 * len(r))] for r in (runs, changes))
    return [late, later_on, server.memory_info().rss / 1e6, float(len(runs))]


if __name__ == "__main__":
    with serving(ROOT / "app.py", Path(sys.argv[1])) as place:
        print(
            json.dumps(
                asyncio.run({"measure": measure, "crowd": crowd}[sys.argv[3]](place, sys.argv[2]))
            )
        )
