"""Work of the window's thread that is done between what a person does."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from fofal_desktop.pieces import Pieces, paint_later


class Painted(QWidget):
    """Counts how often it was painted."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1
        super().paintEvent(event)


def test_what_is_shown_is_painted_in_a_later_turn(qtbot) -> None:
    widget = Painted()
    qtbot.addWidget(widget)
    paint_later(widget)
    widget.show()
    widget.repaint()  # not even where it is asked for
    assert widget.times == 0
    qtbot.waitUntil(lambda: widget.times > 0)


def test_what_stands_there_already_is_painted_before_the_first_piece(qtbot) -> None:
    widget, painted = Painted(), []
    qtbot.addWidget(widget)
    widget.show()
    Pieces([lambda: painted.append(widget.times)] * 2, widget)
    qtbot.waitUntil(lambda: len(painted) == 2)
    assert painted[0] > 0
