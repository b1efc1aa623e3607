"""Whether a known record is about to change in a field that is fixed by what was already booked."""

from sqlalchemy import inspect

from fofal_server.core.models import Record


def changed(record: Record, field: str) -> bool:
    """True when a stored record got another value in this field; never for a new one."""
    state = inspect(record)
    return bool(state.persistent and state.attrs[field].history.has_changes())
