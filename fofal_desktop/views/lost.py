"""Beside the page of a record: what was typed into it while somebody deleted it is saved all the same."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.gate import ask, message_of
from fofal_desktop.views.again import same, typed_anew
from fofal_desktop.views.record import RecordPage
from fofal_server.contract.wire import DELETED_BY_YOU

Then = Callable[[], Any] | None


class Lost(QObject):
    """As a new record, or as the same one again where the person deleted it in person (decision 0050)."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        page.lost.connect(self._offer)

    def _offer(self, error: ApiError, then: Then) -> None:
        """Ask what is to become of what was typed; ``then`` follows once it is stored."""
        told = error.problem.detail or self.tr("It was deleted meanwhile, or it is not open to you any more.")
        may = "create" in self._page.resource.can
        stays = self.tr("What you typed is still here.")
        if not may:
            stays = self.tr("What you typed stays here, but you may not make a new record of it: copy what you need.")
        self._page.saving.refused.emit(f"{told} {stays}", [])
        if not may:
            return
        own = error.problem.code == DELETED_BY_YOU
        back = Answer("back", self.tr("Take it back and save"), "primary")
        answers = (
            Answer("stay", self.tr("Go on editing")),
            Answer("new", self.tr("Save as a new record"), "" if own else "primary"),
            *([back] if own else []),
        )
        deeds = {"new": self._make_anew, "back": self._take_back}
        ask_person(
            self._page,
            self.tr("Save what you typed?"),
            f"{told} {stays}",
            answers,
            lambda name: deeds[name](then) if name in deeds else None,
        )

    def _make_anew(self, then: Then) -> None:
        page = self._page
        if page.record is not None:
            page.begin_anew(page.record, page.form.typed(secrets=True))
            page.save(then)

    def _take_back(self, then: Then) -> None:
        """The record as it was, then what was typed over it."""
        page, record = self._page, self._page.record
        if record is None:
            return
        values, key = same(page.resource, record), new_key()
        page.saving.busy.emit(True)
        ask(
            page,
            lambda: page.client.create(page.resource, values, idempotency_key=key),
            partial(self._go_on, then),
            lambda error: page.saving.refused.emit(message_of(error), []),
            lambda: page.saving.busy.emit(False),
        )

    def _go_on(self, then: Then, record: dict[str, Any]) -> None:
        page, typed = self._page, self._page.form.typed(secrets=True)
        page.show_record(record)
        page.form.type_again(typed_anew(page.resource, typed))
        page.save(then)
