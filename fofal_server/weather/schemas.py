"""What a person may type and see of stations and of the rain book."""

from typing import Annotated

from annotated_types import Ge, Le

from fofal_server.core.fields import Code, Coordinate, Day, Flag, Moment, Name, Note, Quantity
from fofal_server.core.resource import Read, Write
from fofal_server.settings.models import SiteId
from fofal_server.weather.models import MOST_RAIN

Rain = Annotated[Quantity, Ge(0), Le(MOST_RAIN)]
Reserve = Annotated[Quantity, Ge(20), Le(500)]


class StationWrite(Write):
    site_id: SiteId
    active: Flag = True
    reserve_mm: Reserve | None = None
    note: Note | None = None


class StationRead(StationWrite, Read):
    name: Name
    provider: Code | None
    fetched_at: Moment | None
    failed_at: Moment | None
    failure: Note | None
    cell_latitude: Coordinate | None
    cell_longitude: Coordinate | None
    archived_from: Day | None
    archived_until: Day | None


class RainReadingWrite(Write):
    site_id: SiteId
    day: Day
    rain_mm: Rain
    note: Note | None = None


class RainReadingRead(RainReadingWrite, Read):
    name: Name
