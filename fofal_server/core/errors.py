"""Every refusal that the server can make; one handler turns them into RFC 9457 problems.

* FofalError            500  nothing but the request id
  + Unreadable          400  the body is no JSON, or not the one that was announced
  + Unauthenticated     401  no token, or one that no longer counts
  + Forbidden           403  the person lacks the permission
  + NotFound            404  absent, or not for this person's eyes
  + Conflict            409  the state of the record forbids it
    - Duplicate         409  the value exists already
    - Referenced        409  others still point to the record
    - StillRunning      409  the same key is being worked on
  + StaleRecord         412  someone saved it first; carries the current record
  + TooLarge            413
  + UnsupportedType     415
  + Invalid             422  fields that do not hold; one message each
    - Refused           422  a rule of the business said no
  + VersionMissing      428  If-Match is due
  + TooMany             429  slow down
  + Unavailable         503  busy, cut off from the database or closed for maintenance; try again
  + DiskFull            507

Texts are keys of the catalogue (``core/texts.py``) with named values; the handler translates them.
"""

from dataclasses import dataclass
from dataclasses import field as blank
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: a catalogue key, its values and a short stable code."""

    field: str
    key: str
    code: str
    values: dict[str, Any] = blank(default_factory=dict)


class FofalError(Exception):
    """Base of all refusals. ``key`` is the catalogue key of the detail, ``values`` fill its blanks."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "unexpected"

    def __init__(
        self,
        key: str | None = None,
        *,
        errors: tuple[FieldError, ...] = (),
        headers: dict[str, str] | None = None,
        code: str | None = None,
        **values: Any,
    ) -> None:
        super().__init__(key or self.slug)
        self.key = key
        self.values = values
        self.errors = errors
        self.headers = headers or {}
        self.code = code
        self.current: bytes | None = None


class Unreadable(FofalError):
    status, slug = 400, "unreadable"


class Unauthenticated(FofalError):
    status, slug = 401, "unauthenticated"


class Forbidden(FofalError):
    status, slug = 403, "forbidden"


class NotFound(FofalError):
    status, slug = 404, "not-found"


class Conflict(FofalError):
    status, slug = 409, "conflict"


class Duplicate(Conflict):
    slug = "duplicate"


class Referenced(Conflict):
    slug = "referenced"


class StillRunning(Conflict):
    slug = "still-running"

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "1"})


class StaleRecord(FofalError):
    status, slug = 412, "stale-record"

    def __init__(self, current: bytes | None = None, *, who: str = "", at: str = "") -> None:
        """``who`` saved it ``at`` that moment; without a name, nobody knows."""
        super().__init__("stale_by" if who else "stale", who=who, at=at)
        self.current = current


class TooLarge(FofalError):
    status, slug = 413, "too-large"


class UnsupportedType(FofalError):
    status, slug = 415, "unsupported-type"


class OutOfRange(FofalError):
    status, slug = 416, "out-of-range"


class Invalid(FofalError):
    status, slug = 422, "invalid"


class Refused(Invalid):
    """A rule of the business said no; with ``field`` the message stands under that field."""

    slug = "refused"

    def __init__(self, key: str, *, field: str | None = None, **values: Any) -> None:
        errors = (FieldError(field, key, key.rpartition(".")[2], values),) if field else ()
        super().__init__(key, errors=errors, code=key.rpartition(".")[2], **values)


class VersionMissing(FofalError):
    status, slug = 428, "version-missing"


class TooMany(FofalError):
    status, slug = 429, "too-many"

    def __init__(self, key: str | None = None, *, retry_after: int, **values: Any) -> None:
        super().__init__(key, headers={"Retry-After": str(retry_after)}, seconds=retry_after, **values)


class Unavailable(FofalError):
    status, slug = 503, "unavailable"

    def __init__(self, key: str | None = None, *, retry_after: int = 2, code: str | None = None, **values: Any) -> None:
        super().__init__(key, headers={"Retry-After": str(retry_after)}, code=code, **values)


class DiskFull(FofalError):
    status, slug = 507, "disk-full"

    def __init__(self) -> None:
        super().__init__("disk_full", headers={"Retry-After": "60"})


PROBLEMS: tuple[type[FofalError], ...] = (
    FofalError, Unreadable, Unauthenticated, Forbidden, NotFound, Conflict, Duplicate, Referenced, StillRunning,
    StaleRecord, TooLarge, UnsupportedType, OutOfRange, Invalid, Refused, VersionMissing, TooMany, Unavailable,
    DiskFull,
)  # fmt: skip
