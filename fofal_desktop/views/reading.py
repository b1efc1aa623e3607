"""A page made by hand that shows what it has read: how it waits, fails and looks again, and what stands at its head."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.age import Dated, dated
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.parts import GAP, action_button, label, named, picture, tight
from fofal_desktop.views.as_read import AsRead
from fofal_desktop.views.page import Page, Place

Found = TypeVar("Found")


def halves(page: QWidget, shown: QWidget, beside: QWidget, width: int, share: int) -> QSplitter:
    """``shown`` takes what room there is and ``share`` times as much as ``beside``, which begins ``width`` wide.

    Made inside ``page``: moved later, all of it would be styled again.
    """
    split = QSplitter(Qt.Orientation.Horizontal, page)
    split.addWidget(shown)
    split.addWidget(beside)
    split.setStretchFactor(0, 1)
    split.setSizes([share * width, width])
    split.setChildrenCollapsible(False)
    return split


class ReadingPage(Page):
    """What is shown stays until a new answer is here; one that fails is told above it.

    What it asks for, and whether something was shown, is said by who inherits (``refresh``, ``has_shown``). Where
    something can be typed, ``shown_anew`` tells that what it is typed over has been read.
    """

    shown_anew = Signal()

    def __init__(self, name: str, symbol: str, context: EditorContext, parent: QWidget) -> None:
        super().__init__(Place("page", name), symbol, parent)
        self.client, self.metas = context.client, context.metas
        self.problem, self.as_read, self.count = Banner(), AsRead(), label("", "count")
        self.busy = named(QProgressBar(maximum=0), "busy")
        self.busy.setFixedHeight(3)

    def refresh(self) -> None:
        """Ask the server anew."""
        raise NotImplementedError

    @property
    def has_shown(self) -> bool:
        """Whether something that was read stands here."""
        raise NotImplementedError

    def read(self, work: Callable[[], Found], done: Callable[[Found], None]) -> None:
        """Ask for what the page shows, and tell that it is under way."""

        def take(found: Dated[Found]) -> None:
            self.as_read.tell(found.read_at)
            try:
                done(found.value)
            except LookupError as lacking:  # the server is of another version
                self.on_failure(lacking)

        self.busy.show()
        ask(self, dated(work), take, self.on_failure, self.busy.hide)

    def on_failure(self, error: Exception) -> None:
        before = self.tr("What you see was loaded earlier. ") if self.has_shown else ""
        self.problem.say(before + message_of(error), "warning" if self.has_shown else "danger")

    def follow(self, names: set[str], every_ms: int = 0) -> None:
        """Look again when one of these resources has changed here, and every so often; ``every_ms`` 0: not by time."""
        self._followed = names
        changes.happened.connect(self._on_changes)
        if every_ms:
            self.timer = QTimer(self, interval=every_ms)
            self.timer.timeout.connect(self.look_again)
            self.timer.start()

    def _on_changes(self, names: set[str]) -> None:
        if names & self._followed:
            self.look_again()

    def look_again(self) -> None:
        """A page behind another tab asks nothing."""
        if self.isVisible():
            self.refresh()

    def head(self, beside_title: Sequence[QWidget], at_the_end: Sequence[QWidget]) -> QHBoxLayout:
        """Picture and title, what belongs to them, and the page's actions; to refresh is the last of them."""
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(picture(self.symbol, "brand", 26))
        row.addWidget(label(self.windowTitle(), "pageTitle"))
        row.addSpacing(GAP)
        for widget in beside_title:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (*at_the_end, action_button(bind(self, commands.REFRESH, self.refresh), words=False)):
            row.addWidget(widget)
        return row

    def column(self, head: QHBoxLayout, *between: QWidget) -> QVBoxLayout:
        """The page from above: its head, ``between``, what is wrong, that it waits; the rest is added to it."""
        self.rows = column = tight(QVBoxLayout(self), GAP + 2, 2 * GAP)
        column.addLayout(head)
        for widget in (*between, self.problem, self.as_read, self.busy):
            column.addWidget(widget)
        return column
