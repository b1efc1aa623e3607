"""The picture under the plots: tiles that come one by one from the server, are kept for a while, and may never come."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from fofal_desktop.jobs import Job
from fofal_desktop.map.view import View

MOST, AT_ONCE, FARTHEST_UP = 400, 4, 4
"""Tiles kept (a quarter of a megabyte each), asked for at the same time, and how coarse a stand-in may be."""


class TileKey(NamedTuple):
    """As XYZ services number them: y grows southward."""

    z: int
    x: int
    y: int


class Fetched(NamedTuple):
    """A tile as it came; ``old`` is its age in seconds where it stands in for one that does not come."""

    picture: bytes
    old: int = 0


Fetch = Callable[[TileKey], Fetched]


class Background(QObject):
    """``fetch`` blocks and is called by jobs. A tile that was refused is asked for again only after ``forget``.

    What is no longer in sight is not waited for. ``arrived`` when there is more to draw.
    """

    arrived = Signal()

    def __init__(self, fetch: Fetch, nearest: int, farthest: int, parent: QObject) -> None:
        """``farthest`` and ``nearest`` are the first and the last zoom that the service has."""
        super().__init__(parent)
        self._fetch, self._zooms = fetch, (farthest, nearest)
        self._kept: OrderedDict[TileKey, QPixmap] = OrderedDict()
        self._missing: set[TileKey] = set()
        self._old: dict[TileKey, int] = {}
        self._again: set[TileKey] = set()
        self._asked: dict[TileKey, Job[tuple[QImage, int]]] = {}
        self._wanted: list[TileKey] = []

    @property
    def failing(self) -> bool:
        """Whether something in sight was refused or did not come."""
        return any(key in self._missing for key in self._wanted)

    @property
    def oldest(self) -> int:
        """Seconds: the age of the oldest tile in sight that only stands in; 0 where all are as they should be."""
        return max((self._old.get(key, 0) for key in self._wanted), default=0)

    @property
    def waiting(self) -> int:
        """How many calls are under way."""
        return len(self._asked)

    def draw(self, painter: QPainter, view: View, ratio: float = 1.0) -> None:
        """Show what is there, and ask for what lacks; ``ratio`` is how many dots of the screen make a pixel."""
        self._wanted = list(tiles_of(view, _zoom(view, ratio, self._zooms)))
        for used in draw_tiles(painter, view, self._wanted, self._kept):
            self._kept.move_to_end(used)
        self._ask()

    def on_paper(self) -> Callable[[QPainter, View, float], None]:
        """What draws, by any thread, the tiles that are here now: paper asks the service for nothing."""
        zooms, kept = self._zooms, {key: tile.toImage() for key, tile in self._kept.items()}

        def paint(painter: QPainter, view: View, ratio: float) -> None:
            deque(draw_tiles(painter, view, tiles_of(view, _zoom(view, ratio, zooms)), kept), maxlen=0)

        return paint

    def forget(self) -> None:
        """Ask again for what did not come, and for what only stands in."""
        self._missing.clear()
        self._again = set(self._old)

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._wanted = []
        self._ask()

    def _ask(self) -> None:
        """Let go of what is out of sight, then fill the places that are free."""
        for key in [key for key in self._asked if key not in self._wanted]:
            self._asked.pop(key).cancel()
        for key in self._wanted:
            if len(self._asked) >= AT_ONCE:
                return
            lacks = key not in self._kept or key in self._again
            if lacks and key not in self._missing and key not in self._asked:
                self._again.discard(key)
                self._asked[key] = self._job(key).start()

    def _job(self, key: TileKey) -> Job[tuple[QImage, int]]:
        fetch = self._fetch

        def work() -> tuple[QImage, int]:
            fetched = fetch(key)
            image = QImage.fromData(fetched.picture)
            if image.isNull():
                raise ValueError("no picture")
            return image, fetched.old

        def arrived(came: tuple[QImage, int]) -> None:
            image, old = came
            self._kept[key] = QPixmap.fromImage(image)
            self._old.pop(key, None)
            if old:
                self._old[key] = old
            while len(self._kept) > MOST:
                gone, _ = self._kept.popitem(last=False)
                self._old.pop(gone, None)

        def refused(_error: Exception) -> None:
            self._missing.add(key)  # the map is whole without it

        def landed() -> None:
            self._asked.pop(key, None)
            self.arrived.emit()

        return Job(self, work, arrived, refused, landed)


def draw_tiles(
    painter: QPainter, view: View, wanted: Iterable[TileKey], kept: Mapping[TileKey, QPixmap] | Mapping[TileKey, QImage]
) -> Iterator[TileKey]:
    """Show what is there, coarser tiles where the right one is not; tells each that was of use."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for key in wanted:
        coarser = (TileKey(key.z - up, key.x >> up, key.y >> up) for up in range(FARTHEST_UP + 1))
        coarse = next((one for one in coarser if one in kept), None)
        if coarse is None:
            continue
        tile, up = kept[coarse], key.z - coarse.z
        part = tile.width() / (1 << up)
        column, row = key.x - (coarse.x << up), key.y - (coarse.y << up)
        source = QRectF(column * part, row * part, part, part)
        if isinstance(tile, QImage):
            painter.drawImage(_place(view, key), tile, source)
        else:
            painter.drawPixmap(_place(view, key), tile, source)
        yield coarse


def _zoom(view: View, ratio: float, between: tuple[int, int]) -> int:
    """Of which zoom the tiles for ``view`` are, of those that the service has."""
    return max(between[0], min(between[1], round(view.zoom + math.log2(ratio))))


def tiles_of(view: View, zoom: int) -> Iterator[TileKey]:
    """Those in sight, the ones in the middle first."""
    most = 1 << zoom
    box = view.box
    columns = range(max(0, int(box.west * most)), min(most - 1, int(box.east * most)) + 1)
    rows = range(max(0, int(box.north * most)), min(most - 1, int(box.south * most)) + 1)
    middle = box.middle[0] * most - 0.5, box.middle[1] * most - 0.5
    found = [TileKey(zoom, column, row) for row in rows for column in columns]
    yield from sorted(found, key=lambda key: (key.x - middle[0]) ** 2 + (key.y - middle[1]) ** 2)


def _place(view: View, key: TileKey) -> QRectF:
    """The pixels that a tile covers; edges are rounded so that neighbours meet."""
    side = view.scale / (1 << key.z)
    left, top = round(key.x * side - view.left), round(key.y * side - view.top)
    right, bottom = round((key.x + 1) * side - view.left), round((key.y + 1) * side - view.top)
    return QRectF(left, top, right - left, bottom - top)
