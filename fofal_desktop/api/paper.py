"""What can be put on paper: a list as it is shown, or a record; asked for as pages to look at, or as the PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fofal_desktop.api.request import Params, Request, selection
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.paper import PaperFormat


@dataclass(frozen=True)
class Paper:
    """``title`` is what the window and the file are called; ``remark`` is told beside the preview."""

    title: str
    path: str
    params: Params = ()
    remark: str = ""

    def request(self, fmt: PaperFormat) -> Request:
        return Request("GET", self.path, (("format", fmt), *self.params), slow=True)


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


def of_record(resource: ResourceMeta, key: str, title: str, remark: str = "") -> Paper:
    """A stored record."""
    return Paper(title, f"{resource.path}/{key}/paper", remark=remark)


def lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of an answer as they come; what lacks its end is none."""
    held = b""
    for chunk in chunks:
        *whole, held = (held + chunk).split(b"\n")
        yield from (line for line in whole if line)
