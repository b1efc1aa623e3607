"""What may come of asking somebody outside, when it is no answer.

* OutsideError
  + NotAllowed     the settings do not open that host, or it leads into our own network; nothing was sent
  + Unreachable    silence, a line that was cut, a certificate that does not hold, a server in trouble, a pause
  + Limited        it was asked too often; ``retry_after`` seconds from now it may be asked again
  + Refused        it answered with this ``status`` and will not answer better
  + Garbled        it answered, but not what was asked for: a page of a portal, half a document
"""

from typing import Any, ClassVar

from fofal_server.core.texts import text


class OutsideError(Exception):
    """Base of them all; ``told`` says it to a person. Queries and keys never stand in it."""

    key: ClassVar[str] = "outside.failed"
    lasting: ClassVar[bool] = False
    """Trying again at once would change nothing."""

    def __init__(self, **values: Any) -> None:
        super().__init__(text(self.key, **values))
        self.values = values

    def told(self, language: str = "fr") -> str:
        return text(self.key, language, **self.values)


class NotAllowed(OutsideError):
    key = "outside.not_allowed"
    lasting = True


class Unreachable(OutsideError):
    key = "outside.unreachable"


class Limited(OutsideError):
    key = "outside.limited"
    lasting = True

    def __init__(self, retry_after: float, **values: Any) -> None:
        super().__init__(seconds=round(retry_after), **values)
        self.retry_after = retry_after


class Refused(OutsideError):
    key = "outside.refused"
    lasting = True

    def __init__(self, status: int, **values: Any) -> None:
        super().__init__(status=status, **values)
        self.status = status


class Garbled(OutsideError):
    key = "outside.garbled"
