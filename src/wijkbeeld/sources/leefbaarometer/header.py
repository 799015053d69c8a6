"""The first line of a score file: which version of the model, which level, which columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.reading import SCORE_COLUMNS

LEVEL_ORDER = ("grid", "pc4", "buurt", "wijk", "gemeente")
"""A file with codes of several levels is of the finest."""

_CODE = {
    "gm_code": "gemeente",
    "wk_code": "wijk",
    "bu_code": "buurt",
    "pc4": "pc4",
    "pc4_code": "pc4",
    "grid_id": "grid",
    "gridcode": "grid",
}
_NAME = {"gemeente": "gm_naam", "wijk": "wk_naam", "buurt": "bu_naam"}


@dataclass(frozen=True)
class Header:
    """Columns of a score file, in lower case and in the order of the file."""

    names: list[str]
    code_column: str

    @property
    def level(self) -> str:
        """Level of the areas."""
        return _CODE[self.code_column]

    @property
    def name_column(self) -> str | None:
        """Column with the names of the areas; None when there is none."""
        column = _NAME.get(self.level)
        return column if column in self.names else None

    @property
    def unused(self) -> list[str]:
        """Columns that are not read."""
        used = {self.code_column, "jaar", *SCORE_COLUMNS, *_NAME.values()}
        return [n for n in self.names if n not in used]


def is_version_2(names: list[str]) -> bool:
    """Tell a Leefbaarometer 2.0 header (other model, other dimensions) from a 3.0 one."""
    lower = {n.lower() for n in names}
    return bool({"kl02", "rlbrmtr", "rlbrmtr12", "rlbbev12"} & lower)


def matches(names: list[str]) -> bool:
    """Recognise a 3.0 score header, in any order and case, with extra columns."""
    lower = {n.lower() for n in names}
    return {"jaar", "lbm"} <= lower and bool(set(_CODE) & lower)


def refuse_version_2(file: str) -> SourceError:
    """Error for a 2.0 file, with the reason."""
    return SourceError(
        file,
        "Dit is Leefbaarometer 2.0. Dat is een ander model, met andere dimensies en een referentie "
        "per jaar. De cijfers zijn niet te vergelijken met versie 3.0.",
        "Gebruik de open data van Leefbaarometer 3.0.",
    )


def read_header(path: Path) -> Header:
    """Read the first line.

    Raises
    ------
    SourceError
        Version 2.0, the wrong separator, a missing column or one that stands there twice.
    """
    line = text.first_line(path)
    sep = text.separator(line)
    names = [n.lower() for n in text.columns(line, sep)]
    if is_version_2(names):
        raise refuse_version_2(path.name)
    if sep != ",":
        raise SourceError(
            path.name,
            f"De kolommen zijn gescheiden door '{sep}' en niet door een komma. "
            "Waarschijnlijk is het bestand in Excel opnieuw opgeslagen.",
            text.AGAIN,
            where="regel 1",
        )
    return Header(names, _code_column(path, names))


def _code_column(path: Path, names: list[str]) -> str:
    code_columns = [n for n in names if n in _CODE]
    missing = [c for c in ("jaar", *SCORE_COLUMNS) if c not in names]
    if not code_columns or missing:
        wanted = missing if code_columns else ["gm_code, wk_code, bu_code, PC4 of grid_id"]
        raise SourceError(
            path.name,
            f"In de eerste regel ontbreekt: {', '.join(wanted)}.",
            text.AGAIN,
            where="regel 1",
        )
    doubled = sorted({n for n in names if names.count(n) > 1})
    if doubled:
        raise SourceError(
            path.name,
            f"Deze kolom staat er dubbel in: {', '.join(doubled)}.",
            text.AGAIN,
            "regel 1",
        )
    return min(code_columns, key=lambda n: LEVEL_ORDER.index(_CODE[n]))
