"""The main window: sidebar, notices, tabs, status bar; it opens places and guards what is unsaved."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.clock import ServerClock
from fofal_desktop.commands import Command, bind, enable
from fofal_desktop.dialogs.help import HelpWindow
from fofal_desktop.gate import message_of
from fofal_desktop.line import line
from fofal_desktop.models.finder import Finder
from fofal_desktop.models.guide import GuidePage, shipped
from fofal_desktop.models.recents import Recents
from fofal_desktop.notices import Notice
from fofal_desktop.parts import named, tight
from fofal_desktop.shell.curtain import Curtain
from fofal_desktop.shell.home import Home
from fofal_desktop.shell.introduction import Introduction
from fofal_desktop.shell.maintenance import MaintenanceStrip
from fofal_desktop.shell.notice_list import NoticeList
from fofal_desktop.shell.notices import NoticeBar
from fofal_desktop.shell.palette import CommandPalette, Entry, Offers
from fofal_desktop.shell.sidebar import Sidebar
from fofal_desktop.shell.statusbar import StatusBar
from fofal_desktop.shell.ways import ways
from fofal_desktop.shell.workspace import Workspace
from fofal_desktop.views.hand_made import ALERTS, DASHBOARD, OUTBOX
from fofal_desktop.views.page import Page, Place
from fofal_server.contract.finding import Hit
from fofal_server.contract.links import read_link
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import UserCard

if TYPE_CHECKING:
    from fofal_desktop.views.pages.dashboard import DashboardPage

PageMaker = Callable[[Place, QWidget], Page | None]

LOWEST = 240
"""Height of what stands in the middle, however much has to be told above it."""


class MainWindow(QMainWindow):
    """``asked`` carries the name of a command that concerns the whole program (theme, language, sign-out…)."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, make_page: PageMaker, finder: Finder, recents: Recents, clock: ServerClock) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("FOFAL")
        self.resize(1280, 800)
        self._make_page, self._may_close = make_page, False
        self._finder, self._recents = finder, recents
        self._metas: Mapping[str, ResourceMeta] = {}
        self.help: HelpWindow | None = None
        self.introduction: Introduction | None = None
        self.sidebar, self.notices, self.workspace = Sidebar(), NoticeBar(clock), Workspace()
        self.home, self.status, self.stack = Home(), StatusBar(clock), QStackedWidget()
        self.front, self.curtain = QStackedWidget(), Curtain()
        self.maintenance = MaintenanceStrip()
        self._lay_out()
        self._connect()
        self.deeds = self._deeds()
        for command, deed in self.deeds.items():
            bind(self, command, partial(self._do, deed))
        self.strip("")

    # -- what it shows

    def furnish(self, user: UserCard, metas: Mapping[str, ResourceMeta]) -> None:
        """Show the modules of the person who signed in."""
        self._metas = metas
        self.sidebar.modules.fill(metas.values())
        self.sidebar.greet(user)
        self.home.greet(user, metas.values(), self._make_dashboard)
        self._on_showing(self.workspace.page.place if self.workspace.page else None)
        self.sidebar.show()

    def _make_dashboard(self, parent: QWidget) -> "DashboardPage":
        page = cast("DashboardPage", self._make_page(Place("page", DASHBOARD.name), parent))  # it is open to everybody
        page.wanted.connect(self.go)
        page.told.connect(self.tell)
        return page

    @property
    def furnished(self) -> bool:
        """Whether somebody is there who may see something."""
        return bool(self._metas)

    def offer_setup(self) -> None:
        """Show the way back into a set-up that is not finished."""
        self.home.offer_setup()

    def strip(self, words: str) -> None:
        """Nobody is signed in: show the house and ``words``."""
        self._end_introduction()
        self._metas = {}
        self.sidebar.hide()
        self.notices.clear()
        self.maintenance.hide()
        self.home.wait(words)
        self.status.show_connection("closed")
        self.status.show_alerts(0, "muted")
        self.status.show_queue(0, 0)

    def go(self, place: Place) -> Page | None:
        """Show ``place``: its tab when it is open, else a new one."""
        self._end_introduction()
        if place == Place("page", DASHBOARD.name) and self.home.page is not None and not self.workspace.count():
            self.home.page.setFocus()  # it stands there already
            return self.home.page
        page = self.workspace.page_of(place) if place.kind != "new" else None
        if page is not None:
            self.workspace.setCurrentWidget(page)
            page.arrive(place)
            return page
        return self.open_anew(place)

    def open_anew(self, place: Place) -> Page | None:
        """Show ``place`` in a tab of its own, right of the one on top."""
        try:
            page = self._make_page(place, self.workspace.shelf)
        except LookupError as lacking:  # the server is of another version, and does not tell what this screen needs
            self.tell(Notice(message_of(lacking), "danger"))
            return None
        if page is None:
            self.tell(Notice(self.tr("This screen is not open to you."), "warning"))
            return None
        page.wanted.connect(self.go)
        page.told.connect(self.tell)
        page.titled.connect(lambda _words: self._note(page))
        self.workspace.add(page)
        return page

    def come_forward(self) -> None:
        """Stand before other programs, as far as the system lets one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell(self, notice: Notice) -> None:
        self.notices.show_notice(notice)

    def open_notices(self) -> None:
        """Show the last notices; all of them count as read then."""
        NoticeList(self.notices.told, self).open()
        self.notices.read_all()

    def open_help(self, page: GuidePage | None = None) -> None:
        """Show ``page`` of the guide, or the one of the tab on top; its window is one's own, not a part of this one."""
        if self.help is None:
            self.help = HelpWindow()
            self.help.destroyed.connect(self._forget_help)
        if page is None:
            self.help.show_for(self.workspace.page or self.home.page)
        else:
            self.help.show_page(page)
        self.help.appear()

    def _forget_help(self) -> None:
        self.help = None

    def open_shortcuts(self) -> None:
        """Show all keys, those of the tab on top first."""
        from fofal_desktop.shell.shortcuts import ShortcutSheet

        page = self.workspace.page
        ShortcutSheet(self, page.place if page else None).open()

    # -- shown around

    def introduce(self, *, asked: bool = True) -> bool:
        """Show the person around; unasked only over the home page, before anything was begun."""
        busy = QApplication.activeModalWidget() or QApplication.activePopupWidget() or self.workspace.count()
        if not self._metas or self.covered or self.introduction is not None or (busy and not asked):
            return False
        self.sidebar.show()
        sidebar = self.sidebar
        parts = {"modules": sidebar.modules, "finder": sidebar.finder, "person": sidebar.person, "foot": self.status}
        self.introduction = Introduction(self, parts)
        self.introduction.over.connect(self._forget_introduction)
        self.introduction.appear()
        return True

    def _end_introduction(self) -> None:
        """Whatever else is done comes first."""
        if self.introduction is not None:
            self.introduction.leave()

    def _forget_introduction(self) -> None:
        self.introduction = None

    def _do(self, deed: Callable[[], Any]) -> None:
        self._end_introduction()
        deed()

    # -- locked

    @property
    def covered(self) -> bool:
        return self.front.currentWidget() is self.curtain

    def cover(self, person: str) -> None:
        """Show nothing of the data, nor do anything with it; quitting is left."""
        self._end_introduction()
        enable(self._inner_actions(), False)
        self.front.setCurrentWidget(self.curtain)
        self.curtain.fall(person)
        self.setWindowTitle("FOFAL")

    def uncover(self) -> None:
        self.front.setCurrentIndex(0)
        enable(self._inner_actions(), True)
        self._on_showing(self.workspace.page.place if self.workspace.page else None)

    def _inner_actions(self) -> list[QAction]:
        return [action for action in self.actions() if action.objectName() != f"action-{commands.QUIT.name}"]

    # -- leaving

    def leave(self, then: Callable[[], Any]) -> None:
        """Close all tabs, asking about unsaved changes; ``then`` only when nothing stands against it."""
        self.workspace.close_all(lambda gone: then() if gone else None)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or not any(page.dirty for page in self.workspace.pages()):
            event.accept()
            if self.help is not None:
                self.help.close()
            self.closed.emit()
            return
        event.ignore()
        if self.covered:
            self.curtain.say(self.tr("Something is not saved yet. Unlock first."))
            return
        self.leave(self._close_for_good)

    def step_down(self) -> None:
        """Go without a question: another window has taken over what stood here."""
        self.closed.disconnect()
        self._close_for_good()
        self.deleteLater()

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    # -- put together

    def _lay_out(self) -> None:
        middle = named(QWidget(), "workspace")
        self.stack.addWidget(self.home)
        self.stack.addWidget(self.workspace)
        column = tight(QVBoxLayout(middle), 0)
        column.addWidget(self.maintenance)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(LOWEST)
        whole = QWidget()
        row = tight(QHBoxLayout(whole), 0)
        row.addWidget(self.sidebar)
        row.addWidget(middle, 1)
        self.front.addWidget(whole)
        self.front.addWidget(self.curtain)
        self.setCentralWidget(self.front)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.sidebar.modules.chosen.connect(self.go)
        self.home.chosen.connect(self.go)
        self.home.setup_wanted.connect(lambda: self.asked.emit("setup"))
        self.sidebar.finder.clicked.connect(self.open_palette)
        self.sidebar.person.clicked.connect(self._person_menu)
        self.workspace.showing.connect(self._on_showing)
        self.status.retry.clicked.connect(line.wanted)
        self.notices.unread.connect(self.status.show_notices)
        self.status.notices.clicked.connect(self.open_notices)
        for door, page in ((self.status.alerts, ALERTS), (self.status.queue, OUTBOX)):
            door.clicked.connect(partial(self._go_in, page.name))

    def _go_in(self, page: str) -> None:
        """From the foot of the window, which stays in sight while the rest is covered."""
        if not self.covered:
            self.go(Place("page", page))

    def _on_showing(self, place: Place | None) -> None:
        self.stack.setCurrentWidget(self.workspace if place else self.home)
        self.sidebar.modules.select(place.name if place else DASHBOARD.name)
        if place is None and self.home.page is not None:
            self.home.page.setFocus()  # without a focus no key of the window is heard
        page = self.workspace.page
        if page is not None:
            self._note(page)
        self.setWindowTitle(f"{page.title} — FOFAL" if page else "FOFAL")

    def _deeds(self) -> dict[Command, Callable[[], Any]]:
        own: dict[Command, Callable[[], Any]] = {
            commands.PALETTE: self.open_palette,
            commands.CLOSE_TAB: self.workspace.close_current,
            commands.NEXT_TAB: lambda: self._step(1),
            commands.LAST_TAB: lambda: self._step(-1),
            commands.SIDEBAR: lambda: self.sidebar.setVisible(not self.sidebar.isVisible() and bool(self._metas)),
            commands.OUTBOX: partial(self._go_in, OUTBOX.name),
            commands.NOTICES: self.open_notices,
            commands.HELP: self.open_help,
            commands.SHORTCUTS: self.open_shortcuts,
            commands.LOOK_AROUND: self.introduce,
            commands.QUIT: self.close,
        }
        return {command: own.get(command, self._asker(command)) for command in commands.WINDOW}

    def _asker(self, command: Command) -> Callable[[], Any]:
        return lambda: self.asked.emit(command.name)

    def _step(self, by: int) -> None:
        if self.workspace.count():
            self.workspace.setCurrentIndex((self.workspace.currentIndex() + by) % self.workspace.count())

    def open_palette(self) -> None:
        """Offer records, every list and page, the actions of the page on top and of the window, the guide."""
        known = [*self._places(), *self._page_deeds(), *self._window_deeds(), *self._guide_pages()]
        lately = [entry for entry in map(self._record_entry, self._recents.shown()) if entry is not None]
        CommandPalette(self, Offers(lately, known, self._record_entry, self._link_entry), self._finder).appear()
        self._recents.refresh()

    def _record_entry(self, hit: Hit) -> Entry | None:
        meta = self._metas.get(hit.resource)
        if meta is None:
            return None
        return Entry(hit.title, hit.label, meta.icon, partial(self.go, Place("record", hit.resource, str(hit.id))))

    def _link_entry(self, words: str) -> Entry | None:
        linked = read_link(words)
        meta = self._metas.get(linked.resource) if linked is not None else None
        if linked is None or meta is None:
            return None
        place = Place("record", linked.resource, linked.key)
        return Entry(self.tr("Open the link"), meta.label_one, "mdi6.link-variant", partial(self.go, place))

    def _note(self, page: Page) -> None:
        """Remember a record that is looked at, under the name it has now."""
        place, meta = page.place, self._metas.get(page.place.name)
        if place.kind == "record" and meta is not None and page.stored and page.title != meta.label_one:
            self._recents.note(Hit(resource=place.name, label=meta.label_one, id=UUID(place.key), title=page.title))

    def _places(self) -> list[Entry]:
        shown = [meta for meta in self._metas.values() if not meta.hidden]
        known = ways(self._metas.values())
        there = [Entry(way.label, way.domain_label, way.symbol, partial(self.go, way.place)) for way in known]
        makeable = [meta for meta in shown if "create" in meta.can]
        new = self.tr("New: {0}")
        return there + [
            Entry(new.format(m.label_one), m.domain_label, "mdi6.plus", partial(self.go, Place("new", m.name)))
            for m in makeable
        ]

    def _page_deeds(self) -> list[Entry]:
        page = self.workspace.page
        actions = [action for action in page.actions() if action.isEnabled()] if page else []
        return [Entry(a.text(), a.shortcut().toString(), "mdi6.gesture-tap-button", a.trigger) for a in actions]

    def _window_deeds(self) -> list[Entry]:
        others = {command: deed for command, deed in self.deeds.items() if command is not commands.PALETTE}
        return [Entry(command.label, command.shortcut, command.icon, deed) for command, deed in others.items()]

    def _guide_pages(self) -> list[Entry]:
        pages = [page for chapter in shipped().chapters for page in chapter.pages]
        return [Entry(p.title, commands.HELP.label, commands.HELP.icon, partial(self.open_help, p)) for p in pages]

    def _person_menu(self) -> None:
        menu = QMenu(self)
        wanted = (
            commands.THEME,
            commands.LARGER,
            commands.SMALLER,
            commands.LANGUAGE,
            commands.PASSWORD,
            commands.FACTOR,
            commands.SESSIONS,
            commands.WISHES,
            commands.NOTICES,
            commands.DRAFTS,
            commands.OUTBOX,
            commands.HELP,
            commands.SHORTCUTS,
            commands.LOOK_AROUND,
            commands.LOCKING,
            commands.LOCK,
            commands.SIGN_OUT,
        )
        names = {f"action-{command.name}" for command in wanted}
        menu.addActions([action for action in self.actions() if action.objectName() in names])
        person = self.sidebar.person
        menu.popup(person.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
