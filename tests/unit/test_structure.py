"""The code keeps the size and the shape that a stranger can read."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
FILE_LINES = 300
FUNCTION_LINES_P95 = 40
PARAMETERS = 6
FORMATTER_EXCEPTIONS = 5

PUT_TOGETHER = {"app_shell", "routes"}  # they make the app of its pages, so may know them all

# Who uses the insides of a page from outside it: what is shared belongs below or beside the pages.
# The list may only shrink: an entry that no longer holds fails the test, so take it out.
BETWEEN_PAGES: set[tuple[str, str]] = set()


def modules(*folders: str) -> dict[str, ast.Module]:
    """Parsed modules by dotted name."""
    return {_name(f): _parsed(f) for d in folders for f in sorted((ROOT / d).rglob("*.py"))}


@cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _name(file: Path) -> str:
    base = SOURCE if file.is_relative_to(SOURCE) else ROOT
    return ".".join(file.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


def functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (f"{name}.{node.name}", node)
        for name, tree in modules("src").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def imports(name: str, tree: ast.Module, known: set[str], inside: bool = True) -> set[str]:
    """Modules of ours that a module imports; ``inside`` functions too."""
    found: set[str] = set()
    for node in ast.walk(tree) if inside else tree.body:
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names} & known
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = {f"{node.module}.{a.name}" for a in node.names}
            found |= parts & known
            if not parts <= known and node.module in known:
                found.add(node.module)
    return found - {name}


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Groups of modules that reach each other."""
    reach = {name: set(after) for name, after in graph.items()}
    for middle in graph:
        for name in graph:
            if middle in reach[name]:
                reach[name] |= reach[middle]
    groups = {
        frozenset({name, *(o for o in reach[name] if name in reach[o])})
        for name in graph
        if name in reach[name]
    }
    return [set(g) for g in sorted(groups, key=sorted)]


def test_no_source_file_is_too_long():
    sizes = {
        str(f.relative_to(ROOT)): len(f.read_text(encoding="utf-8").splitlines())
        for d in ("src", "pages", "bench")
        for f in (ROOT / d).rglob("*.py")
    }
    assert {f: n for f, n in sizes.items() if n > FILE_LINES} == {}


def test_functions_are_short():
    lengths = [node.end_lineno - node.lineno + 1 for _, node in functions()]
    assert np.percentile(lengths, 95) <= FUNCTION_LINES_P95


def test_functions_ask_for_few_things():
    counts = {}
    for name, node in functions():
        every = [a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        counts[name] = len([a for a in every if a not in ("self", "cls")])
    assert {name: n for name, n in counts.items() if n > PARAMETERS} == {}


def test_the_formatter_is_seldom_told_to_stay_away():
    told = re.compile(r"#\s*fmt:\s*(skip|off)")
    found = [
        f"{f.relative_to(ROOT)}:{n}"
        for d in ("src", "pages", "bench", "tests")
        for f in (ROOT / d).rglob("*.py")
        if f != Path(__file__)
        for n, line in enumerate(f.read_text(encoding="utf-8").splitlines(), 1)
        if told.search(line)
    ]
    assert len(found) <= FORMATTER_EXCEPTIONS, found


def test_no_module_imports_itself_by_a_detour():
    every = modules("src", "bench")
    known = set(every)
    assert circles({name: imports(name, tree, known) for name, tree in every.items()}) == []


def page_names() -> set[str]:
    return {f.stem for f in (ROOT / "pages").glob("*.py")}


def test_no_page_uses_the_insides_of_another():
    every = modules("src")
    ours = {name.removeprefix("wijkbeeld.ui."): name for name in every if ".ui." in name}
    found = set()
    for short, name in ours.items():
        page = short.split(".")[0]
        if page in PUT_TOGETHER:
            continue
        for other in imports(name, every[name], set(ours.values())):
            used = other.removeprefix("wijkbeeld.ui.")
            if used.split(".")[0] in page_names() - {page}:
                found.add((short, used))
    assert found == BETWEEN_PAGES
