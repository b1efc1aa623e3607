"""The style of the house, as far as a machine can see it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.config import Settings
from fofal_server.contract.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for room in ("fofal_server", "fofal_desktop") for path in sorted((ROOT / room).rglob("*.py"))]
ALL = [
    *CODE,
    *(path for room in ("installer", "tests") for path in sorted((ROOT / room).rglob("*.py"))),
    ROOT / "run.py",
]
FILE_LINES, FUNCTION_LINES, MEDIAN_FUNCTION = 500, 60, 10


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _found(pattern: str, paths: list[Path]) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{_named(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line) and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("path", ALL, ids=_named)
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    long = [
        f"{one.name}:{one.lineno}" for one in _functions(path) if (one.end_lineno or 0) - one.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_the_median_function_is_short() -> None:
    lengths = sorted((one.end_lineno or 0) - one.lineno + 1 for path in CODE for one in _functions(path))
    assert lengths[len(lengths) // 2] <= MEDIAN_FUNCTION


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        _named(p)
        for p in CODE
        if p.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_the_version_is_the_same_everywhere() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == VERSION


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\((\d{4}-[^)]+\.md)\)", listed)) == pages


def test_only_the_database_room_commits() -> None:
    elsewhere = [path for path in CODE if path.parts[-2:] != ("core", "db.py") and "cluster" not in path.parts]
    assert _found(r"\.commit\(", elsewhere) == []


def test_only_the_client_speaks_http() -> None:
    desktop = [path for path in CODE if "fofal_desktop" in path.parts and path.parts[-2:] != ("api", "client.py")]
    assert (
        _found(r"^\s*(import requests|from requests|import urllib|from urllib(?!\.parse)|import http\.client)", desktop)
        == []
    )


def test_models_hold_no_widgets() -> None:
    assert (
        _found("QtWidgets", [path for path in CODE if path.parts[-2] == "models" and "fofal_desktop" in path.parts])
        == []
    )


def test_nobody_sleeps_or_pumps_events() -> None:
    assert (
        _found(r"time\.sleep\(|processEvents\(|qWait\(|from time import sleep", [p for p in ALL if p != Path(__file__)])
        == []
    )


def test_today_comes_from_the_clock() -> None:
    server = [path for path in CODE if "fofal_server" in path.parts and path.name != "clock.py"]
    assert _found(r"date\.today\(|datetime\.now\(|datetime\.utcnow\(", server) == []


def test_reads_start_from_the_reach_of_a_person() -> None:
    """``select(Model)`` outside the engine would show rows to people who may not see them."""
    domains = [path for path in CODE if "fofal_server" in path.parts and not {"core", "cluster"} & set(path.parts)]
    assert _found(r"(?<![.\w])select\([A-Z]\w+\)", domains) == []


def test_no_tool_of_the_trade_is_called_a_helper() -> None:
    assert [_named(path) for path in CODE if path.stem in {"utils", "helpers", "manager", "common", "misc"}] == []
    assert _found(r"class \w*(Manager|Helper|Util)\b", CODE) == []


def test_every_setting_is_read_by_somebody() -> None:
    read = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    dead = [name for name in Settings.model_fields if not re.search(rf"\b(settings|self)\.{name}\b", read)]
    assert dead == []
