"""Sentences about rows of a register that cannot be used."""

from __future__ import annotations

from wijkbeeld.store.register_row import FIRST_YEAR, LAST_YEAR, Problem, RegisterRow, RowProblem

_RANGE = f"tussen {FIRST_YEAR} en {LAST_YEAR}"
PROBLEMS = {
    Problem.NO_CODE: "de gebiedscode ontbreekt",
    Problem.NO_PLACE: "de rij heeft geen code en geen vlak",
    Problem.NOT_A_CODE: (
        "'{0}' is geen code van een gemeente, wijk of buurt (GM, WK of BU met cijfers)"
    ),
    Problem.UNKNOWN_CODE: "deze code bestaat niet op dit niveau in deze editie",
    Problem.NO_START: "het jaar van de start ontbreekt",
    Problem.CELL_NOT_A_YEAR: "{0}: in '{1}' staat niet één jaar",
    Problem.CELL_OUT_OF_RANGE: "{0}: '{1}' is geen jaar " + _RANGE,
    Problem.YEAR_OUT_OF_RANGE: "{all} ligt niet " + _RANGE,
    Problem.END_BEFORE_START: "het eind ({0}) ligt voor de start ({1})",
    Problem.DWELLINGS_NEGATIVE: "het aantal woningen is kleiner dan nul",
    Problem.SHARE_OUT_OF_RANGE: ("het deel van de voorraad ligt niet tussen 0 en 1 (0,35 is 35%)"),
}
"""What is wrong, per problem; ``{0}`` and on are its values, ``{all}`` joins them."""
_QUESTIONS = {Problem.END_BEFORE_START: ": zijn ze verwisseld?"}


def problem_text(problem: RowProblem) -> str:
    """What is wrong with a row, without a full stop."""
    values = " en ".join(map(str, problem.values))
    return PROBLEMS[problem.kind].format(*problem.values, all=values)


def problems_of_file_row(row: RegisterRow) -> str:
    """All that is wrong with a row of a file; empty for a good row."""
    return "; ".join(problem_text(p) + _QUESTIONS.get(p.kind, "") for p in row.problems)


def row_left_out(number: int, row: RegisterRow, problem: RowProblem) -> str:
    """Say why row ``number`` of a register is not used."""
    name = f", {row.name}" if row.name else ""
    return f"Rij {number} ({row.code or 'zonder code'}{name}): {problem_text(problem)}."
