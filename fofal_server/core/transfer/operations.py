"""The doors of this room: export, import and change of many of every resource, as operations beside its others."""

from typing import Literal

from pydantic import BaseModel, Field

from fofal_server.contract import frames
from fofal_server.contract.grouping import Step
from fofal_server.contract.wire import ImportReport
from fofal_server.core.listing import Asked
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.resource import Resource
from fofal_server.core.transfer import bulk, csv_out, exporting, grouped, importing, pdf_out, xlsx_out
from fofal_server.core.transfer.exporting import Export
from fofal_server.core.transfer.limits import MAX_SHOWN
from fofal_server.core.transfer.reading import file_name, read
from fofal_server.core.transfer.telling import TellingQuery

_OTHER_MEDIA = (csv_out.MEDIA, pdf_out.MEDIA, pdf_out.LINES_MEDIA, frames.MEDIA)


class ExportQuery(BaseModel):
    """What a list may be asked, without pages; ``heading`` tells above the rows which they are and their totals.

    The format ``pages`` is the paper as the desktop shows it before it is printed (``contract/paper.py``). ``telling``
    sends the file in frames that tell how many rows are done (``contract/frames.py``).
    """

    format: Literal["xlsx", "csv", "pdf", "pages"] = "xlsx"
    search: str = Field("", max_length=500)
    filter: list[str] = Field([], max_length=30)
    sort: str = Field("", max_length=200)
    fields: str = Field("", max_length=2000)
    heading: bool = False
    telling: bool = False

    def asked(self) -> Asked:
        fields = tuple(name for name in self.fields.split(",") if name)
        return Asked(self.search, tuple(self.filter), self.sort, fields=fields)


class GroupFileQuery(ExportQuery):
    """The same of its groups: ``by`` which field, a date by ``step``; ``fields`` are added up."""

    by: str = Field(max_length=80)
    step: Step = Step.MONTH


class RehearsalQuery(TellingQuery):
    """``dry_run`` rehearses: everything is judged, nothing is stored."""

    dry_run: bool = False


class ImportQuery(RehearsalQuery):
    """Of ``shown`` rows the report tells what they change."""

    shown: int = Field(0, ge=0, le=MAX_SHOWN)


def transfer_operations(resource: Resource) -> list[Operation]:
    """Export of rows and of groups for every resource, import and change of many unless it says why not."""
    found = [_export(resource), _export_groups(resource)]
    if resource.importable:
        found.append(_import(resource))
    if resource.together:
        found.append(_bulk(resource))
    return found


def _name(resource: Resource, verb: str) -> str:
    return f"{verb}_{resource.name.replace('.', '_').replace('-', '_')}"


def _export(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        asked, data_dir = call.query, call.state.data_dir
        export = Export(resource, asked.asked(), asked.format, call.language, data_dir, asked.heading, asked.telling)
        return exporting.answer(call.session, call.pools, call.actor, export)

    return Operation(
        method="GET", path=f"{resource.path}/export", name=_name(resource, "export"), tag=resource.domain, work=work,
        permission=resource.permission("read"), query=ExportQuery, lane="files",
        media_type=xlsx_out.MEDIA, other_media=_OTHER_MEDIA, refusals=(422,),
    )  # fmt: skip


def _export_groups(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        asked, data_dir = call.query, call.state.data_dir
        export = Export(resource, asked.asked(), asked.format, call.language, data_dir, asked.heading, asked.telling)
        return grouped.answer(call.session, call.pools, call.actor, export, asked.by, asked.step)

    return Operation(
        method="GET", path=f"{resource.path}/groups/export", name=_name(resource, "export_groups"), tag=resource.domain,
        work=work, permission=resource.permission("read"), query=GroupFileQuery, lane="files",
        media_type=xlsx_out.MEDIA, other_media=_OTHER_MEDIA, refusals=(422,),
    )  # fmt: skip


def _import(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        if call.upload is None:
            raise TypeError(resource.name)
        table, name = read(call.upload), file_name(call.upload)
        report = importing.run(
            call.session, resource, call.actor, table, filename=name, language=call.language,
            dry_run=call.query.dry_run, shown=call.query.shown,
        )  # fmt: skip
        return json_answer(report)

    return Operation(
        method="POST", path=f"{resource.path}/import", name=_name(resource, "import"), tag=resource.domain, work=work,
        permission=resource.permission("create"), query=ImportQuery, upload=True, answer=ImportReport, keyed=True,
        lane="files", tells=True, other_media=(frames.MEDIA,), refusals=(409,),
    )  # fmt: skip


def _bulk(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        asked, rehearsed = call.body, call.query.dry_run
        return json_answer(bulk.run(call.session, resource, call.actor, asked, call.language, dry_run=rehearsed))

    return Operation(
        method="POST", path=f"{resource.path}/bulk", name=_name(resource, "bulk_update"), tag=resource.domain,
        work=work, permission=resource.permission("update"), query=RehearsalQuery, body=bulk.Changes,
        answer=ImportReport, keyed=True, lane="files", tells=True, other_media=(frames.MEDIA,),
        refusals=(400, 409, 413, 415, 422),
    )  # fmt: skip
