"""How widths of columns share the room of a window."""

import pytest

from fofal_desktop.tables.columns import share


@pytest.mark.parametrize(
    ("room", "wanted", "given"),
    [
        (600, [100, 200], [250, 350]),
        (300, [100, 200], [100, 200]),
        (250, [100, 200], [100, 150]),
        (240, [100, 300, 300], [80, 80, 80]),
        (220, [100, 300, 300], [100, 300, 300]),
    ],
)
def test_what_lacks_is_taken_from_the_widest_unless_one_scrolls_anyway(room, wanted, given):
    assert share(room, wanted, 80) == given
