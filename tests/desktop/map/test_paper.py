"""The printed map: one sheet of A3 across, with everything that makes it one."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from fofal_desktop.map import paper
from fofal_desktop.map.legend import legend_of
from fofal_desktop.map.paper import PaperMap
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.map.point_layer import PointLayer
from fofal_desktop.models.map_measures import MEASURES
from tests.desktop.map.ground import two

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
    assert paper.write_pdf(target, sheet)
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    [box] = re.findall(rb"/MediaBox \[([0-9. ]+)\]", content)
    assert [float(one) for one in box.split()[2:]] == pytest.approx(A3_POINTS, abs=1)
    assert len(content) < 400_000, "outlines stay outlines"


def test_a_place_that_cannot_be_written_to_is_told(sheet: PaperMap, tmp_path: Path, qtlog) -> None:
    with qtlog.disabled():
        assert not paper.write_pdf(tmp_path / "absent" / "carte.pdf", sheet)


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
