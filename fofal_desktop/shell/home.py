"""What stands in the middle while no tab is open: a greeting and the ways in."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fofal_desktop.parts import GAP, button, card, clear, label, named, picture, tight
from fofal_desktop.shell.ways import Way, ways
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import UserCard

COLUMNS = 3


class Home(QScrollArea):
    """One card a domain; each of its lines opens a list or a page."""

    chosen = Signal(object)
    setup_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home")
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Home"))
        inside = named(QWidget(), "page")
        self._column = tight(QVBoxLayout(inside), 2 * GAP, 4 * GAP)
        self.setWidget(inside)

    def wait(self, words: str) -> None:
        """Show the house and ``words`` while nobody is signed in."""
        clear(self._column)
        self._column.addStretch(2)
        self._column.addWidget(picture("mdi6.palm-tree", "brand", 72), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(label("FOFAL", "pageTitle"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(label(words, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)

    def greet(self, user: UserCard, resources: Iterable[ResourceMeta]) -> None:
        """Show the modules of ``user``."""
        clear(self._column)
        self._column.addWidget(label(self.tr("Hello {0}").format(user.full_name), "pageTitle"))
        self._column.addWidget(label(self.tr("Choose a list, or press Ctrl+K and type what you look for."), "muted"))
        self._column.addLayout(self._grid(resources))
        self._column.addStretch(1)

    def offer_setup(self) -> None:
        """Put the way back into the set-up above the modules."""
        if self.findChild(QPushButton, "continueSetup") is None:
            self._column.insertWidget(2, self._setup(), 0, Qt.AlignmentFlag.AlignLeft)

    def _setup(self) -> QPushButton:
        go_on = button(self.tr("Continue the set-up"), "continueSetup", "primary", "mdi6.flag-checkered")
        go_on.clicked.connect(self.setup_wanted)
        return go_on

    def _grid(self, resources: Iterable[ResourceMeta]) -> QGridLayout:
        domains: dict[str, list[Way]] = {}
        for way in ways(resources):
            domains.setdefault(way.domain_label, []).append(way)
        grid = tight(QGridLayout(), 2 * GAP)
        for place, (title, members) in enumerate(domains.items()):
            grid.addWidget(self._card(title, members), place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

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
