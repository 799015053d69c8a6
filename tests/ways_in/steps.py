"""Follow a worked example of CONTRIBUTING.md to the letter, in a copy of the project.

A step is one line of text and the block of code under it:

- ``In `file`, at the end:``
- ``In `file`, after `line`:``
- ``In `file`, before the table with `line`:`` (TOML)
- ``New file `file`:``
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 30
COPIED = ("data", "pages", "src", "app.py", "README.md", ".streamlit")
_BLOCK = r":\n+```\w*\n(?P<text>.*?)```"
_STEP = re.compile(
    r"(?P<new>New file )`(?P<made>[^`]+)`"
    + _BLOCK.replace("text", "body")
    + r"|In `(?P<file>[^`]+)`, (?P<where>at the end|after `(?P<after>[^`]+)`"
    + r"|before the table with `(?P<before>[^`]+)`)"
    + _BLOCK,
    re.DOTALL,
)


@dataclass(frozen=True)
class Step:
    """Lines that go into one file, and where."""

    file: str
    place: str
    anchor: str
    lines: list[str]


def steps(title: str) -> list[Step]:
    """Read the steps under a heading of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split(f"### {title}\n", 1)[1]
    section = re.split(r"^##", section, maxsplit=1, flags=re.MULTILINE)[0]
    found = []
    for m in _STEP.finditer(section):
        if m["new"]:
            found.append(Step(m["made"], "new", "", m["body"].splitlines()))
            continue
        place = "after" if m["after"] else "before" if m["before"] else "end"
        lines = m["text"].splitlines()
        found.append(Step(m["file"], place, m["after"] or m["before"] or "", lines))
    assert section.count("```") == 2 * len(found), "a block of code without a step"
    return found


def followed(title: str, folder: Path) -> Path:
    """Copy the project, do what the example says, and return the copy."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            # Compiled files hold for the copy too, but not those that are being written now.
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    todo = steps(title)
    assert sum(len([x for x in s.lines if x.strip()]) for s in todo) <= LIMIT
    for step in todo:
        _do(step, folder / step.file)
    return folder


def _do(step: Step, file: Path) -> None:
    if step.place == "new":
        assert not file.exists(), f"{step.file} is there already"
        file.write_text("\n".join(step.lines) + "\n", encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines()
    at = len(lines)
    if step.anchor:
        (at,) = [n for n, line in enumerate(lines) if line.strip() == step.anchor.strip()]
        at += 1
    if step.place == "before":
        at = max(n for n in range(at) if lines[n].startswith("[["))
    lines[at:at] = step.lines
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(code: str, copy: Path, store: Path, *arguments: str) -> str:
    """Run Python in a copy of the project, with that copy's ``wijkbeeld``."""
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "WIJKBEELD_STORE": str(store)}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
