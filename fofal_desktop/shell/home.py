"""What stands in the middle while no tab is open: the dashboard with a greeting, and the ways in below it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fofal_desktop.mosaic import Mosaic
from fofal_desktop.parts import GAP, button, card, label, named, picture, tight
from fofal_desktop.pieces import Pieces
from fofal_desktop.shell.ways import Way, ways
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import UserCard

if TYPE_CHECKING:
    from fofal_desktop.views.pages.dashboard import DashboardPage

Maker = Callable[[QWidget], "DashboardPage"]
COLUMN_EMS = 15
"""Least width of a card, in heights of a line."""


class Home(QStackedWidget):
    """One card a domain below the tiles; each of its lines opens a list or a page."""

    chosen = Signal(object)
    setup_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home")
        self.setAccessibleName(self.tr("Home"))
        self.page: DashboardPage | None = None
        self._words = label("", "muted")
        self.addWidget(self._waiting())

    def wait(self, words: str) -> None:
        """Show the house and ``words`` while nobody is signed in; nothing of the person before stays."""
        self._words.setText(words)
        if self.page is not None:
            self.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None

    def greet(self, user: UserCard, resources: Iterable[ResourceMeta], make: Maker) -> None:
        """Show the dashboard and the modules of ``user``."""
        self.wait("")
        self.page = page = make(self)
        page.greet(self.tr("Hello {0}").format(user.full_name))
        page.put_below(self._modules(resources))
        self.addWidget(page)
        self.setCurrentWidget(page)

    def offer_setup(self) -> None:
        """Put the way back into the set-up above the tiles."""
        if self.page is not None and self.findChild(QPushButton, "continueSetup") is None:
            go_on = button(self.tr("Continue the set-up"), "continueSetup", "primary", "mdi6.flag-checkered")
            go_on.clicked.connect(self.setup_wanted)
            self.page.put_above(go_on)

    def _waiting(self) -> QWidget:
        inside = named(QWidget(), "page")
        column = tight(QVBoxLayout(inside), 2 * GAP, 4 * GAP)
        column.addStretch(2)
        column.addWidget(picture("mdi6.palm-tree", "brand", 72), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label("FOFAL", "pageTitle"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return inside

    def _modules(self, resources: Iterable[ResourceMeta]) -> QWidget:
        domains: dict[str, list[Way]] = {}
        for way in ways(resources):
            if way.domain:
                domains.setdefault(way.domain_label, []).append(way)
        made = QWidget()
        column = tight(QVBoxLayout(made), GAP)
        column.setContentsMargins(0, GAP, 0, 2 * GAP)
        column.addWidget(label(self.tr("Go to"), "sectionTitle"))
        column.addWidget(
            label(self.tr("Choose a list, or press Ctrl+K and type what you look for."), "muted", wrap=True)
        )
        cards = QWidget()
        mosaic = Mosaic(GAP + 4, lambda: self.fontMetrics().height() * COLUMN_EMS, most=6)
        cards.setLayout(mosaic)
        column.addWidget(cards)
        Pieces((partial(self._add_card, mosaic, title, members) for title, members in domains.items()), made)
        return made

    def _add_card(self, mosaic: Mosaic, title: str, members: list[Way]) -> None:
        mosaic.add(self._card(title, members))

    def _card(self, title: str, members: list[Way]) -> QWidget:
        frame, inside = card()
        inside.setSpacing(2)
        inside.addWidget(label(title, "sectionTitle"))
        for way in members:
            line = button(way.label, f"home-{way.place.name}", "link", way.symbol)
            line.setIconSize(QSize(18, 18))
            line.clicked.connect(lambda _checked=False, place=way.place: self.chosen.emit(place))
            inside.addWidget(line)
        inside.addStretch(1)
        return frame
