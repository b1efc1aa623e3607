"""The table of attachments; the bytes lie in the file store under their digest."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import AnyRecordId, Code, Count, Moment, Name, Note
from fofal_server.core.models import Record, searched


class DocumentKind(StrEnum):
    """What a file is to those who look for it."""

    CONTRACT = "contract"
    INVOICE = "invoice"
    DELIVERY_NOTE = "delivery_note"
    REPORT = "report"
    ATTACHMENT = "attachment"
    OTHER = "other"


class Attachment(Record):
    """A file on a record. ``name`` is for people only; ``sha256`` finds the bytes; ``size`` in bytes.

    ``left_at``: when its record was deleted. Until the sweep nobody sees it; the record made again has it again
    (by who deleted it: decision 0050).
    """

    __tablename__ = "documents_attachment"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        Index("ix_documents_attachment_record", "resource", "record_id"),
        Index("ix_documents_attachment_sha256", "sha256"),
        Index("ix_documents_attachment_created_at", "created_at", "id"),
        Index(
            "ix_documents_attachment_created_by",
            "created_by",
            postgresql_include=["size"],
            postgresql_where="left_at IS NULL",
        ),
        *searched("documents_attachment", "name"),
    )

    resource: Mapped[Code]
    record_id: Mapped[AnyRecordId]
    name: Mapped[Name]
    kind: Mapped[DocumentKind] = mapped_column(default=DocumentKind.ATTACHMENT)
    note: Mapped[Note | None]
    media_type: Mapped[Name]
    size: Mapped[Count]
    sha256: Mapped[str] = mapped_column(String(64))
    left_at: Mapped[Moment | None]
