"""Keeps the program new: looks for versions, brings them here in the background, asks when they are to be installed."""

import platform
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import ApiError
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.dialogs.updating import InstallDialog, UpdateDialog
from fofal_desktop.jobs import Job, report
from fofal_desktop.notices import Notice
from fofal_desktop.preferences import Preferences
from fofal_desktop.updates import choosing, here, installing
from fofal_desktop.updates.sources import AtServer
from fofal_desktop.updates.verifying import Refused, Standing, Version, words_of
from fofal_desktop.updates.versions import Versions
from fofal_server.contract.version import VERSION, rank

PAINTED_MS, LIVES_MS = 200, 10_000
"""After so long a dialog that was shown stands there for the person to see; a program that is still there lives."""
FIRST_MS, SOON_MS, AGAIN_MS = 5 * 60_000, 15 * 60_000, 24 * 3_600_000
"""After the sign-in people want to begin their work; after a failure; a program that stays open looks once a day."""
LONGEST_NOTES = 600
ABOUT = "update"
_NO_NEWS = frozenset({"older", "platform", "none", "elsewhere"})
"""Why nothing new comes, which nobody needs to be told who has not asked."""


class Updating(QObject):
    """``told`` carries notices, ``over`` what they are about; ``wanted``: the person wants the server's version now.

    Without a ``standing`` this computer takes no updates.
    """

    told = Signal(object)
    over = Signal(str)
    wanted = Signal()

    def __init__(
        self,
        client: Calls,
        preferences: Preferences,
        kept: Versions,
        standing: Standing | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._client, self._preferences = client, preferences
        self.kept, self.standing = kept, standing
        self._job: Job[Version | None] | None = None
        self._reached = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    # -- this version works

    def start(self) -> None:
        """The window stands there; a server that does not answer may keep the sign-in away for long."""
        QTimer.singleShot(LIVES_MS, self, self.painted)

    def painted(self) -> None:
        """The sign-in, or the work, was shown."""
        if not self._reached and choosing.is_packed():
            self._reached = True
            QTimer.singleShot(PAINTED_MS, self, self._note_reached)

    def _note_reached(self) -> None:
        def work() -> None:
            choosing.reached(self.kept)
            installing.tidy(self.kept, VERSION)

        Job(self, work, lambda _none: None, lambda _full_disk: None).start()

    # -- whether there is a new one

    def begin(self) -> None:
        """Somebody has signed in."""
        self.painted()
        if self.standing is not None and self.standing.keys:
            self._timer.start(FIRST_MS)
            self._ask(self._tell_old)

    def ask_before(self, sign_in: SignIn) -> None:
        """Whoever is too old for the server is told before a password is typed."""

        def tell(version: Version) -> None:
            if isValid(sign_in):
                sign_in.offer(self._words_of_old(version), self.tr("Update…"), lambda: self.show_server(sign_in))

        self.painted()
        self._ask(tell)

    def _ask(self, too_old: Callable[[Version], None]) -> None:
        """One short question; whether the server answers is told by others."""
        standing = self.standing
        if standing is None or not standing.keys:
            return

        def hear(version: Version | None) -> None:
            if version is not None and rank(standing.version) < rank(version.manifest.minimum):
                too_old(version)

        Job(self, lambda: self._source().find(self._known(standing)), hear, lambda _error: None).start()

    def look(self) -> None:
        """Bring here what is offered, and say so; asked again tomorrow."""
        self._timer.start(AGAIN_MS)
        standing = self.standing
        if standing is None or not standing.keys or self._job is not None:
            return
        kept, known, source = self.kept, self._known(standing), self._source()

        def work() -> Version | None:
            here, found = installing.fetched(kept, known), source.find(known)
            if found is None or not source.due or (here is not None and here.words == found.words):
                return here
            installing.fetch(source, found, kept, report)
            return found

        self._job = Job(self, work, self._tell_ready, self._tell_refused, self._ended, long=True).start()

    def _ended(self) -> None:
        self._job = None

    def _known(self, standing: Standing) -> Standing:
        return installing.standing_of(self.kept, standing)

    def _source(self, *, watched: bool = False) -> AtServer:
        return AtServer(self._client, self.kept, platform.node()[:100] or "-", here.limit_kbs(watched=watched))

    # -- what is said of it

    def _tell_ready(self, version: Version | None) -> None:
        if version is None or version.name == self.kept.state().agreed:
            return
        notes = version.notes(self._preferences.language)
        short = notes if len(notes) <= LONGEST_NOTES else f"{notes[:LONGEST_NOTES]}…"
        words = self.tr("Version {0} of FOFAL is ready.").format(version.name)
        notice = Notice(
            f"{words}\n{short}", "info", self.tr("Install on closing"), partial(self.agree, version), lasting=True,
            about=ABOUT, other=self.tr("Later"), other_deed=lambda: None,
        )  # fmt: skip
        self.over.emit(ABOUT)
        self.told.emit(notice)

    def _tell_refused(self, error: Exception) -> None:
        """A line that broke is no news either: what has come stays, and soon it goes on."""
        if isinstance(error, ApiError):
            self._timer.start(int(error.retry_after * 1000) if error.retry_after else SOON_MS)
        if isinstance(error, Refused) and error.reason == "elsewhere":  # what another window brings is of use to both
            self._timer.start(SOON_MS)
        if isinstance(error, OSError) or (isinstance(error, Refused) and error.reason not in _NO_NEWS):
            self.told.emit(Notice(words_of(error), "warning", about=ABOUT))

    def _tell_old(self, version: Version) -> None:
        notice = Notice(self._words_of_old(version), "warning", self.tr("Update…"), self.wanted.emit, about=ABOUT)
        self.told.emit(notice)

    def _words_of_old(self, version: Version) -> str:
        return self.tr(
            "This program ({0}) is older than what the server still works with ({1}). Bring it up to date now: some "
            "things would go wrong. It takes some minutes, and nothing you typed is lost."
        ).format(VERSION if self.standing is None else self.standing.version, version.manifest.minimum)

    # -- what the person wants

    def agree(self, version: Version) -> None:
        """Install it when the program is closed."""
        try:
            self.kept.change(lambda state: state._replace(agreed=version.name))
        except OSError as full:
            self.told.emit(Notice(words_of(full), "warning"))
            return
        self.over.emit(ABOUT)
        self.told.emit(Notice(self.tr("Version {0} will be installed when you close FOFAL.").format(version.name)))

    def at_closing(self) -> InstallDialog | None:
        """What installs the version that was agreed to, now that the program is closed."""
        wanted = self.kept.state().agreed
        if self.standing is None or not wanted:
            return None
        found = installing.fetched(self.kept, self._known(self.standing))
        return InstallDialog(found, self.kept, self.standing.version) if found and found.name == wanted else None

    def choose_folder(self, over: QWidget) -> None:
        """Take a version from a stick or a folder of the network."""
        if (dialog := self._dialog(over)) is not None:
            dialog.choose()

    def show_server(self, over: QWidget) -> None:
        """Take the version of the server now, and watch it come."""
        if (dialog := self._dialog(over)) is not None:
            dialog.bring(self._source(watched=True))

    def _dialog(self, over: QWidget) -> UpdateDialog | None:
        if self.standing is None:
            return None
        if self._job is not None:  # two at once would write the same file
            self._job.cancel()
        dialog = UpdateDialog(over, self.kept, self.standing, self._preferences.language)
        dialog.agreed.connect(self.agree)
        dialog.open()
        return dialog
