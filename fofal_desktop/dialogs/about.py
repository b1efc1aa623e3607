"""About FOFAL: which version of program and server this is, to be passed on, and the licences of what is in it."""

import platform
from pathlib import Path

from PySide6.QtCore import QSysInfo, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.formats import moment_text
from fofal_desktop.gate import ask
from fofal_desktop.models.about import Build, build, licences
from fofal_desktop.parts import GAP, label, named, tight
from fofal_desktop.resources import about

LIST_WIDTH, TEXT_HEIGHT = 200, 220


class About(Dialog):
    """Readable without a server, whose version is then not known."""

    def __init__(self, client: Client, parent: QWidget, folder: Path | None = None) -> None:
        super().__init__(parent, "about", "", width=760)
        self.setWindowTitle(self.tr("About FOFAL"))
        self.title.setText(self.windowTitle())
        self._client, self._texts = client, licences(folder or about())
        self.facts = self._facts(build(folder or about()))
        self._values = {name: label(value, f"about-{place}") for place, (name, value) in enumerate(self.facts.items())}
        self.body.addLayout(self._told())
        if self._texts:
            self.body.addWidget(label(self.tr("Licences of what FOFAL is made of"), "sectionTitle"))
            self.body.addLayout(self._licences(), 1)
        copy = self.add_button(self.tr("Copy for support"), "copyAbout", symbol="mdi6.content-copy")
        copy.clicked.connect(self.copy)
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)
        ask(self, client.account, self._show_server, lambda _error: None)

    def _facts(self, one: Build) -> dict[str, str]:
        """What somebody who helps asks first, in the words of the screen."""
        told = {self.tr("Version"): one.version if one.commit else self.tr("{0}, development").format(one.version)}
        if one.commit:
            told[self.tr("Build")] = f"{one.commit[:12]}{'+' * one.commit.endswith('+')} · {moment_text(one.built_at)}"
            told[self.tr("Update channel")] = one.channel
        told[self.tr("Server")] = self._client.session.base_url
        told[self.tr("Server version")] = self.tr("unknown")
        told[self.tr("System")] = f"{QSysInfo.prettyProductName()} ({QSysInfo.currentCpuArchitecture()})"
        told["Qt · Python"] = f"{qVersion()} · {platform.python_version()}"
        return told

    def _told(self) -> QGridLayout:
        grid = tight(QGridLayout(), GAP)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._values.items()):
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{name} : {value.text()}")
            grid.addWidget(label(name, "muted"), row, 0)
            grid.addWidget(value, row, 1)
        return grid

    def _licences(self) -> QHBoxLayout:
        listed = named(QListWidget(), "licences")
        listed.setAccessibleName(self.tr("Licences of what FOFAL is made of"))
        listed.setFixedWidth(LIST_WIDTH)
        listed.addItems(list(self._texts))
        self.text = named(QPlainTextEdit(readOnly=True), "licenceText")
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(TEXT_HEIGHT)
        listed.currentTextChanged.connect(self._show_text)
        listed.setCurrentRow(0)
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(listed)
        row.addWidget(self.text, 1)
        return row

    def _show_text(self, name: str) -> None:
        self.text.setPlainText(self._texts[name].read_text(encoding="utf-8", errors="replace"))

    def _show_server(self, told: dict[str, object]) -> None:
        """A server older than this knowledge says nothing of its version."""
        name = self.tr("Server version")
        self.facts[name] = str(told.get("server_version") or self.facts[name])
        self._values[name].setText(self.facts[name])
        self._values[name].setAccessibleName(f"{name} : {self.facts[name]}")

    def copy(self) -> None:
        """All that is told above, to be pasted into a message."""
        words = "\n".join(f"{name} : {value}" for name, value in self.facts.items())
        QGuiApplication.clipboard().setText(f"FOFAL\n{words}\n")
        self.problem.say(self.tr("Copied: paste it into your message to the support."), "info")
