"""The printed map: one sheet of A3 across, with everything that makes it one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from fofal_desktop.jobs import Job
from fofal_desktop.map import paper
from fofal_desktop.map.legend import legend_of
from fofal_desktop.map.paper import PaperMap
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.map.point_layer import PointLayer
from fofal_desktop.models.map_measures import MEASURES
from tests.benchmarks.desktop.pauses import Pauses
from tests.desktop.map.ground import farm, sites, two

A3_POINTS = (1190.55, 841.89)
DPI = 60


@pytest.fixture
def sheet() -> PaperMap:
    plots = [one | {"kg_per_ha": value} for one, value in zip(two(), ("4000", "12000"), strict=True)]
    layer = PlotLayer(plots)
    layer.legend = legend_of(next(one for one in MEASURES if one.name == "kg_per_ha"), plots, [])
    return PaperMap("Rendement — essai", layer.box, layer, PointLayer(), layer.legend, ("9,8 ha", "le 22/11/2026"))


def image_of(sheet: PaperMap) -> QImage:
    """What lies within the margins, seen at a coarse grain."""
    wide, high = (round((side / 72 * 25.4 - 20) / 25.4 * DPI) for side in A3_POINTS)
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    for set_dots in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        set_dots(round(DPI / 0.0254))
    painter = QPainter(image)
    paper.paint(painter, sheet)
    painter.end()
    return image


def shares(image: QImage, part: QRect) -> dict[str, float]:
    """How much of a part each colour covers."""
    spots = [(x, y) for x in range(part.left(), part.right(), 3) for y in range(part.top(), part.bottom(), 3)]
    found = [image.pixelColor(x, y).name() for x, y in spots]
    return {one: found.count(one) / len(found) for one in set(found)}


def test_a_sheet_of_a3_across(sheet: PaperMap, tmp_path: Path) -> None:
    target = tmp_path / "carte.pdf"
    paper.write_pdf(target, sheet)
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    [box] = re.findall(rb"/MediaBox \[([0-9. ]+)\]", content)
    assert [float(one) for one in box.split()[2:]] == pytest.approx(A3_POINTS, abs=1)
    assert len(content) < 400_000, "outlines stay outlines"


def test_a_place_that_cannot_be_written_to_is_told(sheet: PaperMap, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        paper.write_pdf(tmp_path / "absent" / "carte.pdf", sheet)


def test_a_large_farm_is_drawn_beside_the_window_and_given_up(qtbot, tmp_path: Path) -> None:
    """The window's thread has nothing to do with it, and hears how far it is; what is given up leaves no file."""
    plots = farm()
    layer = PlotLayer(plots, borders=sites())
    layer.legend = legend_of(next(one for one in MEASURES if one.name == "status"), plots, [])
    sheet = PaperMap("Ferme", layer.box, layer, PointLayer(), layer.legend, ())
    target, pauses, owner = tmp_path / "ferme.pdf", Pauses(), QObject()
    told, ended, overs = list[tuple[int, int]](), list[object](), list[bool]()

    def drawn(progressed: Callable[[tuple[int, int]], None]) -> Job[None]:
        def over() -> None:
            overs.append(True)

        return Job(
            owner, lambda: paper.write_pdf(target, sheet), ended.append, ended.append, over, progressed=progressed
        )

    pauses.begin()
    drawn(told.append).start()
    qtbot.waitUntil(lambda: bool(overs), timeout=30_000)
    pauses.stop()
    assert (ended, target.is_file(), told[-1]) == ([None], True, (500, 500))
    assert pauses.longest[""].cpu < 50
    target.unlink()
    stopped = drawn(lambda _drawn: stopped.cancel()).start()
    qtbot.waitUntil(lambda: len(overs) == 2, timeout=30_000)
    assert (len(ended), list(tmp_path.iterdir())) == (1, [])


def test_the_colours_of_the_legend_are_those_of_the_plots(sheet: PaperMap) -> None:
    image = image_of(sheet)
    side = round(paper.SIDE_MM / 25.4 * DPI)
    plots = shares(image, QRect(0, 60, image.width() - side, image.height() - 60))
    legend = shares(image, QRect(image.width() - side, 30, side, 200))
    shades = {QColor(one.colour).name() for one in sheet.legend.entries}
    assert shades <= plots.keys()
    assert shades <= legend.keys()
    assert min(plots[one] for one in shades) > 0.15, "two plots fill the sheet"


def test_title_scale_and_north_are_drawn(sheet: PaperMap) -> None:
    """Each where it belongs: ink on the blank of the paper."""
    image = image_of(sheet)
    side = image.width() - round(paper.SIDE_MM / 25.4 * DPI)
    for part in (
        QRect(0, 0, 200, 30),
        QRect(side, image.height() - 75, 150, 72),
        QRect(side, image.height() - 190, 160, 90),
    ):
        assert shares(image, part).get("#ffffff", 1.0) < 0.985, part
    assert shares(image, QRect(side, 250, 160, 120)) == {"#ffffff": 1.0}, "and nothing where nothing belongs"
