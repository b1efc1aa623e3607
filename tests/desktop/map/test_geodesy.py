"""Lengths and areas while drawing agree with the vectors of the rules far better than the 0.1 % that is promised."""

import pytest
from pyproj import Geod

from fofal_desktop.map.geodesy import area_m2, length_m
from tests.desktop.map.ground import G2, square

WGS84 = Geod(ellps="WGS84")


def test_vector_v25() -> None:
    assert area_m2([[G2]]) == pytest.approx(134_143.08, rel=1e-6)
    assert area_m2([[G2[::-1]]]) == pytest.approx(134_143.08, rel=1e-6)
    assert length_m([*G2, G2[0]]) == pytest.approx(1_412.54, abs=0.01)


def test_closed_or_open_and_holes() -> None:
    shell, hole = square(9.7, 4.05, 0.003), square(9.701, 4.051, 0.001)
    assert area_m2([[shell]]) == pytest.approx(110_512.19, rel=1e-6)
    assert area_m2([[shell[:-1]]]) == area_m2([[shell]])
    assert area_m2([[shell, hole]]) == pytest.approx(98_233.05, rel=1e-6)
    assert area_m2([[shell[:2]]]) == 0


@pytest.mark.parametrize("latitude", [-60, -4, 0, 4.05, 13.9, 45, 70])
@pytest.mark.parametrize("side", [0.0001, 0.01, 0.2])
def test_against_another_program_anywhere(latitude: float, side: float) -> None:
    """Karney's method, as the server has it."""
    ring = square(9.7, latitude, side)
    area, around = WGS84.polygon_area_perimeter(*zip(*ring, strict=True))
    assert area_m2([[ring]]) == pytest.approx(abs(area), rel=1e-4)
    assert length_m([tuple(one) for one in ring]) == pytest.approx(around, rel=1e-5)


def test_long_lines() -> None:
    for other in ((10.5, 5.2), (11.5, 3.9), (14.0, 12.0), (9.7, -80.0)):
        assert length_m([(9.7, 4.05), other]) == pytest.approx(WGS84.inv(9.7, 4.05, *other)[2], rel=1e-5)
    assert length_m([(9.7, 4.05), (9.7, 4.05)]) == 0
