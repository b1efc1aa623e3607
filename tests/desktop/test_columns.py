"""How widths of columns share the room of a window."""

import pytest

from fofal_desktop.tables.columns import share


@pytest.mark.parametrize(
    ("room", "wanted", "given"),
    [
        (600, [100, 200], [250, 350]),
        (300, [100, 200], [100, 200]),
        (250, [100, 200], [100, 150]),
        (220, [100, 300, 300], [80, 80, 80]),
        (10, [100], [80]),
    ],
)
def test_what_lacks_is_taken_from_the_widest_and_never_below_the_least(room, wanted, given):
    assert share(room, wanted, 80) == given
