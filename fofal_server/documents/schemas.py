"""What a person may type and see of an attachment."""

from uuid import UUID

from pydantic import BaseModel, Field

from fofal_server.core.fields import AnyRecordId, Code, Count, Moment, Name, Note, UserId
from fofal_server.core.resource import Read, Write
from fofal_server.documents.models import DocumentKind


class AttachmentWrite(Write):
    name: Name
    kind: DocumentKind = DocumentKind.ATTACHMENT
    note: Note | None = None


class AttachmentRead(AttachmentWrite, Read):
    resource: Code
    record_id: AnyRecordId
    media_type: Name
    size: Count
    sha256: str
    created_at: Moment
    created_by: UserId | None


class UploadQuery(BaseModel):
    """The record that receives the file."""

    resource: str = Field(max_length=80)
    record_id: UUID
