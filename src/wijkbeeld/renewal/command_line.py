"""The command that computes the comparisons of a question again."""

from __future__ import annotations

import shlex

from wijkbeeld.renewal import choices
from wijkbeeld.renewal.question import MINIMUM, Question
from wijkbeeld.renewal.sets import DOSE


def command_of(question: Question) -> str:
    """Write the command, quoted for a shell; choices that the page begins with are left out."""
    scope, areas = question.scope, question.set
    words = ["wijkbeeld", "vernieuwing", "--set", areas.id]
    words += ["--dataset", scope.dataset, "--niveau", scope.level]
    words += ["--editie", str(scope.classification), "--maat", question.measure.id]
    if not areas.dated:
        words += ["--start", str(int(question.starts.iloc[0]))]
    if areas.place is not None:
        words += ["--plek", areas.place.id]
    if areas.id == DOSE and areas.least is not None:
        words += ["--deel", f"{areas.least:g}"]
    if question.cities is not None:
        words += ["--steden", ",".join(question.cities)]
    if question.minimum != MINIMUM:
        words += ["--minimum", str(question.minimum)]
    if not question.without_programmes:
        words += ["--programmas", "negeren"]
    if question.without_registers:
        words += ["--registers", "meetellen"]
    offered = choices.offered(scope, question.starts, question.ends)
    for key, value in choices.chosen_in(question.specification).items():
        if value != offered[key].default:
            words += [f"--{key}", choices.in_link(value)]
    return shlex.join(words)
