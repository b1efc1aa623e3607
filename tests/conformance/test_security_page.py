"""What ``docs/security.md`` promises is kept by tests that exist, and each class of attack has one named after it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
THERE = {
    name
    for path in ROOT.glob("tests/**/test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}
CLASSES = range(1, 20)
"""What went wrong in real products, numbered as on the page."""


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
