"""Whether Tab comes to everything that it should, and away from it again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from tests.desktop.looks.names import called, focusable

MOST = 600
"""Keys: grids are left after their last cell."""


def unreachable(screen: QWidget) -> list[str]:
    """What Tab never comes to, going round from wherever the focus is; of radio buttons one stands for its group."""
    wanted = {one for one in focusable(screen) if one.isVisible() and one.isEnabled() and _by_tab(one)}
    if not wanted:
        return []
    first = next(one for one in focusable(screen) if one in wanted)
    first.setFocus()
    seen, still, now = {first}, 0, QApplication.focusWidget()
    for _key in range(MOST):
        before = now
        if before is None:
            return [f"{called(screen)} loses the focus"]
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        still = still + 1 if now is before else 0
        if now is first or wanted <= seen:
            break
        seen.add(now)
    seen |= {one for found in seen if isinstance(found, QRadioButton) for one in _group(found)}
    trap = [f"{called(QApplication.focusWidget())} keeps Tab"] if still > MOST // 2 else []
    return trap + sorted(called(one) for one in wanted - seen)


def _by_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _group(button: QRadioButton) -> list[QWidget]:
    parent = button.parentWidget()
    return parent.findChildren(QRadioButton) if parent is not None else []
