"""What a desktop may keep of an answer, to show it while nobody answers: told to it alone, browsers keep nothing."""

from fofal_server.core.actor import Actor
from fofal_server.core.operation import Answer
from fofal_server.core.resource import Resource

HEADER = "Desktop-Cache-Control"
"""A targeted field (RFC 9213): all others go by ``Cache-Control: no-store``, which every answer carries."""
ALLOWED = f"private, max-age=0, stale-if-error={30 * 24 * 3600}"
"""Sealed, for this person, for 30 days, and shown only when the server cannot be asked (RFC 5861)."""


def keepable(answer: Answer) -> Answer:
    """Allow the desktop to keep this."""
    answer.headers[HEADER] = ALLOWED
    return answer


def keepable_of(answer: Answer, resource: Resource, actor: Actor) -> Answer:
    """The same for records, unless this person is shown what must lie on no computer (``Resource.secret``)."""
    shown = any(actor.may(resource.permission(word)) for word in resource.secret)
    return answer if shown else keepable(answer)
