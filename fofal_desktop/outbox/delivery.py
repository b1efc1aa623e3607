"""Sends one entry of the outbox, once: the same call with the same key, until the server has said yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import NOT_OURS, ApiError, Unreachable
from fofal_desktop.gate import closed_by, message_of
from fofal_desktop.outbox.box import Box
from fofal_desktop.outbox.entry import Entry, Refusal
from fofal_server.contract.meta import ResourceMeta

Record = dict[str, Any]
translate = QCoreApplication.translate
_PASSING = frozenset({408, 425, 426, 429, 502, 503, 504, 507})
"""Refusals that say nothing of what was entered, and pass: the same call is right again later."""


@dataclass(frozen=True)
class Delivered:
    """What became of an entry: the ``record`` as the server stored it, or why it did not."""

    entry: Entry
    record: Record | None = None
    refusal: Refusal | None = None


def deliver(box: Box, calls: Calls, metas: Mapping[str, ResourceMeta]) -> Delivered | None:
    """Send the entry whose turn it is; None when there is none. What passes by itself raises, and it waits on."""
    with box.sending():
        entry = box.take_next(metas)
        if entry is None:
            return None
        try:
            record = _sent(calls, metas[entry.resource], entry)
        except ApiError as error:
            if _passes(error):
                if not (entry.left or _may_have_arrived(error)):
                    box.return_unsent(entry.id)
                raise
            refusal = Refusal(words=_words(error, metas[entry.resource]), errors=error.problem.errors)
            box.settle(entry.id, refusal)
            return Delivered(entry, refusal=refusal)
        box.settle(entry.id)
        return Delivered(entry, record)


def _sent(calls: Calls, resource: ResourceMeta, entry: Entry) -> Record:
    about: dict[str, Any] = {"idempotency_key": entry.key, "entered_at": entry.at}
    if entry.action:
        version = entry.version
        if version is None:  # it was asked for before the record itself was sent
            version = int(calls.read(resource, entry.record_id)["version"])
        return calls.act(resource, entry.record_id, entry.action, version, body=entry.body, **about)
    try:
        return calls.create(resource, entry.body or {}, **about)
    except ApiError as refusal:
        if entry.left and _is_there(refusal):
            return calls.read(resource, entry.record_id)
        raise


def _words(refusal: ApiError, resource: ResourceMeta) -> str:
    """What is wrong, field by field where the server says so."""
    told = []
    for one in refusal.problem.errors:
        field = resource.fields.get(one.field.partition(".")[0])
        told.append(translate("Outbox", "{0}: {1}").format(field.label, one.message) if field else one.message)
    return " ".join(told) or message_of(refusal)


def _is_there(refusal: ApiError) -> bool:
    """Its id is taken: it arrived so long ago that the server forgot the key, but not the record."""
    return refusal.status == 409 and any(one.field == "id" for one in refusal.problem.errors)


def _passes(error: ApiError) -> bool:
    if isinstance(error, Unreachable) or closed_by(error) or error.problem.type == NOT_OURS:
        return True
    return error.status in _PASSING or (error.status == 409 and error.retry_after is not None)


def _may_have_arrived(error: ApiError) -> bool:
    """An answer of the server itself that stored nothing is certain; silence is not, nor is what a stranger says."""
    if isinstance(error, Unreachable):
        return error.left
    return error.problem.type == NOT_OURS or error.status == 409
