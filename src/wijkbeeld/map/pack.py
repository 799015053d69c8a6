"""Pack what a map shows into a few short strings: one or two characters per area and wave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

ALPHABET = "".join(chr(c) for c in range(35, 127) if chr(c) not in "\\<>&")[:88]
"""Characters that JSON and HTML leave as they are; a value is written with two of them."""

STEPS = len(ALPHABET) ** 2 - 2


@dataclass(frozen=True)
class Packed:
    """Classes and values of all areas for each wave.

    Attributes
    ----------
    waves
        Waves that have a frame.
    classes
        Per wave one digit per area: ``0`` missing, ``1``..``9`` class.
    values
        Per wave two characters per area: step 0 is missing, step ``s`` is
        ``low + (s - 1) / STEPS * (high - low)``.
    low, high
        Range of the values, in the unit of the measure.
    """

    waves: list[int]
    classes: list[str]
    values: list[str]
    low: float
    high: float


def pack(table: pd.DataFrame, classes: pd.DataFrame, *, keep: bool = False) -> Packed:
    """Pack one measure.

    Parameters
    ----------
    table
        Rows areas (in the order of the map geometry), columns waves, values in points.
    classes
        Same shape: class 1..9 of each value, 0 where it is missing.
    keep
        Keep waves without any value too, so that several levels have the same waves.

    Returns
    -------
    Packed
        Only waves with at least one value, unless ``keep``.
    """
    numbers = table.to_numpy("float64")
    some = ~np.isnan(numbers).all(axis=0) | keep
    numbers = numbers[:, some]
    waves = [int(w) for w in table.columns[some]]
    if not waves:
        return Packed([], [], [], 0.0, 1.0)
    known = not np.isnan(numbers).all()
    low, high = (float(np.nanmin(numbers)), float(np.nanmax(numbers))) if known else (0.0, 1.0)
    spread = high - low or 1.0
    steps = np.where(np.isnan(numbers), 0, np.round((numbers - low) / spread * STEPS) + 1)
    digits = (classes.to_numpy("uint8")[:, some] + ord("0")).astype("uint8")
    frames = [digits[:, n].tobytes().decode("ascii") for n in range(len(waves))]
    return Packed(
        waves,
        frames,
        [_two(steps[:, n].astype("int64")) for n in range(len(waves))],
        low,
        low + spread,
    )


def _two(steps: np.ndarray) -> str:
    letters = np.frombuffer(ALPHABET.encode("ascii"), dtype="uint8")
    pairs = np.column_stack([letters[steps // len(letters)], letters[steps % len(letters)]])
    return pairs.astype("uint8").tobytes().decode("ascii")


COUNT_STEP = 5
"""Counts are written in steps of five, as CBS rounds inhabitants."""


def pack_counts(counts: pd.Series) -> str:
    """Pack counts (inhabitants): three characters per area; missing stays apart from zero.

    Raises
    ------
    ValueError
        When a count is negative or too large for three characters (over three million).
    """
    base = len(ALPHABET)
    numbers = counts.to_numpy("float64")
    if (
        np.nanmin(numbers, initial=0) < 0
        or np.nanmax(numbers, initial=0) / COUNT_STEP >= base**3 - 2
    ):
        raise ValueError("count out of range")
    steps = np.where(np.isnan(numbers), 0, np.round(numbers / COUNT_STEP) + 1).astype("int64")
    letters = np.frombuffer(ALPHABET.encode("ascii"), dtype="uint8")
    triples = np.column_stack(
        [letters[steps // base**2], letters[steps // base % base], letters[steps % base]]
    )
    return triples.astype("uint8").tobytes().decode("ascii")


def unpack(packed: Packed, wave: int) -> np.ndarray:
    """Values of one wave back from their characters; precise to half a step.

    Returns
    -------
    ndarray, shape (areas,)
        NaN where missing.
    """
    text = packed.values[packed.waves.index(wave)].encode("ascii")
    letters = np.zeros(128, dtype="int64")
    letters[[ord(c) for c in ALPHABET]] = np.arange(len(ALPHABET))
    pairs = letters[np.frombuffer(text, dtype="uint8")].reshape(-1, 2)
    steps = pairs[:, 0] * len(ALPHABET) + pairs[:, 1]
    values = packed.low + (steps - 1) / STEPS * (packed.high - packed.low)
    return np.where(steps == 0, np.nan, values)
