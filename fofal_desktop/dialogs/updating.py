"""A new version is looked for, verified and brought here while somebody watches: what is new in it, when it comes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.jobs import Job, report
from fofal_desktop.models.operation_figures import size
from fofal_desktop.parts import label
from fofal_desktop.updates import installing
from fofal_desktop.updates.sources import Folder, Source
from fofal_desktop.updates.verifying import Refused, Standing, Version, words_of
from fofal_desktop.updates.versions import Versions


class UpdateDialog(Dialog):
    """Closed while something is under way, it stops it; what was brought by then stays for the next time.

    ``agreed`` carries the version that the person wants installed when they close the program.
    """

    agreed = Signal(object)

    def __init__(self, parent: QWidget, kept: Versions, standing: Standing, language: str) -> None:
        super().__init__(parent, "updateDialog", "", width=520)
        self._kept, self._standing, self._language = kept, standing, language
        self._job: Job[Version] | None = None
        self._version: Version | None = None
        self.setWindowTitle(self.tr("New version of FOFAL"))
        self.title.setText(self.windowTitle())
        self.state, self.notes = label("", "updateState", wrap=True), label("", "updateNotes", wrap=True)
        self.body.addWidget(self.state)
        self.body.addWidget(self.notes)
        self.leave = self.add_button("", "cancel")
        self.leave.setProperty("always", True)
        self.leave.clicked.connect(self.reject)
        self.other = self.add_button(self.tr("Choose a folder…"), "otherFolder", "", "mdi6.folder-open-outline")
        self.other.clicked.connect(self.choose)
        self.agree = self.add_button(self.tr("Install on closing"), "installOnClosing", "primary")
        self.agree.clicked.connect(self._agree)
        self._offer(ready=False)
        self.finished.connect(lambda _result: self._stop())

    def choose(self) -> None:
        """Have the person say where the version lies: a stick, a folder of the network."""
        chooser = QFileDialog(self, self.tr("Folder of the new version"))
        chooser.setObjectName("updateFolder")
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda chosen: self.bring(Folder(Path(chosen))))
        chooser.open()

    def bring(self, source: Source) -> None:
        """Find out what there is, and have it here once it is verified."""
        self._stop()
        self._version = None
        self.problem.say("")
        self._say(self.tr("Looking for a new version…"))
        self._offer(ready=False)
        self.wait(True)
        standing = installing.standing_of(self._kept, self._standing)

        def work() -> Version:
            found = source.find(standing)
            if found is None:
                raise Refused("none")
            report(found)
            installing.fetch(source, found, self._kept, report)
            return found

        self._job = Job(
            self, work, self._show_ready, self._refuse, self._rest, progressed=self._show_progress, long=True
        ).start()

    def _show_progress(self, told: Any) -> None:
        """First what was found, then how much of it is here."""
        if isinstance(told, Version):
            self._version = told
            self.busy.setMaximum(told.package.size)
            self._say(self.state.text(), told.notes(self._language))
        elif self._version is not None:
            whole = self._version.package.size
            self.busy.setValue(told)
            words = self.tr("Version {0}: {1} of {2}")
            self.state.setText(words.format(self._version.name, size(told), size(whole)))

    def _show_ready(self, version: Version) -> None:
        self._version = version
        words = self.tr("Version {0} is verified and ready. You have {1}.")
        self._say(words.format(version.name, self._standing.version), version.notes(self._language))
        self._offer(ready=True)

    def _refuse(self, error: Exception) -> None:
        self.problem.say(words_of(error))
        self._say("")

    def _rest(self) -> None:
        self.wait(False)
        self.busy.setMaximum(0)
        (self.agree if self.agree.isVisible() else self.other).setFocus()

    def _say(self, state: str, notes: str = "") -> None:
        for shown, words in ((self.state, state), (self.notes, notes)):
            shown.setText(words)
            shown.setVisible(bool(words))
        self.fit()

    def _offer(self, *, ready: bool) -> None:
        self.leave.setText(self.tr("Later") if ready else self.tr("Cancel"))
        self.other.setVisible(not ready)
        self.agree.setVisible(ready)

    def _agree(self) -> None:
        if self._version is not None:
            self.agreed.emit(self._version)
            self.accept()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


class InstallDialog(Dialog):
    """The last that is seen of a program that becomes a newer one; it needs no more than some seconds."""

    def __init__(self, version: Version, kept: Versions, running: str) -> None:
        super().__init__(None, "installDialog", "", width=440)
        self.setWindowTitle("FOFAL")
        self.title.setText(self.tr("Version {0} is being installed").format(version.name))
        words = self.tr("Do not switch the computer off. At the next start, FOFAL is new.")
        self.body.addWidget(label(words, "muted", wrap=True))
        self.busy.setMaximum(version.package.size)
        leave = self.add_button(self.tr("Another time"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self._work: Callable[[], None] = lambda: installing.install(version, kept, running, report)
        self._job: Job[None] | None = None
        self.finished.connect(lambda _result: self._stop())

    def begin(self) -> None:
        """Show it and do it."""
        self.wait(True)
        self.open()
        self._job = Job(
            self, self._work, lambda _none: self.accept(), self._refuse, progressed=self.busy.setValue, long=True
        ).start()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _refuse(self, error: Exception) -> None:
        self.busy.hide()
        self.problem.say(words_of(error))
        self.fit()
