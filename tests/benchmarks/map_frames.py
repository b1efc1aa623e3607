"""``python -m tests.benchmarks.map_frames``: how many pictures a second the map shows while a large farm is moved.

Drawn offscreen by the processor, as on a machine without a graphics card; the window is repainted whole each time.
"""

import os
import platform
import sys
import time
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from fofal_desktop.map.canvas import MapCanvas
from fofal_desktop.map.legend import legend_of
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.models.map_measures import MEASURES, STATUS
from fofal_desktop.theme import fonts
from fofal_server.contract.meta import Choice
from tests.desktop.map.ground import farm, sites

PLOTS, CORNERS = 500, 200
SITES = 4
VERTICES = (PLOTS + SITES) * CORNERS
WINDOW = QSize(1280, 800)
STEP, WANTED = 24, 30.0
"""Pixels between two pictures (a quick hand), and pictures a second."""
STATES = [Choice(value=one, label=one) for one in ("in_preparation", "active", "harvesting", "resting")]
ZOOMS = (1, 2, 4, 8, 16)


def large_map(measure: int = -1) -> MapCanvas:
    """The farm coloured by yield, or by another measure."""
    canvas, plots, borders = MapCanvas(), farm(PLOTS, CORNERS), sites(SITES, CORNERS)
    canvas.resize(WINDOW)
    canvas.ensurePolished()
    canvas.look(canvas.view.sized(WINDOW.width(), WINDOW.height()))
    canvas.show_plots(PlotLayer(plots, legend_of(MEASURES[measure], plots, STATES), borders))
    canvas.home()
    return canvas


def frames(canvas: MapCanvas, count: int) -> Iterator[tuple[float, bool]]:
    """Milliseconds of each picture of a way to and fro, and whether it was whole; the first ones find nothing drawn."""
    picture = QImage(WINDOW, QImage.Format.Format_ARGB32_Premultiplied)
    for number in range(count):
        there = 1 if number // 40 % 2 == 0 else -1
        canvas.look(canvas.view.moved(there * STEP, there * STEP // 3))
        begun = time.perf_counter()
        canvas.render(picture)
        yield (time.perf_counter() - begun) * 1000, canvas.settled


def main() -> int:
    """Print a table; 1 when a row is slower than wanted."""
    QApplication(sys.argv[:1])
    fonts.load()
    print(
        f"{PLOTS} plots in {SITES} sites, {VERTICES:,} corners, {WINDOW.width()} × {WINDOW.height()}, {platform.machine()}, {os.cpu_count()} cores"
    )
    print(
        "| coloured by | zoom | pictures a second | median ms | p95 ms | slowest ms | whole |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    return 0 if all(_row(name, zoom) for name in (STATUS.name, "kg_per_ha") for zoom in ZOOMS) else 1


def _row(name: str, zoom: float) -> bool:
    canvas = large_map([one.name for one in MEASURES].index(name))
    canvas.zoom(zoom)
    seen = list(frames(canvas, 240))
    times, whole = sorted(time for time, _ in seen), sum(one for _, one in seen) / len(seen)
    rate = 1000 * len(times) / sum(times)
    p95 = times[int(len(times) * 0.95)]
    print(
        f"| {name} | × {zoom} | {rate:.0f} | {times[len(times) // 2]:.1f} | {p95:.1f} | {times[-1]:.1f} | {whole:.0%} |",
        flush=True,
    )
    return rate >= WANTED


if __name__ == "__main__":
    sys.exit(main())
