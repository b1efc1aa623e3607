"""Pages on their way out: as a PDF that holds its fonts, or as lines that the desktop draws itself."""

import base64
import io
import tempfile
from collections.abc import Iterable, Iterator
from threading import Lock

import orjson
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from fofal_server.contract.paper import CODES, INKS, PAGES, Area, Count, Mark, Page, Picture, Turned, Words
from fofal_server.core.paper.head import Head
from fofal_server.core.paper.letters import BOLD, PLAIN, prepare_fonts
from fofal_server.core.transfer.files import chunks

Laid = Iterable[Page | None]
"""Pages as they are ready; None while one is still being filled, so that who waits may stop."""

_CODES = {kind: code for code, kind in CODES.items()}
_INKS = {name: HexColor(ink) for name, ink in INKS.items()}
_saving = Lock()
"""A font reads its file by one place that all documents share."""


def as_pdf(head: Head, laid: Laid) -> Iterator[bytes]:
    """The file in parts; the parts are empty until all pages are there, for each tells how many there are in all."""
    pages = []
    for page in laid:
        if page is not None:
            pages.append(page)
        yield b""
    prepare_fonts()
    with tempfile.TemporaryFile() as file:
        canvas = Canvas(file, lang=head.language, pageCompression=1, initialFontName=PLAIN)
        canvas.setTitle(head.title)
        canvas.setCreator("FOFAL")
        canvas.setAuthor(head.company.name if head.company else "FOFAL")
        for page in pages:
            _draw(canvas, page, len(pages))
            yield b""
        with _saving:
            canvas.save()
        yield from chunks(file)


def _draw(canvas: Canvas, page: Page, pages: int) -> None:
    canvas.setPageSize((page.width, page.height))
    for mark in page.marks:
        if isinstance(mark, Picture):
            there = page.height - mark.y - mark.height
            canvas.drawImage(_image(mark), mark.x, there, mark.width, mark.height)
            continue
        canvas.setFillColor(_INKS[mark.ink])
        if isinstance(mark, Area):
            canvas.rect(mark.x, page.height - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)
        else:
            _write(canvas, mark, page.height, pages)
    canvas.showPage()


def _image(mark: Picture) -> ImageReader:
    return ImageReader(io.BytesIO(base64.b64decode(mark.content)))


def _write(canvas: Canvas, mark: Words | Count | Turned, height: float, pages: int) -> None:
    words = mark.words.replace(PAGES, str(pages)) if isinstance(mark, Count) else mark.words
    canvas.setFont(BOLD if mark.bold else PLAIN, mark.size)
    if isinstance(mark, Turned):
        canvas.saveState()
        canvas.translate(mark.x, height - mark.y)
        canvas.rotate(90)
        canvas.drawString(0, 0, words)
        canvas.restoreState()
    else:
        draw = canvas.drawRightString if mark.right else canvas.drawString
        draw(mark.x, height - mark.y, words)


def as_lines(_head: Head, laid: Laid) -> Iterator[bytes]:
    """A line for each page as soon as it is full, and at the end one with their number."""
    count = 0
    for page in laid:
        if page is None:
            yield b""
            continue
        count += 1
        marks = [(_CODES[type(mark)], *_rounded(mark)) for mark in page.marks]
        yield orjson.dumps({"width": page.width, "height": page.height, "marks": marks}) + b"\n"
    yield orjson.dumps({"pages": count}) + b"\n"


def _rounded(mark: Mark) -> tuple[object, ...]:
    """A hundredth of a point is less than any printer shows."""
    return tuple(round(one, 2) if isinstance(one, float) else one for one in mark)
