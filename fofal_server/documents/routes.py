"""The two doors that carry bytes: a file in, a file out."""

import structlog

from fofal_server.config import Settings
from fofal_server.core import audit
from fofal_server.core.access import scoped
from fofal_server.core.crud import find_key
from fofal_server.core.errors import NotFound
from fofal_server.core.operation import API, Answer, Call, Operation
from fofal_server.core.routes import answer_model, record_answer
from fofal_server.documents import reach, services
from fofal_server.documents.filename import INERT, disposition
from fofal_server.documents.models import Attachment
from fofal_server.documents.resources import ATTACHMENTS
from fofal_server.documents.schemas import UploadQuery

log = structlog.get_logger("fofal.documents")


def _upload(call: Call) -> Answer:
    if call.upload is None:
        raise NotFound
    carrier = reach.carrier(call.session, call.actor, call.query.resource, call.query.record_id)
    store = services.store_in(call.state.data_dir)
    settings: Settings = call.state
    quota = settings.limits_files_per_person
    made = services.attach(call.session, store, carrier, call.query.record_id, call.upload, quota)
    answer = record_answer(call, ATTACHMENTS, made.id, 201)
    answer.headers["Location"] = f"{API}{ATTACHMENTS.path}/{made.id}"
    return answer


def _content(call: Call) -> Answer:
    key = find_key(call.session, ATTACHMENTS, call.actor, call.key())
    attachment: Attachment = call.session.scalars(scoped(call.actor, Attachment).where(Attachment.id == key)).one()
    store = services.store_in(call.state.data_dir)
    if store.size(attachment.sha256) != attachment.size:
        log.error("file.lost", attachment=str(key), sha256=attachment.sha256)
        raise NotFound("documents.file_lost", code="file_lost")
    audit.tell(call.session, "download", ATTACHMENTS.name, record_id=key, label=attachment.name)
    told = {"Content-Disposition": disposition(attachment.name), "Content-Length": str(attachment.size)}
    return Answer(store.read(attachment.sha256), 200, INERT | told, attachment.media_type)


OPERATIONS = (
    Operation(
        method="POST", path=f"{ATTACHMENTS.path}/upload", name="upload_documents_attachments", tag="documents",
        work=_upload, permission=ATTACHMENTS.permission("create"), upload=True, query=UploadQuery,
        answer=answer_model(ATTACHMENTS), status=201, keyed=True, lane="files", refusals=(404, 409, 413, 415, 422, 507),
    ),
    Operation(
        method="GET", path=f"{ATTACHMENTS.path}/{{id}}/content", name="content_documents_attachments", tag="documents",
        work=_content, permission=ATTACHMENTS.permission("read"), media_type="application/octet-stream",
        lane="files", refusals=(404,),
    ),
)  # fmt: skip
