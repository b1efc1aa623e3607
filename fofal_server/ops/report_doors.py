"""The reports of the months as files to fetch: the page for the owner, or its figures."""

from typing import Literal

from pydantic import BaseModel

from fofal_server.core import audit
from fofal_server.core.errors import NotFound
from fofal_server.core.operation import Answer, Call, Operation
from fofal_server.documents.filename import INERT, disposition
from fofal_server.ops import monthly
from fofal_server.ops.job_resources import JOBS

MEDIA = {"pdf": "application/pdf", "json": "application/json"}


class ReportQuery(BaseModel):
    """As what it is wanted."""

    format: Literal["pdf", "json"] = "pdf"


def _fetch(call: Call) -> Answer:
    kind, month = call.query.format, call.path["month"]
    found = next((one for one in monthly.kept_months(call.state.data_dir) if f"{one:%Y-%m}" == month), None)
    file = monthly.file_of(call.state.data_dir, found, kind) if found else None
    if file is None or not file.exists():
        raise NotFound
    audit.tell(call.session, "download", JOBS.name, label=file.name)
    return Answer(file.read_bytes(), 200, INERT | {"Content-Disposition": disposition(file.name)}, MEDIA[kind])


OPERATIONS = (
    Operation(
        method="GET", path="/ops/reports/{month}", name="read_report", tag="ops", work=_fetch, query=ReportQuery,
        permission=JOBS.permission("read"), media_type=MEDIA["pdf"], other_media=(MEDIA["json"],), lane="files",
        refusals=(404,),
    ),
)  # fmt: skip
