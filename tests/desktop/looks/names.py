"""Whether a screen reader has a word for everything that the keyboard can reach."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QToolButton, QWidget


def focusable(screen: QWidget) -> Iterator[QWidget]:
    """What can have the focus on a screen, seen or folded away for the moment."""
    for widget in [screen, *screen.findChildren(QWidget)]:
        inside = widget.window() is screen.window()
        if inside and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
            yield widget


def nameless(screen: QWidget) -> list[str]:
    """Each widget that takes the focus and has no name, and each button of a mere picture without name or tooltip."""
    found = [called(one) for one in focusable(screen) if not (spoken(one) or _says_nothing(one))]
    pictures = [one for one in screen.findChildren(QAbstractButton) if _is_picture(one) and not _says_nothing(one)]
    found += [f"{called(one)}: a picture only" for one in pictures if not (spoken(one) and one.toolTip())]
    return sorted(set(found))


def spoken(widget: QWidget) -> str:
    """What a screen reader says of it."""
    known = QAccessible.queryAccessibleInterface(widget)
    return known.text(QAccessible.Text.Name).strip() if known is not None else widget.accessibleName().strip()


def called(widget: QWidget) -> str:
    """Where it stands, for somebody who has to mend it."""
    names = []
    while widget is not None and not widget.isWindow():
        names.append(widget.objectName() or widget.metaObject().className())
        widget = widget.parentWidget()
    return " < ".join(names[:4])


def _says_nothing(widget: QWidget) -> bool:
    """Words that are not there yet: it is hidden until they are, or marked by the mouse alone."""
    if isinstance(widget, QTabBar):  # it is called by the tab that is on top
        return widget.count() == 0
    return isinstance(widget, QLabel) or (isinstance(widget, QAbstractButton) and widget.isHidden())


def _is_picture(button: QAbstractButton) -> bool:
    """Whether it shows no words."""
    bare = isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    return not button.icon().isNull() and (bare or not button.text())
