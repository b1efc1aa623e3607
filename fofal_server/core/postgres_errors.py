"""What PostgreSQL refuses, said in our own words: SQLSTATE to problem, also at COMMIT."""

from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from fofal_server.core import registry
from fofal_server.core.errors import DiskFull, Duplicate, FieldError, FofalError, Invalid, Referenced, Unavailable
from fofal_server.core.texts import lookup

CONFLICTS = frozenset({"40P01", "40001"})
_RACED = "pk_stored_answer"
"""Two calls with one key: the second one to write finds the answer of the first when it is tried again."""
_BUSY = frozenset({"55P03", "57014", "53300", "57P01", "57P02", "57P03", "08000", "08001", "08003", "08006", "25006"})


def state_of(error: BaseException) -> str | None:
    """SQLSTATE of the driver's error, None when the connection broke before there was one."""
    return getattr(getattr(error, "orig", None), "pgcode", None)


def is_conflict(error: BaseException) -> bool:
    """A deadlock, a serialization failure or a raced key: the same work may succeed when it is tried again."""
    diag = getattr(getattr(error, "orig", None), "diag", None)
    return state_of(error) in CONFLICTS or getattr(diag, "constraint_name", None) == _RACED


def refusal_of(error: SQLAlchemyError) -> FofalError:
    """The problem that a database error becomes; what we do not know stays an unexpected error (500)."""
    if isinstance(error, PoolTimeout):
        return Unavailable("database_busy")
    state = state_of(error)
    if state is None and isinstance(error, DBAPIError):
        lost = error.connection_invalidated or getattr(error.orig, "pgcode", None) is None
        return Unavailable("database_away") if lost and _is_operational(error) else FofalError()
    if state in _BUSY or state in CONFLICTS:
        return Unavailable("database_busy")
    return _of_constraint(state or "", getattr(error.orig, "diag", None) if isinstance(error, DBAPIError) else None)


def _is_operational(error: DBAPIError) -> bool:
    return type(error).__name__ in {"OperationalError", "InterfaceError", "DisconnectionError"}


def _of_constraint(state: str, diag: Any) -> FofalError:
    name = getattr(diag, "constraint_name", None) or ""
    table = getattr(diag, "table_name", None) or ""
    field = name.removeprefix(f"uq_{table}_").removeprefix(f"fk_{table}_").removeprefix(f"ck_{table}_")
    match state:
        case "23505" if name.startswith("pk_"):
            return Duplicate("duplicate_id", errors=(FieldError("id", "duplicate_value", "duplicate"),))
        case "23505":
            return Duplicate("duplicate_value", errors=(FieldError(field, "duplicate_value", "duplicate"),))
        case "23503" if "still referenced" in (getattr(diag, "message_detail", None) or ""):
            return Referenced("referenced_by", by=_referrer(diag))
        case "23503":
            return Invalid(errors=(FieldError(field, "unknown_reference", "unknown_reference"),))
        case "23502":
            column = getattr(diag, "column_name", None) or ""
            return Invalid(errors=(FieldError(column, "missing", "missing"),))
        case "23514" | "23P01":
            return Invalid(errors=(FieldError(field, _told(name), "constraint"),), code="constraint")
        case "22003":
            return Invalid("number_too_large")
        case "22021" | "22P05":
            return Invalid("control_character")
        case "53100" | "58030":
            return DiskFull()
        case "P0001":
            return Invalid(_told(str(getattr(diag, "message_primary", ""))), code="constraint")
    return FofalError()


def _told(name: str) -> str:
    """The key of what a rule of the database says; rules that a person hardly meets share one sentence."""
    key = f"constraint.{name}"
    return key if lookup(key, "fr") else "constraint_other"


def _referrer(diag: Any) -> str:
    """The resource that still points to the record, as a key of texts; a table that no one sees keeps its name."""
    table = str(getattr(diag, "table_name", "") or "")
    known = {getattr(one.model, "__tablename__", ""): name for name, one in registry.RESOURCES.items()}
    owners = [name for start, name in known.items() if start and (table == start or table.startswith(f"{start}_"))]
    return f"label.{max(owners, key=len)}" if owners else table
