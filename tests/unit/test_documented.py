"""What users can do stands in the documents, and the two commands stay the two commands."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from streamlit.testing.v1 import AppTest

from wijkbeeld import cli, paths
from wijkbeeld.ui import pages

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_has_the_two_commands():
    assert "pip install uv && uv run --no-dev streamlit run app.py" in README
    assert "pip install uv && uv run pytest" in README
    assert "pipx install uv" in README


def test_every_command_and_page_is_in_the_readme():
    for command in cli.app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"wijkbeeld {name}" in README, name
    for name in pages.names():
        assert f"**{name.capitalize()}**" in README, name


def test_pages_hold_calls_only():
    """A page neither computes nor reads files: short, and importing only Streamlit and our own
    glue.
    """
    for file in (ROOT / "pages").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert imported <= {"wijkbeeld.ui", "wijkbeeld.store"}, file.name
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.For)], (
            file.name
        )


def test_telemetry_is_off_and_the_app_listens_to_this_machine_only():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "localhost"


def test_an_unforeseen_failure_is_told_in_dutch():
    def script() -> None:
        from wijkbeeld.ui.failure import explain

        explain(KeyError("x"))

    app = AppTest.from_function(script).run()
    assert "kan nu niet worden getoond" in app.error[0].value
    assert "KeyError" in app.error[0].value


def test_the_app_script_is_where_the_command_looks():
    assert paths.app_script() == ROOT / "app.py"
    assert paths.declarations() == ROOT / "data"
