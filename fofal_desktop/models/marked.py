"""Rows that are selected, read whole: those that were never seen are asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from fofal_desktop.models.records import RecordModel

AT_ONCE = 500
"""Rows of one question, as many as the server gives."""

Span = tuple[int, int]


def reading(records: RecordModel, spans: Sequence[Span]) -> Callable[[], list[dict[str, Any]]]:
    """What reads the rows of these ranges from the server, as the list is narrowed and sorted now; for a job."""
    client, resource = records.client, records.resource
    question: dict[str, Any] = {"search": records.search, "filters": records.filters, "sort": records.order}

    def work() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for first, last in spans:
            for offset in range(first, last + 1, AT_ONCE):
                limit = min(AT_ONCE, last + 1 - offset)
                found += client.page(resource, offset=offset, limit=limit, total=False, **question).items
        return found

    return work
