"""How the service's days and months look."""

from fofal_server.core.fields import Count, Day, Flag
from fofal_server.core.resource import Read
from fofal_server.ops.service_records import ServicePeriod


class LevelRead(Read):
    begins: Day
    period: ServicePeriod
    calls: Count
    errors: Count
    p50_ms: Count | None
    p95_ms: Count | None
    p99_ms: Count | None
    busiest: Count
    minutes: Count
    kept: Flag
