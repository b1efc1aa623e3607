"""Where a database stands, and which programs its tables serve: its own, and older ones that nothing is taken from.

A migration that only adds says ``compatible_with_previous = True``: programs of the version before go on with its
tables. They cannot know its file, so the database itself remembers the oldest migration whose programs it serves.
"""

from dataclasses import dataclass

STANDING = "SELECT version_num, to_jsonb(a) ->> 'serves' FROM alembic_version a"
"""Also answers where the column is not there yet."""


@dataclass(frozen=True)
class Standing:
    """``revision`` None before the first migration; ``oldest`` None where only its own program is served."""

    revision: str | None = None
    oldest: str | None = None

    def serves(self, head: str) -> bool:
        """Whether a program that was written for the migration ``head`` may work with these tables."""
        return self.revision is not None and (self.oldest or self.revision) <= head <= self.revision
