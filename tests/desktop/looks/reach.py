"""Whether Tab comes to everything that it should, as one reads, and away from it again."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from tests.desktop.looks.names import called, focusable

MOST = 600
"""Keys: grids are left after their last cell."""
UNEVEN = 12
"""So much lower than the one before it something may begin and still stand in its line."""


def unreachable(screen: QWidget) -> list[str]:
    """What Tab never comes to, or comes to against the way one reads, going round from wherever the focus is.

    Of radio buttons one stands for its group.
    """
    wanted = {one for one in focusable(screen) if one.isVisible() and one.isEnabled() and _by_tab(one)}
    if not wanted:
        return []
    first = next(one for one in focusable(screen) if one in wanted)
    first.setFocus()
    seen, still, now, stops = {first}, 0, QApplication.focusWidget(), Stops(first)
    for _key in range(MOST):
        before = now
        if before is None:
            return [f"{called(screen)} loses the focus"]
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        still = still + 1 if now is before else 0
        if now in wanted:
            stops.come_to(now)
            if now is first or wanted <= seen:
                break
            seen.add(now)
    seen |= {one for found in seen if isinstance(found, QRadioButton) for one in _group(found)}
    trap = [f"{called(QApplication.focusWidget())} keeps Tab"] if still > MOST // 2 else []
    return trap + stops.wrong + sorted(called(one) for one in wanted - seen)


class Stops:
    """Where Tab came to, from ``first`` on."""

    def __init__(self, first: QWidget) -> None:
        self._last, self._back = first, list[str]()

    def come_to(self, stop: QWidget) -> None:
        if _is_back(*_boxes(self._last, stop)):
            self._back.append(f"Tab goes back from {called(self._last)} to {called(stop)}")
        self._last = stop

    @property
    def wrong(self) -> list[str]:
        """Ways against the one in which one reads; a single one closes the circle."""
        return self._back if len(self._back) > 1 else []


def _boxes(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Where both stand, or the boxes that hold only one of them: one reads a box to its end."""
    while not (one.parentWidget() is None or one.parentWidget().isAncestorOf(other)):
        one = one.parentWidget()
    while not (other.parentWidget() is None or other.parentWidget().isAncestorOf(one)):
        other = other.parentWidget()
    return _place(one), _place(other)


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


def _is_back(before: QRect, now: QRect) -> bool:
    """Above what was left, or left of it in its line; the head of the next column is on."""
    above = now.bottom() <= before.top() and now.left() < before.right()
    beside = now.right() <= before.left() and now.bottom() > before.top() > now.top() - UNEVEN
    return above or beside


def _by_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _group(button: QRadioButton) -> list[QWidget]:
    parent = button.parentWidget()
    return parent.findChildren(QRadioButton) if parent is not None else []
