"""The doors of paper: that of a record, which every resource has, and that of what a page of the desktop shows.

The paper of a list is an export (``core/transfer``).
"""

from urllib.parse import quote

import orjson
from pydantic import BaseModel

from fofal_server.contract.paper import MEDIA, PaperFormat
from fofal_server.contract.shown import ShownPage
from fofal_server.core import crud
from fofal_server.core.errors import NotFound
from fofal_server.core.operation import Answer, Call, Operation
from fofal_server.core.paper.head import Head, headed
from fofal_server.core.paper.out import Laid, as_lines, as_pdf
from fofal_server.core.paper.record import Values, laid, state_words
from fofal_server.core.paper.shown import laid as laid_as_shown
from fofal_server.core.resource import Resource
from fofal_server.core.rows import read_json
from fofal_server.core.texts import text

PDF = "application/pdf"


class PaperQuery(BaseModel):
    """``pdf`` is the file, ``pages`` the same pages for a preview (``contract/paper.py``)."""

    format: PaperFormat = "pdf"


def _name(resource: Resource) -> str:
    return f"paper_{resource.name.replace('.', '_').replace('-', '_')}"


def record_paper(resource: Resource) -> Operation:
    """``GET /<resource>/{id}/paper``: what the person may read of the record, as pages."""

    def work(call: Call) -> Answer:
        hidden = resource.hidden_from(call.actor)
        key = crud.find_key(call.session, resource, call.actor, call.key())
        known = read_json(call.session, resource, key, hidden)
        if known is None:
            raise NotFound
        return _answer(call, resource, orjson.loads(known), hidden)

    return Operation(
        method="GET", path=f"{resource.path}/{{id}}/paper", name=_name(resource),
        tag=resource.domain, work=work, permission=resource.permission("read"), query=PaperQuery, lane="files",
        media_type=PDF, other_media=(MEDIA,), refusals=(404, 422),
    )  # fmt: skip


def _answer(call: Call, resource: Resource, values: Values, hidden: frozenset[str]) -> Answer:
    title = f"{text(f'{resource.name}.one', call.language)} {_called(resource, values)}".strip()
    state = state_words(resource, values, call.language)
    head = headed(call.session, call.actor, title, call.language, call.state.data_dir, state)
    return _out(call, head, laid(head, resource, values, hidden))


def _shown(call: Call) -> Answer:
    """Nothing is read but the head: all the words are those that the person has on the screen."""
    page: ShownPage = call.body
    head = headed(call.session, call.actor, page.title, call.language, call.state.data_dir)
    return _out(call, head, laid_as_shown(head, page))


def _out(call: Call, head: Head, pages: Laid) -> Answer:
    out, media = {"pdf": (as_pdf, PDF), "pages": (as_lines, MEDIA)}[call.query.format]
    body = b"".join(out(head, pages))
    name = quote(f"{head.title.replace('/', '-')}.pdf")
    return Answer(body, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}, media_type=media)


def _called(resource: Resource, values: Values) -> str:
    """What the record is called by its title fields; a hidden one is left out."""
    return " ".join(str(values[name]) for name in resource.title if values.get(name) is not None)


SHOWN_PAPER = Operation(
    method="POST", path="/paper", name="lay_out_shown_page", tag="system", work=_shown, body=ShownPage,
    query=PaperQuery, lane="files", media_type=PDF, other_media=(MEDIA,), refusals=(400, 413, 415, 422),
)  # fmt: skip
