"""What ``docs/security.md`` promises is kept by tests that exist; its tables are whole and say what the code says."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fofal_server.app import DOMAINS
from fofal_server.auth.lifetimes import ABSOLUTE, IDLE, Lifetimes
from fofal_server.documents.content import TYPES
from fofal_server.settings import seed

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
KEPT, TIMES, HELD, LACKING = (
    next(text for title, text in SECTIONS.items() if title.startswith(begun))
    for begun in ("What is kept", "Times and limits", "ASVS 5.0", "Not there yet")
)
THERE = {
    name
    for path in ROOT.glob("tests/**/test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}
CLASSES = range(1, 20)
"""What went wrong in real products, numbered as on the page."""

ASVS = {
    "1": (2, 9, 11, 3, 2), "2": (3, 3, 4, 1), "3": (0, 2, 4, 6, 5, 0, 2), "4": (3, 1, 2, 4), "5": (1, 3, 2, 3),
    "6": (3, 12, 4, 4, 5, 3, 0, 4), "7": (3, 4, 2, 5, 2, 2), "8": (2, 3, 1, 1), "9": (3, 4), "10": (2, 2, 4, 11, 5, 2, 3),
    "11": (2, 3, 3, 4, 1, 1), "12": (3, 2, 4), "13": (1, 5, 2, 5), "14": (2, 4, 3), "15": (3, 3, 7), "16": (1, 5, 4, 3, 3),
    "17": (1, 4, 2),
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0 has; those of level 3 come after them."""


def _rows(section: str) -> list[list[str]]:
    """Cells of the tables of a section, without heads."""
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return [cells for cells in lines if cells[0] not in {"Item", "What", "Kind"} and not set(cells[0]) <= set("- |")]


def _items(told: str) -> Iterator[str]:
    """Numbers of requirements, ``1.2.6–1.2.8`` as three."""
    for first, last in re.findall(r"(\d+\.\d+\.\d+)(?:–(\d+\.\d+\.\d+))?", told):
        stem, _, number = first.rpartition(".")
        until = int((last or first).rpartition(".")[2])
        yield from (f"{stem}.{one}" for one in range(int(number), until + 1))


def test_every_test_named_there_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 60
    assert named - THERE == set()


@pytest.mark.parametrize("number", CLASSES)
def test_each_class_has_tests_named_after_it_and_the_page_names_them(number: int) -> None:
    own = {name for name in THERE if re.match(rf"test_class_{number}_[a-z]+_", name)}
    assert own
    rows = re.findall(rf"^\| {number} \| .+ \|$", PAGE, re.MULTILINE)
    assert len(rows) == 1
    assert own - set(re.findall(r"`(test_\w+)`", rows[0])) == set()


def test_no_test_is_named_after_a_class_that_is_not_there() -> None:
    numbers = {int(found) for name in THERE for found in re.findall(r"^test_class_(\d+)_", name)}
    assert numbers == set(CLASSES)


def test_every_requirement_of_levels_1_and_2_stands_there_once() -> None:
    asked = {
        f"{chapter}.{section}.{number}"
        for chapter, counts in ASVS.items()
        for section, count in enumerate(counts, 1)
        for number in range(1, count + 1)
    }
    assert len(asked) == 253
    lacking = [one for told in re.findall(r"^- \*\*(.+?)\*\*", LACKING, re.MULTILINE) for one in _items(told)]
    told = Counter([*lacking, *(one for cells in _rows(HELD) for one in _items(cells[0]))])
    assert [one for one, times in told.items() if times > 1] == []
    assert asked - told.keys() == set()


def test_each_line_has_its_test_or_its_exception() -> None:
    """A test, the tests of a class, or the word that nothing holds it and why."""
    rows = _rows(HELD)
    assert len(rows) > 120
    proof = re.compile(r"`test_\w+`|class(es)? \d+|Exception: .{10}")
    assert [cells[0] for cells in rows if not proof.search(cells[-1])] == []


def _said(value: Any) -> set[str]:
    """A value as a table may write it."""
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return {f"{seconds / size:g} {unit}" for unit, size in (("s", 1), ("min", 60), ("h", 3600), ("d", 86400))}
    return {str(value), f"{value} s", f"{value} min", f"{value} ms", f"{value / 1024**2:g} MB"}


@pytest.mark.parametrize("cells", _rows(TIMES), ids=lambda cells: cells[-1])
def test_the_page_tells_times_and_limits_as_the_code_has_them(cells: list[str]) -> None:
    module, _, names = cells[-1].strip("`").partition(":")
    assert cells[-2] in _said(reduce(getattr, names.split("."), import_module(module)))


def test_the_parameters_begin_with_what_the_page_tells() -> None:
    begun = {one["code"]: one["value"] for one in tomllib.loads(seed.FILE.read_text(encoding="utf-8"))["parameters"]}
    assert timedelta(hours=begun[IDLE]) == Lifetimes().idle
    assert timedelta(days=begun[ABSOLUTE]) == Lifetimes().absolute
    assert {IDLE, ABSOLUTE} <= set(re.findall(r"`(auth\.\w+)`", TIMES))


def test_the_page_tells_the_kinds_of_files_that_are_taken() -> None:
    (told,) = re.findall(r"Attached files may be ([a-z, ]+);", TIMES)
    assert set(told.split(", ")) == TYPES.keys()


def test_the_page_names_every_private_field() -> None:
    """ASVS 14.1.1: what is withheld from most, under the right that shows it."""
    private = {
        (one.name, field, right) for room in DOMAINS for one in room.resources for field, right in one.private.items()
    }
    assert len(private) > 10
    lacking = [
        f"{name}.{field}"
        for name, field, right in private
        if not [row for row in KEPT.splitlines() if f"`{name}:{right}`" in row and f"`{field}`" in row]
    ]
    assert lacking == []
