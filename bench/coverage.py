"""How often a margin holds the truth, in worlds of which it is known; a table, not a time.

``python -m bench.coverage`` takes minutes: every world is drawn 400 times, with and without an
effect. The tests guard the same worlds with fewer draws.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.support.worlds import WORLDS, covers

DRAWS = 400
EFFECTS = (0.0, 0.05)


def held(name: str, effect: float, draw: int) -> bool:
    """Whether the margin of one draw holds the effect, with 399 placebos."""
    world, specification = WORLDS[name]
    return covers(world, specification, draw, effect, 399)


def main(workers: int = 2) -> None:
    """Print coverage per world and effect."""
    print("| world | effect | held in % of 400 draws |\n|---|---|---|")
    with ProcessPoolExecutor(workers) as pool:
        for name in WORLDS:
            for effect in EFFECTS:
                found = list(pool.map(partial(held, name, effect), range(DRAWS), chunksize=20))
                print(f"| {name} | {effect} | {100 * sum(found) / DRAWS:.1f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
