"""The frame of every dialog: title, body, a place for what went wrong, buttons; it never blocks the program."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fofal_desktop import commands
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.help import TOPIC, open_help
from fofal_desktop.fields.formats import number_text
from fofal_desktop.parts import GAP, button, label, mark, named, room_for, stay_on_screen, tight


class Dialog(QDialog):
    """Opened with ``open()`` over its parent; answers by signals, never by a nested event loop."""

    def __init__(self, parent: QWidget | None, name: str, title: str, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty(TOPIC, f"dialog:{name}")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        self.title = label(title, "dialogTitle", wrap=True)
        self.problem = Banner()
        self.body = tight(QVBoxLayout(), GAP)
        self.busy = named(QProgressBar(maximum=0), "busy")
        self.busy.hide()
        self.busy.setFixedHeight(4)
        self.footer = tight(QHBoxLayout(), GAP)
        self.footer.addStretch(1)
        whole = tight(QVBoxLayout(self), GAP + 4, 3 * GAP)
        whole.addWidget(self.title)
        whole.addWidget(self.problem)
        whole.addLayout(self.body, 1)
        whole.addWidget(self.busy)
        whole.addLayout(self.footer)
        bind(self, commands.HELP, lambda: open_help(self))

    def add_button(self, words: str, name: str, role: str = "", symbol: str = "") -> QPushButton:
        made = button(words, name, role, symbol)
        made.setAutoDefault(role == "primary")
        made.setDefault(role == "primary")
        self.footer.addWidget(made)
        return made

    def open_over_all(self) -> None:
        """As ``open``; meanwhile no other window of the program can be used either."""
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.show()

    def fit(self) -> None:
        """Take the room that everything needs as it is drawn; before it was dressed by the theme it measured less."""
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        whole = self.layout()
        if whole is None:
            return
        whole.activate()
        width = max(self.width(), whole.totalMinimumSize().width())
        if _height(whole, width) > room_for(self).height():  # all of it closer together
            tight(whole, GAP // 2, GAP)
        self.resize(width, _height(whole, width))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit when it appears for the first time, unless a size was given."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.fit()
        else:
            stay_on_screen(self)
        super().showEvent(event)

    def wait(self, on: bool) -> None:
        """Show that something is under way; buttons of the footer rest meanwhile."""
        self.busy.setVisible(on)
        for place in range(self.footer.count()):
            item = self.footer.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and not widget.property("always"):
                widget.setEnabled(not on)

    def show_rows(self, rows: int, of: int | None, words: QLabel) -> None:
        """Show that so many rows are done, of so many; the last of them is not the end of the work."""
        words.setText(self.tr("{0} of {1} rows").format(number_text(rows), number_text(of or rows)))
        self.busy.setMaximum(of if of and rows < of else 0)
        self.busy.setValue(rows)


def _height(whole: QLayout, width: int) -> int:
    return whole.totalHeightForWidth(width) if whole.hasHeightForWidth() else whole.totalSizeHint().height()


class Banner(QFrame):
    """A line of text that stands out: info, warning or danger; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.words = label("", "bannerText", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        tight(QVBoxLayout(self), 0, GAP + 2).addWidget(self.words)
        self.hide()

    def say(self, words: str, tone: str = "danger") -> None:
        """Show ``words``, or nothing when they are empty."""
        if words:
            mark(self, "notice", tone)
            mark(self.words, "tone", tone)  # the colour of the words hangs on the frame's: have it looked at again
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.setVisible(bool(words))
