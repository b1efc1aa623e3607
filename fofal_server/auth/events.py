"""What other domains may want to know of people."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class AdministratorNamed:
    """Somebody has become an administrator."""

    user_id: UUID
