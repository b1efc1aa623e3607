"""What ``docs/security.md`` promises is kept by tests that exist, and by source that contains nothing of two classes."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
SOURCES = [*ROOT.glob("fofal_*/**/*.py"), ROOT / "run.py"]
EVALUATED = {"eval", "exec", "compile", "__import__"}
UNPACKED = {"pickle", "marshal", "shelve", "dill", "yaml"}


def test_every_test_named_there_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = set(re.findall(r"^def (test_\w+)", "\n".join(_texts(ROOT.glob("tests/**/*.py"))), re.MULTILINE))
    assert len(named) > 60
    assert named - there == set()


def test_class_13_evaluated_configuration_nothing_evaluates_text() -> None:
    """ASVS 1.5.2 and class 13: no text becomes code, and nothing is unpacked that can call."""
    found = {f"{path.name}: {name}" for path in SOURCES for name in _called(path) if name in EVALUATED}
    assert found == set()
    assert [path.name for path in SOURCES if UNPACKED & _imported(path)] == []


def test_class_12_command_injection_no_shell_is_asked() -> None:
    """ASVS 1.2.5 and class 12: other programs get lists of arguments."""
    shells = re.compile(r"shell=True|os\.system|os\.popen|getoutput|create_subprocess_shell")
    assert [path.name for path in SOURCES if shells.search(path.read_text(encoding="utf-8"))] == []


def _texts(paths: Iterable[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def _called(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {name.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return plain | {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
