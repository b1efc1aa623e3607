"""Lines that two people changed: put together, or left to a person where they touched the same one."""

import pytest

from fofal_desktop.dialogs.line_merge import merged

A, B, C = ({"id": name, "kg": kg} for name, kg in (("a", "10"), ("b", "20"), ("c", "30")))
MINE, THEIRS = {"kg": "1"}, {"id": "t", "kg": "2"}


def heavier(line: dict[str, str]) -> dict[str, str]:
    return line | {"kg": "99", "told": "not written by a person"}


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ([A, B, C, MINE], [A, B, C, THEIRS], [A, B, C, THEIRS, MINE]),
        ([heavier(A), B, C], [A, B, heavier(C)], [heavier(A), B, heavier(C)]),
        ([B, C], [A, C, B], [C, B]),
        ([A, heavier(B), C], [A, heavier(B)], [A, heavier(B)]),
        ([heavier(A), B, C], [A | {"kg": "98"}, B, C], None),
        ([B, C], [heavier(A), B, C], None),
        ([heavier(A), B, C], [B, C], None),
        ([B], [B, C], [B]),
    ],
)
def test_lines_of_both(mine, theirs, both):
    assert merged([A, B, C], mine, theirs, lambda line: {"kg": line["kg"]}) == both
