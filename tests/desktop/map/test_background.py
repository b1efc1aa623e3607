"""Tiles come one by one, are kept, stand in for finer ones, and are let go of when they are out of sight."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage, QPainter

from fofal_desktop.jobs import is_cancelled
from fofal_desktop.map.background import AT_ONCE, Background, Fetched, TileKey, tiles_of
from fofal_desktop.map.mercator import spot_of
from fofal_desktop.map.view import TILE, View
from tests.desktop.map.tile import png
from tests.support.patience import PATIENCE

VIEW = View(scale=TILE * 2.0**14, width=600, height=400).centred(spot_of((9.7, 4.05)))
GREEN = QColor(10, 200, 30)


@pytest.fixture
def make(qapp) -> Iterator[Callable[..., Background]]:
    owner = QObject()

    def made(fetch: Callable[[TileKey], bytes], nearest: int = 19, old: Callable[[], int] = lambda: 0) -> Background:
        return Background(lambda key: Fetched(fetch(key), old()), nearest, 0, owner)

    yield made
    owner.deleteLater()


def drawn(background: Background, view: View = VIEW) -> QImage:
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    background.draw(painter, view)
    painter.end()
    return image


def settle(background: Background, qtbot, view: View = VIEW) -> QImage:
    """Draw until nothing is waited for any more, as the window does."""

    def rests() -> bool:
        drawn(background, view)
        return not background.waiting

    qtbot.waitUntil(rests)
    return drawn(background, view)


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 50) for y in range(0, image.height(), 50)}


def test_the_window_is_covered_and_nothing_is_asked_for_twice(make, qtbot) -> None:
    asked = []

    def fetch(key: TileKey) -> bytes:
        asked.append(key)
        return png(GREEN)

    background = make(fetch)
    assert colours(settle(background, qtbot)) == {GREEN.name()}
    assert sorted(asked) == sorted(set(asked)) == sorted(tiles_of(VIEW, 14))
    settle(background, qtbot)
    assert len(asked) == len(set(asked))
    assert all(key.z == 14 for key in asked)


def test_coarser_tiles_stand_in(make, qtbot) -> None:
    refused = []

    def fetch(key: TileKey) -> bytes:
        if key.z > 14:
            refused.append(key)
            raise OSError("not there")
        return png(GREEN)

    background = make(fetch)
    settle(background, qtbot)
    nearer = VIEW.zoomed(4, VIEW.middle)
    assert colours(settle(background, qtbot, nearer)) == {GREEN.name()}
    assert background.failing
    count = len(refused)
    settle(background, qtbot, nearer)
    assert len(refused) == count, "who was refused waits"
    background.forget()
    settle(background, qtbot, nearer)
    assert len(refused) > count


def test_what_only_stands_in_says_how_old_it_is_and_is_asked_for_again(make, qtbot) -> None:
    day, ages = 86_400, [86_400]
    background = make(lambda _key: png(GREEN), old=lambda: ages[-1])
    assert colours(settle(background, qtbot)) == {GREEN.name()}
    assert (background.oldest, background.failing) == (day, False)
    ages.append(0)
    settle(background, qtbot)
    assert background.oldest == day, "nobody has asked anew"
    background.forget()
    settle(background, qtbot)
    assert background.oldest == 0


@pytest.mark.parametrize("content", [b"", b"<html>busy</html>", png(GREEN)[:40]])
def test_what_is_no_picture_is_left_out(make, qtbot, content: bytes) -> None:
    background = make(lambda _key: content)
    assert colours(settle(background, qtbot)) == {"#ffffff"}
    assert background.failing


def test_what_is_out_of_sight_is_let_go_of(make, qtbot) -> None:
    begun, stopped, go = threading.Semaphore(0), [], threading.Event()

    def fetch(key: TileKey) -> bytes:
        begun.release()
        assert go.wait(PATIENCE)
        if is_cancelled():
            stopped.append(key)
        return png(GREEN)

    background = make(fetch)
    drawn(background)
    assert all(begun.acquire(timeout=PATIENCE) for _ in range(AT_ONCE))
    assert background.waiting == AT_ONCE
    background.stop()
    assert background.waiting == 0
    go.set()
    qtbot.waitUntil(lambda: len(stopped) == AT_ONCE)


def test_nearer_than_the_service_goes_its_last_tiles_are_stretched(make, qtbot) -> None:
    asked = []

    def fetch(key: TileKey) -> bytes:
        asked.append(key)
        return png(GREEN)

    background = make(fetch, nearest=12)
    assert colours(settle(background, qtbot)) == {GREEN.name()}
    assert {key.z for key in asked} == {12}


def test_tiles_beyond_the_end_of_the_world_are_not_asked_for() -> None:
    corner = View(scale=TILE * 4.0, left=-300, top=-300, width=600, height=600)
    assert {(key.x, key.y) for key in tiles_of(corner, 2)} == {(0, 0), (1, 0), (0, 1), (1, 1)}
