"""What a desktop says of itself when it asks."""

from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from pydantic import BaseModel

from fofal_server.contract.updates import Channel, Platform, Version
from fofal_server.core.fields import Name


class OfferQuery(BaseModel):
    """``device`` is an id that the installation once drew for itself, ``name`` that of the computer."""

    channel: Channel
    platform: Platform
    version: Version
    device: UUID
    name: Annotated[Name, MaxLen(100)]
