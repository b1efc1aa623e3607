"""The one way out: every call to another's server goes through here, guarded, counted and out of transactions."""

from fofal_server.outside.client import Outside, as_json
from fofal_server.outside.errors import Garbled, Limited, NotAllowed, OutsideError, Refused, Unreachable
from fofal_server.outside.provider import Answer, Provider

__all__ = [
    "Answer", "Garbled", "Limited", "NotAllowed", "Outside", "OutsideError", "Provider", "Refused", "Unreachable",
    "as_json",
]  # fmt: skip
