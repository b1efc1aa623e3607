"""Other records that the fields of a form lead to: one is chosen from its list, made anew, or shown."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from fofal_desktop.dialogs.chooser import choose
from fofal_desktop.fields.editor import Chosen, EditorContext
from fofal_desktop.views.page import Page, Place
from fofal_server.contract.meta import ResourceMeta

if TYPE_CHECKING:
    from fofal_desktop.views.record import RecordPage


def led_from(page: "RecordPage", context: EditorContext) -> EditorContext:
    """What the fields on this page may ask for."""
    return replace(
        context, choose=partial(choose, context.client, page), make=partial(_make, page), show=partial(_show, page)
    )


def _make(page: "RecordPage", resource: ResourceMeta, take: Chosen, values: dict[str, Any]) -> None:
    """A new one in a tab of its own; the field hears of it once it is stored, on whatever page it stands by then."""
    answer = page.form.to_be_answered(take, lambda: page.latest.form)

    def then(record: dict[str, Any]) -> None:
        answer(record)
        page.latest.recalled.emit()

    page.wanted.emit(Place("new", resource.name, values=values, then=then))


def _show(page: Page, resource: ResourceMeta, key: str) -> None:
    page.wanted.emit(Place("record", resource.name, key))
