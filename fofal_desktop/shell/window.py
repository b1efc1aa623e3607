"""The main window: sidebar, notices, tabs, status bar; it opens places and guards what is unsaved."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Union, cast
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.clock import ServerClock
from fofal_desktop.commands import Command, bind, enable
from fofal_desktop.gate import message_of
from fofal_desktop.line import line
from fofal_desktop.models.finder import Finder
from fofal_desktop.models.guide import GuidePage
from fofal_desktop.models.recents import Recents
from fofal_desktop.notices import Notice
from fofal_desktop.parts import named, tight
from fofal_desktop.pieces import paint_later
from fofal_desktop.preferences import Preferences
from fofal_desktop.shell import offers
from fofal_desktop.shell.curtain import Curtain
from fofal_desktop.shell.guidance import Guidance
from fofal_desktop.shell.home import Home
from fofal_desktop.shell.maintenance import MaintenanceStrip
from fofal_desktop.shell.notice_list import NoticeList
from fofal_desktop.shell.notices import NoticeBar
from fofal_desktop.shell.page_window import PageWindow
from fofal_desktop.shell.palette import CommandPalette, Offers
from fofal_desktop.shell.placing import come_forward
from fofal_desktop.shell.sidebar import Sidebar
from fofal_desktop.shell.statusbar import StatusBar
from fofal_desktop.shell.workspace import Workspace
from fofal_desktop.views.hand_made import ALERTS, DASHBOARD, OUTBOX
from fofal_desktop.views.page import Page, Place
from fofal_server.contract.finding import Hit
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import UserCard

if TYPE_CHECKING:
    from fofal_desktop.views.pages.dashboard import DashboardPage

PageMaker = Callable[[Place, QWidget], Page | None]
Front = Union["MainWindow", PageWindow]
"""A window in which a person works: the main one, or that of a page which was taken out of it."""
_ELSEWHERE = frozenset({commands.DETACH, commands.SIDEBAR})
"""What only the main window can do."""

LOWEST = 240
"""Height of what stands in the middle, however much has to be told above it."""


class MainWindow(QMainWindow):
    """``asked`` carries the name of a command that concerns the whole program (theme, language, sign-out…)."""

    asked = Signal(str)
    closed = Signal()

    def __init__(
        self,
        make_page: PageMaker,
        finder: Finder,
        recents: Recents,
        clock: ServerClock,
        kept: Preferences,
        without: Collection[Command] = (),
    ) -> None:
        """``without`` what the administrator of this computer has kept to themselves."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("FOFAL")
        self.resize(1280, 800)
        self._make_page, self._may_close = make_page, False
        self._finder, self._recents, self._without = finder, recents, without
        self._metas: Mapping[str, ResourceMeta] = {}
        self.guidance = Guidance(self)
        self.sidebar, self.notices, self.workspace = Sidebar(), NoticeBar(clock), Workspace(kept)
        self.home, self.status, self.stack = Home(), StatusBar(clock), QStackedWidget()
        self.front, self.curtain = QStackedWidget(), Curtain()
        self.maintenance = MaintenanceStrip()
        self._lay_out()
        self._connect()
        self._serve(self)
        self.strip("")

    # -- what it shows

    def furnish(self, user: UserCard, metas: Mapping[str, ResourceMeta]) -> None:
        """Show the modules of the person who signed in."""
        self._metas = metas
        paint_later(self.front)
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
        self.guidance.leave_it()
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
        self.guidance.leave_it()
        if place == Place("page", DASHBOARD.name) and self.home.page is not None and not self.workspace.count():
            self.home.page.setFocus()  # it stands there already
            self._be_seen()
            return self.home.page
        page = self.workspace.page_of(place) if place.kind != "new" else None
        if page is not None:
            self.workspace.bring_forward(page)
            page.arrive(place)
            return page
        self._be_seen()
        return self.open_anew(place)

    def _be_seen(self) -> None:
        """What is asked for in another window opens in this one."""
        if self.workspace.windows:
            come_forward(self)

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
        page.explained.connect(self.open_help)
        page.titled.connect(lambda _words: self._note(page))
        self.workspace.add(page)
        return page

    @property
    def page(self) -> Page | None:
        """What stands in the middle; None for the home page."""
        return self.workspace.page

    @property
    def acting(self) -> "Front":
        """The window of ours that the person works in; this one where that cannot be said."""
        return next((window for window in self.workspace.windows if window.isActiveWindow()), self)

    def tell(self, notice: Notice) -> None:
        """Show it here; who works in another window is told by the system that there is something."""
        self.notices.show_notice(notice)
        if notice.matters and self.acting is not self:
            QApplication.alert(self)

    def open_notices(self, over: "Front | None" = None) -> None:
        """Show the last notices; all of them count as read then."""
        NoticeList(self.notices.told, over or self).open()
        self.notices.read_all()

    def open_help(self, page: GuidePage | None = None, over: "Front | None" = None) -> None:
        """Show ``page`` of the guide, or the one of the screen in front."""
        self.guidance.open(page, (over or self).page or self.home.page)

    def open_shortcuts(self, over: "Front | None" = None) -> None:
        """Show all keys, those of the screen in front first."""
        from fofal_desktop.shell.shortcuts import ShortcutSheet

        front = over or self
        ShortcutSheet(front, front.page.place if front.page else None).open()

    # -- shown around

    def introduce(self, *, asked: bool = True) -> bool:
        """Show the person around; unasked only over the home page, before anything was begun."""
        busy = QApplication.activeModalWidget() or QApplication.activePopupWidget() or self.workspace.pages()
        if not self._metas or self.covered or self.guidance.introduction is not None or (busy and not asked):
            return False
        self.sidebar.show()
        sidebar = self.sidebar
        parts = {"modules": sidebar.modules, "finder": sidebar.finder, "person": sidebar.person, "foot": self.status}
        self.guidance.show_around(parts)
        return True

    # -- locked

    @property
    def covered(self) -> bool:
        return self.front.currentWidget() is self.curtain

    def cover(self, person: str) -> None:
        """Show nothing of the data, nor do anything with it; quitting is left."""
        self.guidance.leave_it()
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
            self.workspace.drop_windows()
            self.guidance.close()
            self.closed.emit()
            return
        event.ignore()
        asking = QApplication.activeModalWidget()
        if self.covered:
            self.curtain.say(self.tr("Something is not saved yet. Unlock first."))
        elif asking is not None:  # over another window: it is answered before anything else is asked
            come_forward(asking)
        else:
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
        self.workspace.parted.connect(self._serve)
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

    def _serve(self, front: "Front") -> None:
        """Let the keys of the program be heard in a window."""
        for command, deed in self._deeds(front).items():
            if command is not commands.ATTACH:  # the window knows by itself
                bind(front, command, partial(self._do, deed))

    def _deeds(self, front: "Front") -> dict[Command, Callable[[], Any]]:
        """What can be done everywhere, as seen from the window in which it is asked for."""
        own: dict[Command, Callable[[], Any]] = {
            commands.PALETTE: partial(self.open_palette, front),
            commands.CLOSE_TAB: front.close if isinstance(front, PageWindow) else self.workspace.close_current,
            commands.NEXT_TAB: partial(self._step, 1),
            commands.LAST_TAB: partial(self._step, -1),
            commands.DETACH: self._detach,
            commands.SIDEBAR: lambda: self.sidebar.setVisible(not self.sidebar.isVisible() and bool(self._metas)),
            commands.OUTBOX: partial(self._go_in, OUTBOX.name),
            commands.NOTICES: partial(self.open_notices, front),
            commands.HELP: partial(self.open_help, None, front),
            commands.SHORTCUTS: partial(self.open_shortcuts, front),
            commands.LOOK_AROUND: self.introduce,
            commands.QUIT: self.close,
        }
        there = [command for command in commands.WINDOW if command not in self._without]
        known = {command: own.get(command, partial(self._ask_for, command, front)) for command in there}
        if isinstance(front, PageWindow):
            here = {command: deed for command, deed in known.items() if command not in _ELSEWHERE}
            return {commands.ATTACH: front.give_back, **here}
        return known

    def _do(self, deed: Callable[[], Any]) -> None:
        self.guidance.leave_it()
        deed()

    def _ask_for(self, command: Command, front: "Front") -> None:
        """What has no key opens something over the main window."""
        if front is not self and not command.shortcut:
            come_forward(self)
        self.asked.emit(command.name)

    def _detach(self) -> None:
        if self.page is not None:
            self.workspace.take_out(self.page)

    def _step(self, by: int) -> None:
        """The tabs are those of the main window, wherever one is asked for."""
        if self.workspace.count():
            self.workspace.setCurrentIndex((self.workspace.currentIndex() + by) % self.workspace.count())
        self._be_seen()

    def open_palette(self, over: "Front | None" = None) -> None:
        """Offer records, every list and page, the actions of the page in front and of its window, the guide."""
        front, metas, go = over or self, self._metas, self.go
        found = partial(offers.of_record, metas, go)
        lately = [entry for entry in map(found, self._recents.shown()) if entry is not None]
        known = [
            *offers.of_places(metas, go),
            *offers.of_page(front.page),
            *offers.of_window(self._deeds(front)),
            *offers.of_guide(self.open_help),
        ]
        CommandPalette(front, Offers(lately, known, found, partial(offers.of_link, metas, go)), self._finder).appear()
        self._recents.refresh()

    def _note(self, page: Page) -> None:
        """Remember a record that is looked at, under the name it has now."""
        place, meta = page.place, self._metas.get(page.place.name)
        if place.kind == "record" and meta is not None and page.stored and page.title != meta.label_one:
            self._recents.note(Hit(resource=place.name, label=meta.label_one, id=UUID(place.key), title=page.title))

    def _person_menu(self) -> None:
        menu = QMenu(self)
        names = {f"action-{command.name}" for command in commands.PERSON}
        menu.addActions([action for action in self.actions() if action.objectName() in names])
        person = self.sidebar.person
        menu.popup(person.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
