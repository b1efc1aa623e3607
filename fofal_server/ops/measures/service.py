"""The last five whole minutes in numbers, for eyes that look once and keep nothing."""

from fofal_server.core.measures import Asked
from fofal_server.core.tally import BOUNDS

SINCE = "minute >= date_trunc('minute', now()) - interval '5 minutes' AND minute < date_trunc('minute', now())"
_COUNTED = f"FROM ops_service_minute, unnest(buckets) AS one(number) WHERE {SINCE}"
_MINUTES = f"ops_service_minute, unnest(buckets) WITH ORDINALITY AS one(number, place) WHERE {SINCE}"
_RUNNING = "place, sum(sum(number)) OVER (ORDER BY place) AS upto, sum(sum(number)) OVER () AS whole"
_WANTED = "(VALUES (0.5), (0.95), (0.99)) AS wanted(share)"
_RUN = f"(SELECT {_RUNNING} FROM {_MINUTES} GROUP BY place) AS run"  # noqa: S608 - of this program's own words
QUANTILES = f"FROM {_RUN}, {_WANTED} WHERE whole > 0 AND upto >= share * whole GROUP BY share, whole"
BOUND = f"(ARRAY{[*BOUNDS, 2 * BOUNDS[-1]]})[min(place)]"
"""Of the bucket in which the quantile falls; beyond the last one twice that."""

MEASURES = (
    Asked("fofal_recent_calls_per_second", "Over five minutes.", "coalesce(sum(number), 0) / 300.0", _COUNTED),
    Asked("fofal_recent_call_seconds", "Bound of the bucket.", f"share, {BOUND}", QUANTILES, ("quantile",)),
    Asked(
        "fofal_recent_errors", "Calls answered 5xx in five minutes.", "coalesce(sum(errors), 0)",
        f"FROM ops_service_minute WHERE {SINCE}",
    ),
)  # fmt: skip
