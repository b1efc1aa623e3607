"""When something was entered, as the computer that sends it later says: a claim, kept in the trail, never believed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from fofal_server.core import audit, clock, idempotency
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.operation import Call
from fofal_server.core.resource import Resource
from fofal_server.core.texts import text

HEADER = "Entered-At"
AHEAD = dt.timedelta(minutes=1)
"""So much a computer's clock may be fast before it counts as wrong."""
OLDEST = idempotency.KEPT
"""What waited longer than an answer is kept may be what a clock says that was never set."""

_MOMENT = TypeAdapter(AwareDatetime)


@dataclass(frozen=True)
class Claim:
    """``doubt`` is a key of texts when the server's own clock speaks against it: ``future`` or ``old``."""

    at: dt.datetime
    doubt: str = ""


def claim_of(call: Call, allowed: bool) -> Claim | None:
    """What the call says of when it was entered; 422 for what is no moment. Where it is not ``allowed``, nothing."""
    said = call.headers.get(HEADER) if allowed else None
    if said is None:
        return None
    try:
        at = _MOMENT.validate_python(said).astimezone(dt.UTC)
    except (ValidationError, OverflowError) as error:
        raise Invalid(errors=(FieldError(HEADER, "no_moment", "no_moment"),)) from error
    return Claim(at, _doubt(at, clock.now()))


def note(session: Session, resource: Resource, key: UUID, claim: Claim | None) -> None:
    """Add the claim to the trail of the record; work waits for no clock, so a doubtful one is kept and marked."""
    if claim is not None:
        label = audit.label_of(session.get_one(resource.model, key))
        said = {"entered_at": claim.at, **({"doubt": claim.doubt} if claim.doubt else {})}
        audit.tell(session, "entered", resource.name, record_id=key, label=label, after=said)


def told(action: str, after: Mapping[str, Any] | None, language: str) -> dict[str, Any]:
    """What an entry of a history says of it beside the values."""
    if action != "entered" or after is None:
        return {}
    doubt = after.get("doubt")
    return {"entered_at": after["entered_at"], "doubt": text(f"entered.{doubt}", language) if doubt else None}


def _doubt(at: dt.datetime, now: dt.datetime) -> str:
    if at > now + AHEAD:
        return "future"
    return "old" if at < now - OLDEST else ""
