"""What can be put on paper: a list, a record, what a page shows; asked for as pages to look at, or as the PDF."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fofal_desktop.api.request import Params, Request, selection
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.paper import PaperFormat
from fofal_server.contract.shown import ShownPage


@dataclass(frozen=True)
class Paper:
    """``title`` is what the window and the file are called; ``remark`` is told beside the preview.

    ``shown`` is what the server lays out; without it the server reads itself what it lays out.
    """

    title: str
    path: str
    params: Params = ()
    remark: str = ""
    shown: ShownPage | None = None

    def request(self, fmt: PaperFormat) -> Request:
        params = (("format", fmt), *self.params)
        if self.shown is None:
            return Request("GET", self.path, params, slow=True)
        body = self.shown.model_dump(mode="json")
        return Request("POST", self.path, params, body=body, harmless_for=math.inf, slow=True)


def of_list(
    resource: ResourceMeta,
    *,
    search: str = "",
    filters: Sequence[str] = (),
    sort: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> Paper:
    """A list with these columns in their order."""
    shown = (("fields", ",".join(fields)),) if fields else ()
    return Paper(resource.label, f"{resource.path}/export", (*selection(search, filters, sort), *shown))


def of_groups(
    resource: ResourceMeta,
    title: str,
    *,
    by: str,
    step: str,
    search: str = "",
    filters: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> Paper:
    """A list by groups, with these columns added up."""
    params = (("by", by), ("step", step), ("fields", ",".join(fields)), *selection(search, filters, ()))
    return Paper(title, f"{resource.path}/groups/export", params)


def of_record(resource: ResourceMeta, key: str, title: str, remark: str = "") -> Paper:
    """A stored record."""
    return Paper(title, f"{resource.path}/{key}/paper", remark=remark)


def of_shown(shown: ShownPage) -> Paper:
    """What a page made by hand shows."""
    return Paper(shown.title, "/paper", shown=shown)


def lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of an answer as they come; what lacks its end is none."""
    held = b""
    for chunk in chunks:
        *whole, held = (held + chunk).split(b"\n")
        yield from (line for line in whole if line)
