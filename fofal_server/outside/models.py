"""What the whole installation knows of those it asks: whether they answer, what they said last, when to ask again."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code, Count, Moment, Name, Note
from fofal_server.core.models import Record


class OutsideProvider(Record):
    """One of them, stamped by all processes. ``turn_at``: the next moment that is free for a call.

    ``failing_since``: nothing but failures since then. ``closed_until``: it is left alone until then.
    """

    __tablename__ = "outside_provider"
    __audited__ = False

    code: Mapped[Code] = mapped_column(unique=True)
    answered_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    failing_since: Mapped[Moment | None]
    failures: Mapped[Count] = mapped_column(default=0)
    failure: Mapped[Note | None]
    turn_at: Mapped[Moment | None]
    closed_until: Mapped[Moment | None]


class OutsideAnswer(Record):
    """What a provider said last to a kind of question, as it came; ``failure`` is why it was of no use.

    ``size`` is that of the whole answer in bytes, of which ``body`` is the beginning.
    """

    __tablename__ = "outside_answer"
    __audited__ = False
    __table_args__ = (UniqueConstraint("provider", "kind"),)

    provider: Mapped[Code]
    kind: Mapped[Code]
    at: Mapped[Moment]
    answer_status: Mapped[Count]
    address: Mapped[Note]
    media_type: Mapped[Name]
    size: Mapped[Count]
    failure: Mapped[Note | None]
    body: Mapped[Note]
