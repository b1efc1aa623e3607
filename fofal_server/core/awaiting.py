"""How the engine asks whether an action has to wait for the word of others.

Who must agree is data of the domain that subscribes to ``ApprovalAsked``; the engine knows only that somebody may say
«wait».
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core import events
from fofal_server.core.actor import Actor
from fofal_server.core.approval import Matter, Waiting
from fofal_server.core.audit import label_of
from fofal_server.core.resource import Action, Resource


@dataclass
class ApprovalAsked:
    """Somebody wants to act; who subscribes sets ``waiting``."""

    resource: Resource
    record: Any
    action: str
    title: str
    matter: Matter
    waiting: Waiting | None = None


def awaited(session: Session, resource: Resource, actor: Actor, record: Any, action: Action) -> Waiting | None:
    """What the action must wait for, None when it may run now; whoever may approve it has done so by asking.

    The house's own work (seeds, jobs) waits for nobody.
    """
    if action.approvable is None or actor.everything:
        return None
    matter = action.approvable.weigh(session, record)
    if matter is None:
        return None
    title = " · ".join(words for words in (label_of(record), matter.about) if words)
    asked = ApprovalAsked(resource, record, action.name, title, matter)
    events.publish(session, actor, asked)
    return asked.waiting
