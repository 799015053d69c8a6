"""Sessions without a browser: time that the page's script takes on the server.

``python -m bench.sessions measure`` prints the median seconds of a change of measure;
``crowd`` prints the 95th percentile over twenty sessions at once, memory (MB) and number of runs.
"""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from pathlib import Path

import psutil
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

import wijkbeeld
from wijkbeeld.ui import kaart

FRAME = Path(wijkbeeld.__file__).parent / "ui" / "frame.py"
spent: list[float] = []


def record() -> None:
    """Note how long every run of the script takes."""
    run = script_runner.ScriptRunner._run_script

    def timed(self, *given, **named):
        start = time.perf_counter()
        try:
            return run(self, *given, **named)
        finally:
            spent.append(time.perf_counter() - start)

    script_runner.ScriptRunner._run_script = timed


def opened() -> AppTest:
    """Session on the map at buurt level."""
    app = AppTest.from_file(str(FRAME), default_timeout=300)
    app.session_state[kaart.DRAWN] = True
    app.query_params["niveau"] = "buurt"
    return app.run()


def measure() -> list[float]:
    """Median seconds of a change of measure."""
    app = opened()
    for chosen in ["onv", "lbm", "won", "soc", "lbm"] * 3:
        app.selectbox(key="w_maat").set_value(chosen)
        app.run()
    return [statistics.median(spent[-10:])]


def user(number: int) -> None:
    """One of the crowd: changes the measure every two seconds or so."""
    app = opened()
    for step in range(6):
        time.sleep(2 + number % 5 / 10)
        app.selectbox(key="w_maat").set_value(["onv", "lbm", "won", "soc", "fys"][(number + step) % 5])
        app.run()


def crowd() -> list[float]:
    """95th percentile (seconds), memory (MB) and number of runs of twenty sessions."""
    user(0)
    spent.clear()
    everyone = [threading.Thread(target=user, args=(n,)) for n in range(20)]
    for one in everyone:
        one.start()
        time.sleep(0.1)
    for one in everyone:
        one.join()
    spent.sort()
    return [spent[int(0.95 * len(spent))], psutil.Process().memory_info().rss / 1e6, float(len(spent))]


if __name__ == "__main__":
    record()
    print(json.dumps({"measure": measure, "crowd": crowd}[sys.argv[1]]()))
