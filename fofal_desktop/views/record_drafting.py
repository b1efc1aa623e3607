"""Keeps what is typed into a record's page, and puts it over the record again: the same for every resource."""

from datetime import timedelta

from fofal_desktop.dialogs.versions import differences
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft, Record, Sent, now
from fofal_desktop.views.form_drafting import FormDrafting
from fofal_desktop.views.record import RecordPage

ANSWERED_FOR = timedelta(days=40)
"""As long the server surely knows what it answered to a key (it keeps answers for 45 days)."""


class RecordDrafting(FormDrafting):
    """What others saved meanwhile is told when it is saved; what had left before is sent again, once."""

    def __init__(self, page: RecordPage, desk: Desk, wanted: str = "") -> None:
        super().__init__(page, page, desk, wanted)
        self.page = page
        page.arrived.connect(self.arrive)
        page.read_anew.connect(self.begin)
        page.missing.connect(self._begin_anew)
        page.touched.connect(self.follow)
        if page.making:
            self.begin()

    @property
    def key(self) -> str:
        """What waits to be sent has its id already."""
        return self.page.place.key if self.page.unsent else super().key

    @property
    def dirty(self) -> bool:
        return self.page.dirty

    def begin(self) -> None:
        """A new record that was given values is unsaved from the start, and nothing is offered over it."""
        if self.page.record is None and self.page.place.values:
            self.stir()
        else:
            super().begin()

    def is_ours(self, draft: Draft) -> bool:
        return super().is_ours(draft) and (self.page.record is not None or self.page.making)

    def say_elsewhere(self) -> None:
        if self.page.record is not None:
            self.strip.tell(self.tr("Something is being typed into this record in another window as well."))

    # -- putting back

    def put_back(self, draft: Draft) -> None:
        self.name, page = draft.id, self.page
        if draft.sent is not None and now() - draft.at < ANSWERED_FOR:
            self.send_again(draft, draft.sent)
        elif page.record is not None and draft.base is not None:
            self._put_over(draft, draft.base, page.record)
        else:
            page.form.type_again(draft.typed)
            self.say_put_back(draft)

    def _put_over(self, draft: Draft, base: Record, fresh: Record) -> None:
        """What was typed goes over what it was typed over; saving tells what others changed meanwhile."""
        page = self.page
        if fresh["version"] != base["version"]:
            page.show_record({**base, "allowed": fresh.get("allowed", ())})
        page.form.type_again(draft.typed)
        if fresh["version"] == base["version"]:
            self.say_put_back(draft)
        elif any(one.by_me for one in differences(page.resource, base, page.form.labelled(), fresh)):
            page.say_changed()
        else:
            page.show_record(fresh)
            self.forget()
            self.say_saved_already()

    def send_again(self, draft: Draft, sent: Sent) -> None:
        """The same call with the same key is done once, whatever became of it before."""
        page = self.page
        super().send_again(draft, sent)
        then = (lambda: page.form.type_again(draft.typed)) if sent.since else None
        page.saving.create_again(sent.key, sent.values, page.after_save(then))

    def _begin_anew(self) -> None:
        """The record is gone; what was typed into it is not."""
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._desk.take(self, wanted, self._put_over_nothing, self._not_taken)

    def _put_over_nothing(self, draft: Draft | None) -> None:
        """It stands in a new record that begins like the one that is gone, where one may be made."""
        if draft is None:
            return
        if draft.base is None or "create" not in self.page.resource.can:
            self._desk.let_go(draft.id)
            self.strip.tell(self.tr("This record was deleted meanwhile: what you typed is kept."), "warning")
            return
        self.name = draft.id
        self.page.begin_anew(draft.base, draft.typed)
        self.strip.tell(self.tr("It was deleted meanwhile: what you typed stands here as a new record."), "warning")
