"""What stands in the window while it is locked: who locked it, and the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.parts import GAP, button, label, picture, tight


class Curtain(QWidget):
    """``wanted`` asks to unlock, ``left`` to let somebody else sign in."""

    wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        centre = Qt.AlignmentFlag.AlignHCenter
        self.person = label("", "muted")
        self.words = label("", "muted")
        self.unlock = button(self.tr("Unlock"), "unlock", "primary", "mdi6.lock-open-variant-outline")
        self.unlock.clicked.connect(self.wanted)
        other = button(self.tr("Sign in as somebody else"), "otherPerson", "link")
        other.clicked.connect(self.left)
        column = tight(QVBoxLayout(self), GAP + 4, 4 * GAP)
        column.addStretch(2)
        for widget in (
            picture("mdi6.lock-outline", "brand", 72),
            label(self.tr("FOFAL is locked"), "pageTitle"),
            self.person,
            self.words,
            self.unlock,
            other,
        ):
            column.addWidget(widget, 0, centre)
        column.addStretch(3)

    def fall(self, person: str) -> None:
        """Cover for ``person``."""
        self.person.setText(person)
        self.say("")
        self.unlock.setFocus()

    def say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
