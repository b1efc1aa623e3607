"""Who may see a request: whoever may see the record that it is about, at this moment."""

from typing import Any

from sqlalchemy import ColumnElement

from fofal_server.core import registry
from fofal_server.core.access import beside
from fofal_server.core.actor import Actor


def with_their_records(actor: Actor, _verb: str, request: Any) -> ColumnElement[bool]:
    """Requests about records that the person may read; who may decide is judged by the roles they ask for."""
    asking = [one for one in registry.RESOURCES.values() if any(action.approvable for action in one.actions)]
    return beside(actor, asking, "read", request)
