"""The modules of this person, drawn from what the server describes."""

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.parts import GAP, label, named, picture, tight
from fofal_desktop.shell.ways import Way, ways
from fofal_desktop.theme.icons import icon
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import UserCard

WIDTH = 248
_WAY = Qt.ItemDataRole.UserRole


class ModuleTree(QTreeWidget):
    """Domains that fold, places that open."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._domains: dict[str, QTreeWidgetItem] = {}
        self.setObjectName("modules")
        self.setHeaderHidden(True)
        self.setIndentation(10)
        self.setRootIsDecorated(False)
        self.setIconSize(QSize(18, 18))
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Modules"))
        self.itemClicked.connect(self._use)

    def fill(self, resources: Iterable[ResourceMeta]) -> None:
        """Show ``resources`` under their domains, in the order of the server."""
        self.clear()
        self._domains = {}
        for way in ways(resources):
            if way.domain and way.domain not in self._domains:
                self._domains[way.domain] = self._domain(way)
            self._leaf(self._domains.get(way.domain, self.invisibleRootItem()), way)
        self.expandAll()

    def folded(self) -> set[str]:
        """Domains that are folded."""
        return {name for name, item in self._domains.items() if not item.isExpanded()}

    def fold(self, names: Collection[str]) -> None:
        for name, item in self._domains.items():
            item.setExpanded(name not in names)

    def select(self, name: str) -> None:
        """Mark the place whose tab is on top."""
        item = self._find(name)
        if item is None:
            self.clearSelection()
        else:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and item is not None:
            self._use(item)
            return
        super().keyPressEvent(event)

    def _domain(self, way: Way) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [way.domain_label])
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _leaf(self, parent: QTreeWidgetItem, way: Way) -> None:
        item = QTreeWidgetItem(parent, [way.label])
        item.setIcon(0, icon(way.symbol, "sidebar_text"))
        item.setData(0, _WAY, way)
        item.setToolTip(0, tip_of(way.label))

    def _use(self, item: QTreeWidgetItem) -> None:
        way = item.data(0, _WAY)
        if way is not None:
            self.chosen.emit(way.place)
        else:
            item.setExpanded(not item.isExpanded())

    def _find(self, name: str) -> QTreeWidgetItem | None:
        for leaf in self._leaves():
            if leaf.data(0, _WAY).place.name == name:
                return leaf
        return None

    def _leaves(self) -> Iterator[QTreeWidgetItem]:
        """Every line that opens something."""
        for place in range(self.topLevelItemCount()):
            top = self.topLevelItem(place)
            lines = [top, *(top.child(inner) for inner in range(top.childCount()))] if top is not None else []
            yield from (line for line in lines if line is not None and line.data(0, _WAY) is not None)


class Sidebar(QFrame):
    """Brand, the way to everything (palette), modules, and the person at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self.modules = ModuleTree()
        self.finder = named(QPushButton(icon("mdi6.magnify", "sidebar_muted"), self.tr("Go to…  Ctrl+K")), "finder")
        self.person = named(QPushButton(), "person")
        self.person.setIcon(icon("mdi6.account-circle", "sidebar_text"))
        self.person.setIconSize(QSize(22, 22))
        column = tight(QVBoxLayout(self), GAP + 2, GAP + 4)
        column.addLayout(self._brand())
        column.addWidget(self.finder)
        column.addWidget(self.modules, 1)
        column.addWidget(self.person)

    def _brand(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(picture("mdi6.palm-tree", "accent", 34))
        row.addWidget(label("FOFAL", "brand"), 1)
        return row

    def greet(self, user: UserCard | None) -> None:
        """Show who is signed in."""
        self.person.setVisible(user is not None)
        if user is None:
            return
        self.person.setText(user.full_name.replace("&", "&&"))
        self.person.setToolTip(tip_of(f"{user.full_name} — {user.username}"))
        self.person.setAccessibleName(self.tr("Signed in: {0}").format(user.full_name))
