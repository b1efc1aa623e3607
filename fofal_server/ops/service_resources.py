"""Days and months of the service as a list that one reads."""

from fofal_server.core.resource import Resource
from fofal_server.ops.service_records import ServiceLevel
from fofal_server.ops.service_schemas import LevelRead

LEVELS = Resource(
    name="ops.service-levels",
    model=ServiceLevel,
    read=LevelRead,
    write=None,
    title=("begins",),
    icon="mdi6.speedometer",
    columns=("period", "begins", "calls", "errors", "p50_ms", "p95_ms", "p99_ms", "kept", "busiest", "minutes"),
    filters=("period", "begins", "kept"),
    sort=("-begins",),
    without_search="Days and figures: nothing in it is a word.",
    verbs=("read",),
    natural_key=None,
)
