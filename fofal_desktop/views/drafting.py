"""Keeps what is typed into a record's form through a crash, and puts it back: the same for every resource."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from fofal_desktop.dialogs.versions import differences
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft, Record, Sent, new_id, now
from fofal_desktop.drafts.shelf import Found, Held, Unkept
from fofal_desktop.gate import message_of
from fofal_desktop.models.draft_words import told_of, why_not_kept
from fofal_desktop.notices import Notice
from fofal_desktop.views.draft_strip import DraftStrip
from fofal_desktop.views.record import RecordPage

PAUSE_MS = 400
"""From a keystroke to the writing of what stands in the form then."""
ANSWERED_FOR = timedelta(days=40)
"""As long the server surely knows what it answered to a key (it keeps answers for 45 days)."""


class Drafting(QObject):
    """Beside one page: a draft is there while the form holds something that is not saved, and goes with it."""

    def __init__(self, page: RecordPage, desk: Desk, wanted: str = "") -> None:
        """``wanted`` is the draft that the page was opened for."""
        super().__init__(page)
        self.page, self._desk, self._wanted = page, desk, wanted
        self.name = ""
        self._sent: Sent | None = None
        self._sent_typed: Record = {}
        self._offered: list[Draft] = []
        self.strip = DraftStrip()
        page.column.insertWidget(1, self.strip)
        self.pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self.pause.timeout.connect(self.keep)
        desk.hurried.connect(self._hurry)
        page.form.typing.connect(self._stir)
        page.read_anew.connect(self._begin)
        page.missing.connect(self._forget_missing)
        page.touched.connect(self._follow)
        page.settled.connect(self.forget)
        page.saving.note = self._note
        page.saving.refused.connect(self._on_refused)
        self.strip.resumed.connect(lambda: self._take(self._offered[0].id))
        self.strip.dropped.connect(self._drop_offered)
        if page.place.kind == "new":
            self._begin()

    # -- keeping

    def keep(self) -> None:
        """Put what stands in the form on the disk."""
        typed = self.page.form.typed()
        if typed:
            self._desk.keep(self, self._draft(typed), self._kept, self._not_kept)
        elif self.name:
            self.forget()

    def forget(self) -> None:
        """Nothing typed is left here, or it was given up by name."""
        self.pause.stop()
        self.strip.clear()
        self.page.kept = False
        name, self.name, self._sent = self.name, "", None
        if name:
            self._desk.drop(name)

    def _stir(self) -> None:
        """The first key starts the pause and the next ones do not prolong it: who types on is kept as well."""
        if not self.pause.isActive() and not self.page.form.readonly:
            self.pause.start()

    def _follow(self, dirty: bool) -> None:
        if not dirty:
            self.forget()
        self._show_offer()

    def _draft(self, typed: Record) -> Draft:
        self.name = self.name or new_id()
        page, sent = self.page, self._sent
        if sent is not None and typed != self._sent_typed:
            sent = self._sent = sent.model_copy(update={"since": True})
        key = page.place.key if page.record is not None else ""
        return Draft(
            id=self.name, resource=page.resource.name, key=key, name=page.title, typed=typed, base=page.record,
            sent=sent, at=now(),
        )  # fmt: skip

    def _note(self, key: str, values: Record) -> Callable[[], None]:
        """A creation is about to leave: its key is on the disk before it does."""
        self.pause.stop()
        typed = self.page.form.typed()
        if self._sent is None or self._sent.key != key:
            self._sent, self._sent_typed = Sent(key=key, values=values), typed
        return self._desk.note(self._draft(typed))

    def _on_refused(self) -> None:
        """The server said no: nothing of it was stored, and nothing is sent again by itself."""
        if not self.page.saving.unsettled and self._sent is not None:
            self._sent = None
            self._stir()

    def _hurry(self) -> None:
        """There may be no time left for the pause."""
        if self.pause.isActive():
            self.pause.stop()
            self.keep()

    def _kept(self, _none: None) -> None:
        self.page.kept = bool(self.name)
        self.strip.say_trouble("")

    def _not_kept(self, error: Exception) -> None:
        self.page.kept = False
        if isinstance(error, Unkept) and str(error) == "key":
            if "key" not in self._desk.warned:
                self._desk.warned.add("key")
                self.page.told.emit(Notice(why_not_kept(error), "warning"))
        else:
            self.strip.say_trouble(why_not_kept(error))

    # -- putting back

    def _begin(self) -> None:
        """The form is open: take up the draft that was asked for, or see whether there is one."""
        wanted, self._wanted, self._offered = self._wanted, "", []
        if self.page.form.readonly:
            if wanted:
                self.strip.tell(self.tr("This record cannot be changed now: what you typed is kept."), "warning")
        elif wanted:
            self._take(wanted)
        elif not self.page.place.values:
            self._desk.look(self, self._offer)

    def _offer(self, found: Found) -> None:
        self._offered = [draft for draft in found.drafts if self._is_ours(draft)]
        if not self._offered and any(self._is_ours(draft) and draft.id != self.name for draft in found.held):
            if self.page.record is not None:
                self.strip.tell(self.tr("Something is being typed into this record in another window as well."))
        else:
            self._show_offer()

    def _is_ours(self, draft: Draft) -> bool:
        key = self.page.place.key if self.page.place.kind == "record" else ""
        return (draft.resource, draft.key) == (self.page.resource.name, key)

    def _show_offer(self) -> None:
        """Nothing is put over what is being typed: the offer steps back meanwhile."""
        if self._offered and not self.page.dirty:
            self.strip.offer(self.tr("Not saved, found again: {0}.").format(told_of(self._offered[0])))
        elif self.strip.offering:
            self.strip.withdraw()

    def _drop_offered(self) -> None:
        draft = self._offered.pop(0)
        self._desk.drop(draft.id)
        self._show_offer()

    def _take(self, name: str) -> None:
        self._offered = [draft for draft in self._offered if draft.id != name]
        self.strip.withdraw()
        self._desk.take(self, name, self._put_back, self._not_taken)

    def _not_taken(self, error: Exception) -> None:
        held = self.tr("This entry is open in another window: go on there.")
        self.strip.tell(held if isinstance(error, Held) else message_of(error), "warning")

    def _put_back(self, draft: Draft | None) -> None:
        page = self.page
        if draft is None:
            self.strip.tell(self.tr("This entry is not there any more: it was saved or given up meanwhile."))
            return
        self.name = draft.id
        if draft.sent is not None and now() - draft.at < ANSWERED_FOR:
            self._send_again(draft, draft.sent)
        elif page.record is not None and draft.base is not None:
            self._put_over(draft, draft.base, page.record)
        else:
            page.form.type_again(draft.typed)
            self.strip.tell(self.tr("Put back: {0}. Not saved yet.").format(told_of(draft)))

    def _put_over(self, draft: Draft, base: Record, fresh: Record) -> None:
        """What was typed goes over what it was typed over; saving tells what others changed meanwhile."""
        page = self.page
        if fresh["version"] != base["version"]:
            page.show_record({**base, "allowed": fresh.get("allowed", ())})
        page.form.type_again(draft.typed)
        if fresh["version"] == base["version"]:
            self.strip.tell(self.tr("Put back: {0}. Not saved yet.").format(told_of(draft)))
        elif any(one.by_me for one in differences(page.resource, base, page.form.labelled(), fresh)):
            page.say_changed()
        else:
            page.show_record(fresh)
            self.forget()
            self.strip.tell(self.tr("What you had typed is saved already."))

    def _send_again(self, draft: Draft, sent: Sent) -> None:
        """It was on its way when the program ended: the same call with the same key is done once, whatever happened."""
        page = self.page
        page.form.type_again(draft.typed)
        self._sent, self._sent_typed = sent, draft.typed
        then = (lambda: page.form.type_again(draft.typed)) if sent.since else None
        page.saving.create_again(sent.key, sent.values, page.after_save(then))

    def _forget_missing(self) -> None:
        """The record is gone, and with it what was typed into it."""
        if self._wanted:
            self._desk.drop(self._wanted)
            self._wanted = ""
