"""What a form says about its drafts: one that is offered, and that nothing can be kept at the moment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.parts import GAP, button, tight


class DraftStrip(QWidget):
    """``resumed`` and ``dropped`` answer what ``offer`` asked."""

    resumed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told, self.trouble = Banner(), Banner()
        self.drop = button(self.tr("Give up"), "dropDraft", "danger")
        self.resume = button(self.tr("Resume"), "resumeDraft", "primary", "mdi6.file-restore-outline")
        self.resume.clicked.connect(self.resumed)
        self.drop.clicked.connect(self.dropped)
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self.told, 1)
        row.addWidget(self.drop)
        row.addWidget(self.resume)
        column = tight(QVBoxLayout(self), GAP)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.withdraw()

    def offer(self, words: str) -> None:
        """Ask what shall become of a draft."""
        self._show(words, answers=True)

    def tell(self, words: str, tone: str = "info") -> None:
        self._show(words, tone)

    def withdraw(self) -> None:
        """There is nothing to answer any more."""
        self._show("")

    def clear(self) -> None:
        """Nothing typed is left that anything could be said about."""
        self.trouble.say("")
        self.withdraw()

    @property
    def offering(self) -> bool:
        return not self.resume.isHidden()

    def say_trouble(self, words: str) -> None:
        """Say that what is typed is not kept; empty takes it back."""
        self.trouble.say(words, "warning")
        self._fit()

    def _show(self, words: str, tone: str = "info", *, answers: bool = False) -> None:
        self.told.say(words, tone)
        for one in (self.drop, self.resume):
            one.setVisible(answers)
        self._fit()

    def _fit(self) -> None:
        self.setHidden(self.told.isHidden() and self.trouble.isHidden())
