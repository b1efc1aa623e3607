"""What helps a person along: the guide in a window of its own, and being shown around."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from fofal_desktop.dialogs.help import HelpWindow
from fofal_desktop.models.guide import GuidePage
from fofal_desktop.shell.introduction import Introduction
from fofal_desktop.views.page import Page


class Guidance(QObject):
    """``help`` and ``introduction`` are None while they are not shown."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.help: HelpWindow | None = None
        self.introduction: Introduction | None = None

    def open(self, page: GuidePage | None, screen: Page | None) -> HelpWindow:
        """Show ``page`` of the guide, or the one of ``screen``; its window is a part of no other."""
        shown = self.help
        if shown is None:
            shown = self.help = HelpWindow()
            shown.destroyed.connect(self._forget_help)
        if page is None:
            shown.show_for(screen)
        else:
            shown.show_page(page)
        shown.appear()
        return shown

    def succeed(self, before: "Guidance") -> None:
        """What was open of the guide is open again, in the language of now."""
        if before.help is not None:
            self.open(before.help.browser.page, None).restoreGeometry(before.help.saveGeometry())

    def close(self) -> None:
        """The program ends, and the guide with it."""
        if self.help is not None:
            self.help.close()

    def _forget_help(self) -> None:
        self.help = None

    def show_around(self, parts: Mapping[str, QWidget]) -> None:
        """Show the person these parts of the window, one after the other."""
        self.introduction = Introduction(self._window, parts)
        self.introduction.over.connect(self._forget_introduction)
        self.introduction.appear()

    def leave_it(self) -> None:
        """Whatever else is done comes before being shown around."""
        if self.introduction is not None:
            self.introduction.leave()

    def _forget_introduction(self) -> None:
        self.introduction = None
