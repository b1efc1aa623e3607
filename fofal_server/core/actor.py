"""Who is asking: the person of a call, with the rights that count at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from uuid import UUID

from fofal_server.core.maintenance import Maintenance


class Reach(IntEnum):
    """How far a permission reaches over the rows of a resource."""

    OWN = 1
    TEAM = 2
    ALL = 3


@dataclass(frozen=True)
class Actor:
    """A person, or the system itself (``user_id`` None) when a job works.

    ``service``: a key of a service account is calling, and ``session_id`` is that key.
    ``due`` is the key of what the person must do before anything else; until then nearly every door is closed.
    ``maintenance`` is announced or going on; ``shut_out``: it goes on, and this person has to wait for its end.
    """

    user_id: UUID | None
    username: str
    session_id: UUID | None = None
    employee_id: UUID | None = None
    team_id: UUID | None = None
    rights: Mapping[str, Reach] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    everything: bool = False
    due: str | None = None
    service: bool = False
    maintenance: Maintenance | None = None
    shut_out: bool = False

    def may(self, permission: str) -> bool:
        return self.everything or permission in self.rights

    def reach(self, permission: str) -> Reach | None:
        """How far the permission reaches, None when it is not held."""
        return Reach.ALL if self.everything else self.rights.get(permission)


SYSTEM = Actor(None, "system", everything=True)
"""Jobs, seeds and migrations; never reachable from a request."""
