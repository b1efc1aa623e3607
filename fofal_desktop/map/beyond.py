"""How much of an outline lies beyond another one, while it is drawn: dots of a small picture are counted."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

from fofal_desktop.map.boxes import box_of
from fofal_desktop.map.mercator import Position, spots_of
from fofal_desktop.map.shape import Shape
from fofal_desktop.map.view import View

SIDE = 512
"""Dots across: a hundredth of an outline is some thousand of them, and a picture takes about a millisecond."""


def percent_beyond(rings: Sequence[Sequence[Position]], border: Shape) -> float:
    """The share of what ``rings`` enclose (shells and holes of one outline) that ``border`` does not hold, in percent.

    Within half a percent; what is kept is what the server reckons.
    """
    whole = [ring for ring in rings if len(ring) > 2]
    if not whole:
        return 0.0
    box = box_of(spots_of([place for ring in whole for place in ring]))
    view = View().sized(SIDE, SIDE).fitted(box, margin=1)
    picture = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.black)
    mine = _painted(picture, _path(whole, view), Qt.GlobalColor.white)
    beyond = _painted(picture, border.drawn(view), Qt.GlobalColor.black)
    return 100.0 * beyond / mine if mine else 0.0


def _path(rings: Sequence[Sequence[Position]], view: View) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(QPolygonF([view.pixel_of(place) for place in ring]))
        path.closeSubpath()
    return path


def _painted(picture: QImage, path: QPainterPath, ink: Qt.GlobalColor) -> int:
    """How many dots are white once this was laid on."""
    painter = QPainter(picture)
    painter.fillPath(path, ink)
    painter.end()
    return int(np.count_nonzero(np.frombuffer(picture.constBits(), dtype=np.uint8)))
