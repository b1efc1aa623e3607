"""How the installation is, on one screen: tiles that lead on, backups, replicas, and work that can be asked for."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QTabWidget, QToolButton, QVBoxLayout, QWidget

from fofal_desktop.api.request import Answer as ServerAnswer
from fofal_desktop.api.request import Request
from fofal_desktop.commands import Command, bind
from fofal_desktop.dialogs.files import show
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import ask
from fofal_desktop.jobs import is_cancelled, report
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.on_paper import table_of
from fofal_desktop.models.operation_tiles import TILES, Tile
from fofal_desktop.models.operations import ALERTS, JOBS, Operations, Record, read_operations
from fofal_desktop.mosaic import Mosaic
from fofal_desktop.notices import Notice
from fofal_desktop.opened import opened_folder
from fofal_desktop.parts import GAP, action_button, label, named, show_words, tab_through, tight
from fofal_desktop.pieces import Piece, Pieces
from fofal_desktop.theme.icons import icon
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.operations_replicas import OperationsReplicas
from fofal_desktop.views.pages.operations_sets import OperationsSets
from fofal_desktop.views.pages.operations_tile import WIDTH, OperationsTile, tone_of
from fofal_desktop.views.pages.operations_work import OperationsWork
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage
from fofal_desktop.views.waiting import Waiting
from fofal_server.contract.shown import ShownPage

NAME, SYMBOL = hand_made.OPERATIONS.name, hand_made.OPERATIONS.symbol
EVERY_MS, OFTEN_MS = 15_000, 3_000
"""Between two looks; the shorter one while something tells how far it is."""
LEAST = 220
"""The height of the lists; where there is less room, one scrolls."""
BACKUP = Command(
    "backup-now", QT_TRANSLATE_NOOP("Command", "Back up now"), "Ctrl+Shift+B", "mdi6.database-arrow-down-outline"
)
DRILL = Command("drill-now", QT_TRANSLATE_NOOP("Command", "Restore on trial"), "", "mdi6.database-check-outline")
TRIAL = Command("trial-letter", QT_TRANSLATE_NOOP("Command", "Letter on trial"), "", "mdi6.email-check-outline")
MESSAGES = "mail.messages"
ASKED = {BACKUP.name: "backup", DRILL.name: "backup-drill"}
"""Which job does what the button says."""
REPLICA_ALERTS = ("replica-away", "replica-behind", "replica-lost", "replica-not-awaited")


class OperationsPage(ReadingPage):
    """Read again every quarter of a minute while it is in sight, and whenever jobs or alerts change.

    It is built tile by tile between what a person does. Whoever asks for its ``tiles`` has all of them.
    """

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("State of the installation"))
        self.state: Operations | None = None
        self._tiles: list[OperationsTile] = []
        self.sets, self.replicas = OperationsSets(), OperationsReplicas()
        self.lists = named(QTabWidget(), "operationsLists")
        self.version, self.reports = label("", "muted"), named(QToolButton(), "reports")
        self.waiting = Waiting()
        self.work = OperationsWork(stops="cancel" in self._may())
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        self.read(lambda: read_operations(self.client, self.metas), self.show_state)

    def show_state(self, state: Operations) -> None:
        self.state = state
        self.problem.say("")
        for tile in self._tiles:
            tile.show_state(state)
        self.work.show_work(state.running())
        self.timer.setInterval(OFTEN_MS if self.work.isVisible() else EVERY_MS)
        self.version.setText(self.tr("FOFAL {0}").format(state.overview.version))
        self._offer_reports(state.overview.reports)
        if self.whole:
            self._show_lists(state)

    def _show_lists(self, state: Operations) -> None:
        self.sets.show_sets(state.overview.sets)
        self.replicas.show_state(state.overview.replication)
        self._mark_replicas(state)

    def _mark_replicas(self, state: Operations) -> None:
        """Whoever looks at the backups sees that something is wrong beside them."""
        tone, place = tone_of(state.gravest(REPLICA_ALERTS)), self.lists.indexOf(self.replicas)
        self.lists.setTabIcon(place, icon("mdi6.alert-outline", tone) if tone else QIcon())

    # -- the pieces

    @property
    def whole(self) -> bool:
        """Whether all of it is there to be seen."""
        return not self._pieces.left

    @property
    def tiles(self) -> list[OperationsTile]:
        """All of them, in their order."""
        self._pieces.finish()
        return self._tiles

    def _plan(self) -> Iterator[Piece]:
        yield from (partial(self._add_tile, one) for one in TILES)
        yield from (partial(self.lists.addTab, *tab) for tab in self._tabs())
        yield self._catch_up

    def _add_tile(self, tile: Tile) -> None:
        """One more; what was read meanwhile it shows at once."""
        made = OperationsTile(tile, leads=tile.leads in self.metas, parent=self._room)
        made.chosen.connect(lambda name: self.wanted.emit(Place("list", name)))
        self._tiles.append(made)
        self._flow.addWidget(made)
        if self.state is not None:
            made.show_state(self.state)

    def _catch_up(self) -> None:
        tab_through(self.end_of_head, *self._tiles)  # the lists below were there before them
        if self.state is not None:
            self._show_lists(self.state)

    # -- the reports of the months

    def _offer_reports(self, months: Sequence[dt.date]) -> None:
        menu = self.reports.menu()
        menu.clear()
        for month in months:
            name = QLocale().toString(QDate(month.year, month.month, 1), "MMMM yyyy")
            menu.addAction(name, partial(self._fetch, month))
        self.reports.setVisible(bool(months))

    def _fetch(self, month: dt.date) -> None:
        """Bring the page of a month and open it, as an attached file is."""
        target = opened_folder() / f"FOFAL {month:%Y-%m}.pdf"
        asked = Request("GET", f"/ops/reports/{month:%Y-%m}")
        self.waiting.begin(
            target.name,
            lambda: self.client.download(asked, target, report, is_cancelled),
            lambda _none: show(target),
            self.on_failure,
        )

    # -- what one asks for

    def _ask_for(self, command: Command) -> None:
        """Have a job run, after a question: both take the machine's time, and a drill its room."""
        job = self.state.jobs.get(ASKED[command.name]) if self.state else None
        if job is None:
            return
        answers = (Answer("no", self.tr("Not now")), Answer("yes", command.label, "primary"))
        words = self.tr("The server does it beside its work; this screen tells when it is done.")
        ask_person(self, command.label, words, answers, partial(self._answered, job))

    def _answered(self, job: Record, answer: str) -> None:
        if answer == "yes":
            self._act(job, "run", self.tr("Asked for: {0}"))

    def _stop(self, job: Record) -> None:
        self._act(job, "cancel", self.tr("Will be stopped: {0}"))

    def _act(self, job: Record, action: str, words: str) -> None:
        resource, key = self.metas[JOBS], uuid.uuid4().hex

        def done(found: Record) -> None:
            self.told.emit(Notice(words.format(found["name"]), "info"))
            self.refresh()

        def act() -> Record:
            return self.client.act(resource, job["id"], action, job["version"], idempotency_key=key)

        ask(self, act, done, self.on_failure)

    def _try_mail(self) -> None:
        """Have a letter sent to oneself, and lead to what becomes of it."""
        request = Request("POST", "/ops/trial-letter", key=uuid.uuid4().hex)

        def done(answer: ServerAnswer) -> None:
            told = answer.json()
            self.told.emit(Notice(self.tr("On its way to {0}").format(told["recipient"]), "info"))
            self.wanted.emit(Place("record", MESSAGES, str(told["message_id"])))

        ask(self, lambda: self.client.send(request), done, self.on_failure)

    def _may(self) -> set[str]:
        return {action.name for action in self.metas[JOBS].actions}

    def on_paper(self) -> ShownPage | None:
        """What the tiles say, then the backups and the replicas."""
        if self.state is None:
            return None
        tables = [one for lists, title in self._tabs() for one in table_of(lists.rows, title)]
        return ShownPage(title=self.title, facts=[tile.told for tile in self.tiles], tables=tables)

    @property
    def has_shown(self) -> bool:
        return self.state is not None

    # -- put together

    def _connect(self) -> None:
        self.work.stopped.connect(self._stop)
        self.sets.first.clicked.connect(lambda: self._ask_for(BACKUP))
        self.follow({JOBS, ALERTS}, EVERY_MS)

    def _lay_out(self) -> None:
        whole, area = self.column(self._head(), self.waiting), named(QScrollArea(self), "operationsBody")
        inside = QWidget(area.viewport())  # all of it moved at once would be styled again
        self._room, self._flow = QWidget(inside), Mosaic(GAP + 2, lambda: WIDTH)
        self._room.setLayout(self._flow)
        column = tight(QVBoxLayout(inside), GAP + 2)
        for widget in (self._room, self.work):
            column.addWidget(widget)
        self.lists.setMinimumHeight(LEAST)
        self.lists.setDocumentMode(True)
        self.lists.tabBar().setDrawBase(False)  # its line is none of the theme's
        column.addWidget(self.lists, 1)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(area, 1)
        self._pieces = Pieces(self._plan(), self)

    def _tabs(self) -> tuple[tuple[OperationsSets | OperationsReplicas, str], ...]:
        return (self.sets, self.tr("Backups")), (self.replicas, self.tr("Replicas"))

    def _head(self) -> QHBoxLayout:
        self.reports.setText(self.tr("Reports of the months"))
        self.reports.setIcon(icon("mdi6.file-chart-outline", "text"))
        show_words(self.reports)
        self.reports.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.reports.setMenu(QMenu(self.reports))
        self.reports.hide()
        deeds = list[tuple[Command, Callable[[], None]]]()
        if "run" in self._may():
            deeds += [(command, partial(self._ask_for, command)) for command in (BACKUP, DRILL)]
        if MESSAGES in self.metas and "test" in self.metas[MESSAGES].can:
            deeds.append((TRIAL, self._try_mail))
        buttons = [action_button(bind(self, command, deed)) for command, deed in deeds]
        return self.head([self.version], [self.reports, *buttons, print_button(self, self.client, self.on_paper)])
