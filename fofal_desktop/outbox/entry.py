"""One entry of the outbox: a call that waits, what it was typed from, and why it was refused if it was."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel, ConfigDict

from fofal_server.contract.wire import FieldProblem

Record = dict[str, Any]


class Refusal(BaseModel):
    """What the server had against it."""

    model_config = ConfigDict(frozen=True)

    words: str
    errors: list[FieldProblem] = []


class Entry(BaseModel):
    """The creation of a record or, with an ``action``, a deed on one.

    ``record_id`` is the record's for good, made here for one that is new. ``body`` is sent as it stands here, under
    ``key``; ``typed`` is what stood in the form. ``version`` is that of the record acted upon, None while it is not
    sent itself. ``left``: it may have arrived, and its answer is not known.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    resource: str
    record_id: str
    name: str
    key: str
    at: datetime
    body: Record | None = None
    typed: Record = {}
    action: str = ""
    action_label: str = ""
    version: int | None = None
    place: int = 0
    left: bool = False
    refusal: Refusal | None = None


class Standing(Enum):
    """How an entry stands."""

    WAITING = "waiting"
    HELD = "held"
    LEFT = "left"
    REFUSED = "refused"


def standings(entries: Sequence[Entry]) -> dict[str, Standing]:
    """How each of ``entries``, in order, stands: refused, perhaps sent, held back by what it refers to, or free."""
    makers = {entry.record_id: entry.id for entry in entries if not entry.action}
    acted: set[str] = set()
    found: dict[str, Standing] = {}
    for entry in entries:
        about = {entry.record_id, *_texts(entry.body)}
        held = any(makers.get(key, entry.id) != entry.id for key in about) or entry.record_id in acted
        found[entry.id] = _stands(entry, held)
        if entry.action:
            acted.add(entry.record_id)
    return found


def next_to_send(entries: Sequence[Entry], resources: Collection[str]) -> Entry | None:
    """The first in order that nothing holds back, of ``resources`` that the person may use now."""
    stand, ready = standings(entries), {Standing.WAITING, Standing.LEFT}
    return next((one for one in entries if one.resource in resources and stand[one.id] in ready), None)


def _stands(entry: Entry, held: bool) -> Standing:
    if entry.refusal is not None:
        return Standing.REFUSED
    if entry.left:
        return Standing.LEFT
    return Standing.HELD if held else Standing.WAITING


def _texts(value: object) -> Iterator[str]:
    """Every text in it, however deep: an id among them is a reference."""
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
