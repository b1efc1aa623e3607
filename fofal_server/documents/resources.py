"""The attachments as a resource; they are made by an upload, not by a form."""

from fofal_server.core.resource import Crud, Resource
from fofal_server.documents import reach, schemas, services
from fofal_server.documents.models import Attachment

ATTACHMENTS = Resource(
    name="documents.attachments",
    model=Attachment,
    read=schemas.AttachmentRead,
    write=schemas.AttachmentWrite,
    title=("name",),
    icon="mdi6.paperclip",
    columns=("name", "kind", "size", "created_at", "note"),
    filters=("resource", "record_id", "name", "kind", "media_type", "size", "created_at", "created_by"),
    sort=("-created_at",),
    crud=Crud(prepare=services.check_name),
    verbs=("read", "update", "delete"),
    handmade=("create",),
    fence=reach.with_their_records,
    without_bulk="A file belongs to one record, beside which it is changed.",
    natural_key=None,
    hidden=True,
    without_files="a file carries no files",
)

RESOURCES = (ATTACHMENTS,)
