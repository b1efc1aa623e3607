"""What was typed and not saved is found again at the sign-in, and offered without standing in the way."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from fofal_desktop.dialogs.drafts import DraftsDialog
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft
from fofal_desktop.drafts.shelf import Found
from fofal_desktop.notices import Notice
from fofal_desktop.shell.window import MainWindow
from fofal_desktop.views.drafting import place_of
from fofal_server.contract.meta import ResourceMeta

NAMED, ABOUT = 3, "drafts"


class FoundDrafts(QObject):
    """``begin`` once somebody is in; ``show`` whenever they want to see the list."""

    def __init__(
        self, desk: Desk, metas: Mapping[str, ResourceMeta], window: Callable[[], MainWindow], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._metas, self._window = desk, metas, window

    def begin(self) -> None:
        """Tell what was found, once."""
        self._desk.look(self, self._tell)

    def show(self) -> None:
        """Open the list, also when it is empty."""
        self._desk.look(self, self._open)

    def _tell(self, found: Found) -> None:
        drafts, window = self._readable(found), self._window()
        if found.broken:
            words = self.tr("%n entry(ies) could not be read any more and were put aside.", "", found.broken)
            window.tell(Notice(words, "warning"))
        if drafts:
            words = self.tr("%n entry(ies) that were not saved found again: {0}", "", len(drafts))
            names = ", ".join(draft.name for draft in drafts[:NAMED]) + ("…" if len(drafts) > NAMED else "")
            window.tell(Notice(words.format(names), "info", self.tr("Show…"), self.show, lasting=True, about=ABOUT))

    def _open(self, found: Found) -> None:
        drafts = [(draft, self._metas[draft.resource].icon) for draft in self._readable(found)]
        window = self._window()
        dialog = DraftsDialog(window, found, drafts)
        dialog.resumed.connect(self._resume)
        dialog.dropped.connect(lambda draft: self._desk.drop(draft.id))
        dialog.open()

    def _readable(self, found: Found) -> list[Draft]:
        """What the person may not see any more stays where it is."""
        return [draft for draft in found.drafts if draft.resource in self._metas]

    def _resume(self, draft: Draft) -> None:
        self._window().notices.withdraw(ABOUT)
        self._window().go(place_of(draft))
