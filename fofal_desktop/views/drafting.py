"""Keeps what is typed into a page through a crash, and offers it again: the same beside every page."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft, Record, new_id
from fofal_desktop.drafts.sealed import Unkept
from fofal_desktop.drafts.shelf import Found, Held
from fofal_desktop.gate import message_of
from fofal_desktop.models.draft_words import told_of, why_not_kept
from fofal_desktop.notices import Notice
from fofal_desktop.views.draft_strip import DraftStrip
from fofal_desktop.views.page import Place

PAUSE_MS, LATER_MS = 400, 10_000
"""From a keystroke to the writing of what stands in the page then; from a full disk to the next attempt."""


class Drafting(QObject):
    """Beside one page: a draft is there while something that is not saved stands in it, and goes with it.

    What that is and how it is put back is said by who inherits (``dirty``, ``typed``, ``draft``, ``is_ours``,
    ``put_back``): Qt's classes cannot be abstract as well. ``told`` carries notices.
    """

    told = Signal(object)

    def __init__(self, parent: QWidget, column: QVBoxLayout, desk: Desk, wanted: str = "") -> None:
        """What is to be said about it stands near the top of ``column``; the page was opened for the ``wanted`` one."""
        super().__init__(parent)
        self._desk, self._wanted = desk, wanted
        self.name, self.on_disk = "", False
        self._offered: list[Draft] = []
        self.strip = DraftStrip()
        column.insertWidget(1, self.strip)
        self.pause = QTimer(self, singleShot=True)
        self.pause.timeout.connect(self.keep)
        desk.hurried.connect(self._hurry)
        self.strip.resumed.connect(lambda: self.take(self._offered[0]))
        self.strip.dropped.connect(self._drop_offered)

    # -- what the page is made of

    @property
    def dirty(self) -> bool:
        """Whether something stands there that is not saved."""
        raise NotImplementedError

    @property
    def readonly(self) -> bool:
        """Whether nothing can be typed there at the moment."""
        return False

    def typed(self) -> Record:
        """What stands there and is not saved; empty when that is nothing."""
        raise NotImplementedError

    def draft(self, typed: Record) -> Draft:
        """Make one of it, under this name."""
        raise NotImplementedError

    def is_ours(self, draft: Draft) -> bool:
        """Whether it belongs into this page."""
        raise NotImplementedError

    def put_back(self, draft: Draft) -> None:
        """Type it again; from then on it is the page's own."""
        raise NotImplementedError

    # -- keeping

    def keep(self) -> None:
        """Put what stands in the page on the disk."""
        typed = self.typed()
        if typed:
            self.name = self.name or new_id()
            self._desk.keep(self, self.draft(typed), self._kept, self._not_kept)
        elif self.name:
            self.forget()

    def forget(self) -> None:
        """Nothing typed is left here, or it was given up by name."""
        self.pause.stop()
        self.strip.clear()
        name, self.name, self.on_disk = self.name, "", False
        if name:
            self._desk.drop(name)

    def stir(self) -> None:
        """The first key starts the pause and the next ones do not prolong it: who types on is kept as well."""
        waits = self.pause.isActive() and self.pause.interval() == PAUSE_MS
        if not waits and not self.readonly:
            self.pause.start(PAUSE_MS)

    def follow(self, dirty: bool) -> None:
        """Unsaved changes come or go."""
        if not dirty:
            self.forget()
        self._show_offer()

    def _hurry(self) -> None:
        """There may be no time left for the pause."""
        if self.pause.isActive():
            self.pause.stop()
            self.keep()

    def _kept(self, _none: None) -> None:
        self.on_disk = bool(self.name)
        self.strip.say_trouble("")

    def _not_kept(self, error: Exception) -> None:
        self.on_disk = False
        if isinstance(error, Unkept) and str(error) == "key":
            if "key" not in self._desk.warned:
                self._desk.warned.add("key")
                self.told.emit(Notice(why_not_kept(error), "warning"))
        else:
            self.strip.say_trouble(why_not_kept(error))
        if not isinstance(error, Unkept):
            self.pause.start(LATER_MS)

    def succeed(self, before: "Drafting") -> None:
        """Go on with what another one kept: the page it stands beside has taken the place of that one's."""
        before.pause.stop()
        self.name, self.on_disk = before.name, before.on_disk

    # -- putting back

    def begin(self) -> None:
        """The page shows what is stored: take up the draft that was asked for, or see whether there is one."""
        wanted, self._wanted = self._wanted, ""
        self._offered = [draft for draft in self._offered if self.is_ours(draft) and not wanted and not self.readonly]
        self._show_offer()
        if self.readonly:
            if wanted:
                self.strip.tell(self.tr("This record cannot be changed now: what you typed is kept."), "warning")
        elif wanted:
            self._ask_for(wanted)
        else:
            self._desk.look(self, self._offer)

    def arrive(self, place: Place) -> None:
        """Somebody comes again, for a draft; what is being typed here comes first."""
        if place.draft and self.dirty:
            words = self.tr("Something else is being typed here: save it first, or give it up.")
            self.strip.tell(words, "warning")
        elif place.draft:
            self._ask_for(place.draft)

    def take(self, draft: Draft) -> None:
        """Have it put back here."""
        self._ask_for(draft.id)

    def _ask_for(self, name: str) -> None:
        self._offered = [draft for draft in self._offered if draft.id != name]
        self.strip.withdraw()
        self._desk.take(self, name, self._taken, self._not_taken)

    def _taken(self, draft: Draft | None) -> None:
        if draft is None:
            self.strip.tell(self.tr("This entry is not there any more: it was saved or given up meanwhile."))
        else:
            self.put_back(draft)

    def _not_taken(self, error: Exception) -> None:
        held = self.tr("This entry is open in another window: go on there.")
        self.strip.tell(held if isinstance(error, Held) else message_of(error), "warning")

    def say_put_back(self, draft: Draft) -> None:
        self.strip.tell(self.tr("Put back: {0}. Not saved yet.").format(told_of(draft)))

    def say_saved_already(self) -> None:
        self.strip.tell(self.tr("What you had typed is saved already."))

    # -- what is offered

    def _offer(self, found: Found) -> None:
        self._offered, elsewhere = (
            [draft for draft in drafts if self.is_ours(draft) and draft.id != self.name]
            for drafts in (found.drafts, found.held)
        )
        self._show_offer()
        if elsewhere and not self._offered:
            self.say_elsewhere()

    def say_elsewhere(self) -> None:
        """The same is being typed in another window."""

    def _show_offer(self) -> None:
        """Nothing is put over what is being typed: the offer steps back meanwhile."""
        if self._offered and not self.dirty:
            self.strip.offer(self.tr("Not saved, found again: {0}.").format(told_of(self._offered[0])))
        elif self.strip.offering:
            self.strip.withdraw()

    def _drop_offered(self) -> None:
        draft = self._offered.pop(0)
        self._desk.drop(draft.id)
        self._show_offer()


def place_of(draft: Draft) -> Place:
    """Where it is put back."""
    if draft.page:
        return Place("page", draft.page, draft=draft.id)
    return Place("record" if draft.key else "new", draft.resource, draft.key, draft=draft.id)


def outlives(page: QWidget) -> bool:
    """Whether what is typed into a page and not saved is kept when the page goes."""
    filled = [drafting for drafting in page.findChildren(Drafting) if drafting.name]
    return bool(filled) and all(drafting.on_disk for drafting in filled)
