"""Every call of the HTTP contract, spelled once, above any HTTP library."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fofal_desktop.api.errors import Cancelled, Unreachable
from fofal_desktop.api.paper import Paper, lines_of
from fofal_desktop.api.request import Answer, Content, Params, Request, selection
from fofal_server.contract.finding import Found
from fofal_server.contract.frames import Told, unframed
from fofal_server.contract.grouping import Groups
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.paper import Line
from fofal_server.contract.updates import Offer
from fofal_server.contract.wire import Changes, GivenUp, History, ImportReport, Page

Progress = Callable[[int], None]
Record = dict[str, Any]
Take = Callable[[Iterator[bytes]], Any]
"""Reads an answer chunk by chunk."""
NEWS_S = 10.0
"""How long the news may take, besides the wait that was asked for: the server has next to nothing to do for them."""
Through = Callable[[Iterator[bytes]], Iterator[bytes]]


TELLING = ("telling", "true")
"""Asks the server to say on its way how many rows are done."""


def nothing_begun(_head: Answer, /) -> None:
    """The head of an answer that nobody looks at."""


def nothing_told(_amount: int, /) -> None:
    """Progress that nobody watches."""


def no_news(_rows: int, _of: int | None, /) -> None:
    """News of rows that nobody hears."""


def never() -> bool:
    """Answer that nobody wants to stop."""
    return False


class Calls(ABC):
    """What can be asked of the server about any resource. Every method raises ApiError, Unreachable or Cancelled.

    ``lost`` while the last call found nobody.
    """

    lost = False

    @abstractmethod
    def send(self, request: Request, progress: Progress = nothing_told, told: Told = no_news) -> Answer:
        """Ask and wait for the answer (2xx or 304); ``progress`` hears the bytes of an upload that have left.

        ``told`` hears how many rows are done, of a call that asks for it (``TELLING``).
        """

    @abstractmethod
    def stream(self, request: Request, take: Take, begun: Callable[[Answer], Any] = nothing_begun) -> None:
        """Give the answer to ``take`` as it comes, its head to ``begun``; all of it again when the line broke."""

    def download(
        self,
        request: Request,
        target: Path,
        progress: Progress,
        cancelled: Callable[[], bool],
        through: Through = iter,
    ) -> None:
        """Stream the answer into ``target``, which appears only when it is whole; ``progress`` hears bytes so far.

        ``through`` makes of the answer what the file holds.
        """
        part = target.with_name(target.name + ".part")

        def take(chunks: Iterator[bytes]) -> None:
            with part.open("wb") as file:
                for chunk in through(chunks):
                    if cancelled():
                        raise Cancelled
                    file.write(chunk)
                    progress(file.tell())

        try:
            self.stream(request, take)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def pages(self, paper: Paper, hear: Callable[[Line], Any]) -> None:
        """The pages of a paper, each as soon as it is laid out; ``hear(Line())`` says that they begin (anew)."""

        def take(chunks: Iterator[bytes]) -> None:
            hear(Line())
            last = Line()
            for line in lines_of(chunks):
                last = Line.model_validate_json(line)
                hear(last)
            if last.pages is None:
                raise Unreachable("the paper ended before its last page")

        self.stream(paper.request("pages"), take)

    def page(
        self,
        resource: ResourceMeta,
        *,
        offset: int,
        limit: int,
        search: str = "",
        filters: Sequence[str] = (),
        sort: Sequence[str] = (),
        fields: Sequence[str] = (),
        total: bool = True,
    ) -> Page:
        """Rows ``offset`` to ``offset + limit`` of a list; without ``total`` the server is spared the count.

        ``fields`` are what is wanted of each, all that lists usually show unless said.
        """
        window = (("offset", str(offset)), ("limit", str(limit)), *(() if total else (("total", "false"),)))
        window += (("fields", ",".join(fields)),) if fields else ()
        request = Request("GET", resource.path, (*window, *selection(search, filters, sort)))
        return Page.model_validate_json(self.send(request).content)

    def kept_rows(self, resource: ResourceMeta) -> list[Record]:  # noqa: ARG002 - who remembers nothing has none
        """Rows of a list that were read before, of whatever page and search; not all there are."""
        return []

    def groups(
        self,
        resource: ResourceMeta,
        by: str,
        step: str,
        *,
        search: str = "",
        filters: Sequence[str] = (),
        fields: Sequence[str] = (),
    ) -> Groups:
        """The rows of a list grouped by a field, a date by ``step``; ``fields`` are added up where that makes sense."""
        params = (("by", by), ("step", step), ("fields", ",".join(fields)), *selection(search, filters, ()))
        return Groups.model_validate_json(self.send(Request("GET", f"{resource.path}/groups", params)).content)

    def read(self, resource: ResourceMeta, key: str) -> Record:
        return self._record(Request("GET", f"{resource.path}/{key}"))

    def create(
        self, resource: ResourceMeta, values: Record, *, idempotency_key: str, entered_at: datetime | None = None
    ) -> Record:
        """Make a record; ``entered_at`` tells when it was typed where it waited before it was sent."""
        request = Request("POST", resource.path, body=values, key=idempotency_key, entered_at=entered_at)
        return self._record(request)

    def update(self, resource: ResourceMeta, key: str, values: Record, version: int, *, idempotency_key: str) -> Record:
        """Change fields of a record; ApiError 412 carries ``problem.current`` when somebody else was faster."""
        path = f"{resource.path}/{key}"
        return self._record(Request("PATCH", path, body=values, version=version, key=idempotency_key))

    def preview(self, resource: ResourceMeta, values: Record, key: str = "") -> Record:
        """What the server would make of these values: of a new record or, with a ``key``, of changes to that one."""
        path = f"{resource.path}/{key}/preview" if key else f"{resource.path}/preview"
        return self._record(Request("POST", path, body=values))

    def delete(self, resource: ResourceMeta, key: str, version: int, *, idempotency_key: str) -> None:
        self.send(Request("DELETE", f"{resource.path}/{key}", version=version, key=idempotency_key))

    def act(
        self,
        resource: ResourceMeta,
        key: str,
        action: str,
        version: int,
        *,
        idempotency_key: str,
        body: Record | None = None,
        entered_at: datetime | None = None,
    ) -> Record:
        """Run a declared action on a record; answers the record as it is afterwards."""
        path = f"{resource.path}/{key}/{action}"
        request = Request("POST", path, body=body, version=version, key=idempotency_key, entered_at=entered_at)
        return self._record(request)

    def search(self, words: str, limit: int) -> Found:
        """Records of every kind that hold all these words, the best first."""
        answer = self.send(Request("GET", "/search", (("words", words), ("limit", str(limit)))))
        return Found.model_validate_json(answer.content)

    def titles(self, records: Sequence[str]) -> Found:
        """What records are called, each given as ``<resource>:<id>``; those one may not see are left out."""
        answer = self.send(Request("GET", "/search/titles", tuple(("record", one) for one in records)))
        return Found.model_validate_json(answer.content)

    def history(self, resource: ResourceMeta, key: str) -> History:
        return History.model_validate_json(self.send(Request("GET", f"{resource.path}/{key}/history")).content)

    def changes(self, since: int, wait: float = 0) -> Changes:
        """What was written since; waits so many seconds for what is urgent."""
        params = (("since", str(since)), ("wait", str(wait)))
        answer = self.send(Request("GET", "/changes", params, within=wait + NEWS_S))
        return Changes.model_validate_json(answer.content)

    def export(
        self,
        paper: Paper,
        target: Path,
        fmt: str,
        *,
        heading: bool = False,
        told: Told = no_news,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        """Write a list, or its groups, as ``xlsx``, ``csv`` or ``pdf``; nothing is left when it fails or is cancelled.

        With a ``heading`` the filters and totals stand above the rows. ``told`` hears how many rows are done, of how
        many.
        """
        more = (TELLING, *((("heading", "true"),) if heading else ()))
        request = Request("GET", paper.path, (("format", fmt), *paper.params, *more))
        self.download(request, target, nothing_told, cancelled, lambda chunks: unframed(chunks, told))

    def import_file(
        self,
        resource: ResourceMeta,
        source: Path | Content,
        *,
        dry_run: bool,
        shown: int = 0,
        progress: Progress = nothing_told,
        told: Told = no_news,
        idempotency_key: str | None = None,
    ) -> ImportReport:
        """Send a CSV or XLSX; with ``dry_run`` nothing is stored. Give a key for the real one.

        Of ``shown`` rows the report tells how they were and become.
        """
        params = (("dry_run", "true" if dry_run else "false"), *((("shown", str(shown)),) if shown else ()), TELLING)
        request = Request("POST", f"{resource.path}/import", params, upload=source, key=idempotency_key)
        return ImportReport.model_validate_json(self.send(request, progress, told).content)

    def change_many(
        self,
        resource: ResourceMeta,
        changes: Sequence[Record],
        *,
        columns: Sequence[str] = (),
        dry_run: bool,
        told: Told = no_news,
        idempotency_key: str | None = None,
    ) -> ImportReport:
        """Change records together, each ``{"id", "version", "values"}``; all or nothing, taken back as an import is.

        With ``columns`` each has ``cells`` instead of values: texts under these fields, as a spreadsheet holds them.
        """
        params = (("dry_run", "true" if dry_run else "false"), TELLING)
        body = {"changes": list(changes), "columns": list(columns)}
        request = Request("POST", f"{resource.path}/bulk", params, body=body, key=idempotency_key, slow=True)
        return ImportReport.model_validate_json(self.send(request, told=told).content)

    def undo_import(self, import_id: str, *, told: Told = no_news, idempotency_key: str | None = None) -> None:
        request = Request("POST", f"/imports/{import_id}/undo", (TELLING,), key=idempotency_key, slow=True)
        self.send(request, told=told)

    def version(self, params: Params) -> Offer:
        """The version of this program that the server has for a computer which says what it is."""
        request = Request("GET", "/updates", params, signed=False, within=NEWS_S)
        return Offer.model_validate_json(self.send(request).content)

    def give_up(self, key: str) -> bool:
        """Whether the call with this key was done already; one that was not will never be."""
        answer = self.send(Request("DELETE", f"/calls/{key}", harmless_for=math.inf))
        return GivenUp.model_validate_json(answer.content).done

    def attach(
        self,
        attachments: ResourceMeta,
        resource: ResourceMeta,
        record_id: str,
        source: Path,
        *,
        idempotency_key: str,
        progress: Progress = nothing_told,
    ) -> Record:
        """Add a file to a record."""
        params = (("resource", resource.name), ("record_id", record_id))
        path = f"{attachments.path}/upload"
        return self._record(Request("POST", path, params, upload=source, key=idempotency_key), progress)

    def attachment(
        self,
        attachments: ResourceMeta,
        key: str,
        target: Path,
        *,
        progress: Progress = nothing_told,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        """Fetch the content of an attached file."""
        self.download(Request("GET", f"{attachments.path}/{key}/content"), target, progress, cancelled)

    def _record(self, request: Request, progress: Progress = nothing_told) -> Record:
        record: Record = self.send(request, progress).json()
        return record
