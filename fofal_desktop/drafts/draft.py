"""One draft: what stands in a form, what it was typed over, and whether it was on its way to the server."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from fofal_desktop.api.keys import uuid7

Record = dict[str, Any]


class Sent(BaseModel):
    """A creation that had left and of whose answer nothing is known; ``since``: something was typed afterwards."""

    model_config = ConfigDict(frozen=True)

    key: str
    values: Record
    since: bool = False


class Draft(BaseModel):
    """``key`` is that of the record and empty for a new one; ``base`` the record as it was read before.

    ``page`` names the page made by hand that it was typed into; empty for the form of a record.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    resource: str
    key: str = ""
    page: str = ""
    name: str = ""
    typed: Record
    base: Record | None = None
    sent: Sent | None = None
    at: datetime


def new_id() -> str:
    """Make the name of a draft; it tells nothing of what is in it."""
    return uuid7().hex


def now() -> datetime:
    return datetime.now(UTC)
