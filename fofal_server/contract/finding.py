"""What a search over everything answers: records of any resource, each with what it is called."""

from uuid import UUID

from pydantic import BaseModel


class Hit(BaseModel):
    """A record: ``label`` is its kind in words, ``title`` what the record itself is called."""

    resource: str
    label: str
    id: UUID
    title: str


class Found(BaseModel):
    """The best first; ``more``: there are others, which more words would tell apart."""

    items: list[Hit]
    more: bool = False
