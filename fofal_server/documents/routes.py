"""The doors that carry bytes: a file in, a file out, the company's logo."""

import structlog

from fofal_server.config import Settings
from fofal_server.core import audit
from fofal_server.core.access import scoped
from fofal_server.core.crud import find_key
from fofal_server.core.errors import NotFound
from fofal_server.core.operation import API, Answer, Call, Operation
from fofal_server.core.routes import answer_model, record_answer
from fofal_server.documents import logo, reach, services
from fofal_server.documents.filename import INERT, disposition
from fofal_server.documents.models import Attachment
from fofal_server.documents.resources import ATTACHMENTS
from fofal_server.documents.schemas import UploadQuery
from fofal_server.settings.resources import COMPANY

LOGO = "/documents/logo"
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


def _logo(call: Call) -> Answer:
    found = logo.of_company(call.session, call.state.data_dir)
    if found is None:
        raise NotFound
    return Answer(found.content, 200, dict(INERT), "image/png")


def _bring_logo(call: Call) -> Answer:
    if call.upload is None:
        raise NotFound
    settings: Settings = call.state
    store = services.store_in(settings.data_dir)
    logo.bring(call.session, store, call.upload, settings.limits_files_per_person)
    return Answer(status=204)


def _take_logo_away(call: Call) -> Answer:
    logo.take_away(call.session)
    return Answer(status=204)


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
    Operation(
        method="GET", path=LOGO, name="read_company_logo", tag="documents", work=_logo,
        permission=COMPANY.permission("read"), media_type="image/png", lane="files", refusals=(404,),
    ),
    Operation(
        method="POST", path=LOGO, name="bring_company_logo", tag="documents", work=_bring_logo,
        permission=COMPANY.permission("update"), upload=True, status=204, keyed=True, lane="files",
        refusals=(404, 409, 413, 415, 422, 507),
    ),
    Operation(
        method="DELETE", path=LOGO, name="remove_company_logo", tag="documents", work=_take_logo_away,
        permission=COMPANY.permission("update"), status=204,
    ),
)  # fmt: skip
