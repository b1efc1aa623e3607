"""Whether one sees where the focus is: each kind of widget looks different with it."""

from PySide6.QtWidgets import QWidget

from tests.desktop.looks.names import called, focusable


def unseen(screen: QWidget, known: set[str]) -> list[str]:
    """Kinds of widgets that look with the focus as without it; ``known`` are those that were looked at before."""
    found = []
    for widget in list(focusable(screen)):
        kind = f"{widget.metaObject().className()} {widget.property('role') or ''}{widget.property('framed') or ''}"
        if kind in known or not (widget.isVisible() and widget.isEnabled()):
            continue
        known.add(kind)
        widget.clearFocus()
        before = widget.grab().toImage()
        widget.setFocus()
        if widget.hasFocus() and widget.grab().toImage() == before:
            found.append(called(widget))
    return found
