"""Facts that one domain tells and others act on, in the same transaction; imports go down, events go up."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core import registry
from fofal_server.core.actor import Actor


@dataclass(frozen=True)
class RecordDeleted:
    """A record is about to go; what hangs on it by name only (files) goes with it."""

    resource: str
    record_id: UUID


def publish(session: Session, actor: Actor, event: Any) -> None:
    """Run every subscriber of the event's type now; a refusal of one of them refuses the whole change."""
    for handle in registry.subscribers(type(event)):
        handle(session, actor, event)
