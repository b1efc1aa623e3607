"""A page made by hand that shows what it has read: how it waits, fails and looks again, and what stands at its head."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.age import Dated
from fofal_desktop.api.errors import Unseen
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import changes
from fofal_desktop.line import line
from fofal_desktop.parts import GAP, Elided, action_button, picture, tight
from fofal_desktop.views.as_read import AsRead
from fofal_desktop.views.emptiness import Unread, words_of_given_up
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.patience import Busy, Patience, Questions

Found = TypeVar("Found")


def halves(split: QSplitter, width: int, share: int) -> QSplitter:
    """The first of two takes what room there is and ``share`` times as much as the other, which begins ``width`` wide.

    ``split`` is made inside its page, and both inside it: moved later, all of them would be styled again.
    """
    split.setStretchFactor(0, 1)
    split.setSizes([share * width, width])
    split.setChildrenCollapsible(False)
    return split


class ReadingPage(Page):
    """What is shown stays until a new answer is here; one that fails is told above it.

    What it asks for, and whether something was shown, is said by who inherits (``refresh``, ``has_shown``). Where
    nothing of it is kept while nobody answers, a sentence that says so stands in its place. Where something can be
    typed, ``shown_anew`` tells that what it is typed over has been read.
    """

    shown_anew = Signal()

    def __init__(self, name: str, symbol: str, context: EditorContext, parent: QWidget) -> None:
        super().__init__(Place("page", name), symbol, parent)
        self.client, self.metas = context.client, context.metas
        self.problem, self.as_read, self.count = Banner(), AsRead(), Elided("count")
        self.inside = QWidget(self)
        self.unread = Unread(self.refresh, self.inside)
        self.ages: dict[str, datetime | None] = {}
        self.busy = Busy()
        self.patience = Patience(self.busy)
        self.questions = Questions(self, self.patience)
        self.questions.waits.connect(self.busy.setVisible)
        self.patience.given_up.connect(self._give_up)

    def refresh(self) -> None:
        """Ask the server anew."""
        raise NotImplementedError

    @property
    def has_shown(self) -> bool:
        """Whether something that was read stands here."""
        raise NotImplementedError

    def read(
        self,
        work: Callable[[], Found],
        done: Callable[[Found], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        part: str = "",
    ) -> None:
        """Ask for what the page shows, and tell that it is under way and how old it is.

        ``part`` names what is asked where a page asks for several things: the oldest of them is its age.
        """

        def take(found: Dated[Found]) -> None:
            self.tell_age(part, found.read_at)
            try:
                done(found.value)
            except LookupError as lacking:  # the server is of another version
                self.on_failure(lacking)
            if not part or self.has_shown:
                self._show_again()

        unseen = not self.has_shown or part not in self.ages
        self.questions.ask(work, take, failed or self.on_failure, stands_in=unseen)

    def _give_up(self) -> None:
        """The person waits no more: what stands here stays, and where nothing does it says why."""
        if self.has_shown:
            self.problem.say(self.tr("What you see was loaded earlier. ") + words_of_given_up(), "warning")
        else:
            self._show_instead(self.unread.tell_given_up)

    def tell_age(self, part: str, read_at: datetime | None) -> None:
        """Say when this part of the page was read; None: just now, or it is no part of it any more."""
        self.ages[part] = read_at
        self._say_age()

    def _say_age(self) -> None:
        known = [at for at in self.ages.values() if at is not None and self.unread.isHidden()]
        self.as_read.tell(min(known, default=None))

    @property
    def was_read(self) -> bool:
        """Whether it shows what the server answered, were it that there is nothing."""
        return bool(self.ages) and self.unread.isHidden()

    def on_failure(self, error: Exception) -> None:
        if isinstance(error, Unseen) and not self.has_shown:
            self._show_instead(partial(self.unread.tell, message_of(error)))
            return
        before = self.tr("What you see was loaded earlier. ") if self.has_shown else ""
        self.problem.say(before + message_of(error), "warning" if self.has_shown else "danger")

    def _show_instead(self, tell: Callable[[], None]) -> None:
        """Show in the place of everything why there is nothing."""
        self.problem.say("")
        tell()
        self._say_age()

    def _show_again(self) -> None:
        self.unread.give_way()
        self._say_age()

    def succeed(self, before: Page) -> None:
        """What is taken over is as old as it was."""
        super().succeed(before)
        if isinstance(before, ReadingPage):
            for part, read_at in before.ages.items():
                self.tell_age(part, self.ages.get(part, read_at))

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

    def showEvent(self, event: QShowEvent) -> None:
        """What was not read anew while it stood behind another tab is now."""
        super().showEvent(event)
        if line.is_there and (self.as_read.is_old or not self.unread.isHidden()):
            self.look_again()

    def head(self, beside_title: Sequence[QWidget], at_the_end: Sequence[QWidget]) -> QHBoxLayout:
        """Picture and title, what belongs to them, and the page's actions; to refresh is the last of them."""
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(picture(self.symbol, "brand", 26))
        title = Elided("pageTitle")
        title.setText(self.windowTitle())
        row.addWidget(title)
        row.addSpacing(GAP)
        for widget in beside_title:
            row.addWidget(widget)
        row.addStretch(1)
        self.end_of_head = action_button(bind(self, commands.REFRESH, self.refresh), words=False)
        for widget in (*at_the_end, self.end_of_head):
            row.addWidget(widget)
        return row

    def column(self, head: QHBoxLayout, *between: QWidget) -> QVBoxLayout:
        """The page from above: its head, ``between``, what is wrong, that it waits; the rest is added to the answer."""
        self.rows = column = tight(QVBoxLayout(self), GAP + 2, 2 * GAP)
        column.addLayout(head)
        for widget in (*between, self.problem, self.as_read, self.busy, self.patience):
            column.addWidget(widget)
        column.addWidget(self.inside, 1)
        column.addWidget(self.unread, 1)
        return tight(QVBoxLayout(self.inside), GAP + 2)
