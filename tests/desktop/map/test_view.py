"""What lies where in the window: there and back, under the hand, in whole pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_desktop.map.boxes import Box, BoxIndex, around
from fofal_desktop.map.furniture import area_text, bar_of, length_text
from fofal_desktop.map.mercator import position_of, spot_of, spots_of
from fofal_desktop.map.view import FARTHEST, NEAREST, View

HERE = (9.7012345, 4.0512345)
WINDOW = View(width=800, height=600).centred(spot_of(HERE))
longitudes, latitudes = st.floats(-180, 180), st.floats(-85, 85)


@given(longitudes, latitudes)
def test_there_and_back(longitude: float, latitude: float) -> None:
    assert position_of(spot_of((longitude, latitude))) == pytest.approx((longitude, latitude), abs=1e-9)


def test_many_at_once_are_the_same_as_one_by_one() -> None:
    positions = [HERE, (-180.0, -85.0), (180.0, 90.0), (0.0, 0.0)]
    assert spots_of(positions) == pytest.approx(np.array([spot_of(one) for one in positions]))
    assert spot_of((0, 0)) == (0.5, 0.5)
    assert spot_of((-180, 85.0511287798066)) == pytest.approx((0, 0), abs=1e-12)


@given(st.floats(0.2, 5), st.integers(0, 799), st.integers(0, 599))
def test_what_lies_under_the_hand_stays_there(factor: float, x: int, y: int) -> None:
    before = WINDOW.zoomed(2.0**10, WINDOW.middle)
    after = before.zoomed(factor, (x, y))
    moved = after.pixel(before.spot(x, y))
    assert (moved.x(), moved.y()) == pytest.approx((x, y), abs=0.51)


def test_moving_sizing_and_ends() -> None:
    assert WINDOW.moved(10, -4).moved(-10, 4) == WINDOW
    larger = WINDOW.sized(1000, 700)
    assert larger.spot(500, 350) == pytest.approx(WINDOW.spot(400, 300))
    assert WINDOW.zoomed(1e9, (0, 0)).scale == NEAREST
    assert WINDOW.zoomed(1e-9, (0, 0)).scale == FARTHEST


@pytest.mark.parametrize("size", [1e-9, 1e-6, 1e-3, 0.2])
def test_a_box_is_seen_as_a_whole(size: float) -> None:
    box = Box(0.5, 0.4, 0.5 + size, 0.4 + size / 3)
    shown = WINDOW.fitted(box)
    assert shown.box.holds(box)
    assert size < 1e-6 or (box.east - box.west) * shown.scale == pytest.approx(736)
    assert WINDOW.fitted(Box(0.5, 0.4, 0.5, 0.4)).box.holds(Box(0.5, 0.4, 0.5, 0.4))


def test_boxes() -> None:
    boxes = [Box(n, 0, n + 1, 1) for n in range(10)]
    assert BoxIndex(boxes).meeting(Box(2.5, 0.5, 4, 0.6)) == [2, 3, 4]
    assert BoxIndex(boxes).meeting(Box(20, 0, 21, 1)) == []
    assert BoxIndex([]).meeting(Box(0, 0, 1, 1)) == []
    assert around(boxes) == Box(0, 0, 10, 1)
    assert around([]) is None
    assert boxes[0].meets(boxes[1])
    assert not boxes[0].meets(boxes[2])


@pytest.mark.parametrize(
    ("metres_per_pixel", "words"), [(0.1, "10\u202fm"), (1, "100\u202fm"), (7, "1\u202fkm"), (2000, "200\u202fkm")]
)
def test_the_bar_is_of_a_round_length(metres_per_pixel: float, words: str) -> None:
    pixels, told = bar_of(metres_per_pixel)
    assert told == words
    assert 60 <= pixels <= 150


def test_sizes_in_words() -> None:
    assert (length_text(3.44), length_text(412.5), length_text(1412.54)) == ("3,4\u202fm", "412\u202fm", "1,41\u202fkm")
    assert area_text(134_143.08) == "13,4143\u202fha"
    assert area_text(42.26) == "42,3\u202fm²"
