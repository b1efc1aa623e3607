"""The company's logo for the head of its papers: one file, judged when it is brought, made small when it is drawn."""

import io
import struct
from functools import lru_cache
from pathlib import Path

import structlog
from PIL import Image, ImageOps
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import FieldError, NotFound, Refused, TooLarge, UnsupportedType
from fofal_server.core.operation import Upload
from fofal_server.core.paper.head import Logo
from fofal_server.core.storage import Store
from fofal_server.documents import content, filename, services
from fofal_server.documents.models import Attachment
from fofal_server.settings.resources import COMPANY
from fofal_server.settings.services import company

LARGEST = 512 * 1024
WIDEST = 4000
"""Points of the picture on either side: a small file may claim to be a wall."""
ON_PAPER = (600, 300)
"""The most that is drawn of it: on paper 300 dots an inch and more."""
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError, RuntimeWarning)
"""What the decoder says of files that are none."""
log = structlog.get_logger("fofal.documents")


def bring(session: Session, store: Store, upload: Upload, quota: int) -> None:
    """Put a logo in the place of the one before. Refused: 413 above 512 KiB, 415 for no PNG or JPEG, 422 broken.

    It is the one file on the company's record, which takes no others.
    """
    known = company(session)
    if known is None:
        raise NotFound
    raw = upload.stream.read(LARGEST + 1)
    _judge(upload, raw)
    before = _files(session)
    made = services.attach(session, store, COMPANY, known.id, upload, quota)
    for one in before:
        if one.id != made.id:
            session.delete(one)


def take_away(session: Session) -> None:
    """Papers go without one from now on."""
    for one in _files(session):
        session.delete(one)


def of_company(session: Session, data_dir: Path) -> Logo | None:
    """The logo as papers show it; None without one, and where its file is lost: a paper is worth more than its logo."""
    file = next(iter(_files(session)), None)
    if file is None:
        return None
    path = services.store_in(data_dir).path(file.sha256)
    try:
        return _drawn(path)
    except _BROKEN:
        log.warning("logo.lost", sha256=file.sha256)
        return None


def _files(session: Session) -> list[Attachment]:
    mine = scoped(SYSTEM, Attachment).where(Attachment.resource == COMPANY.name).order_by(Attachment.id.desc())
    return list(session.scalars(mine))


def _judge(upload: Upload, raw: bytes) -> None:
    limit = LARGEST // 1024
    if len(raw) > LARGEST:
        wrong = _wrong("too_large", limit=limit)
        raise TooLarge("documents.logo_too_large", code="too_large", errors=(wrong,), limit=limit)
    if content.recognised(filename.cleaned(upload.filename), upload.stream).media_type not in _FORMATS:
        raise UnsupportedType("documents.logo_type", code="type_unknown", errors=(_wrong("type"),))
    try:
        _small(raw)
    except _BROKEN as error:
        raise Refused("documents.logo_broken", field="file", widest=WIDEST) from error


def _wrong(slug: str, **values: int) -> FieldError:
    return FieldError("file", f"documents.logo_{slug}", slug, values)


@lru_cache(maxsize=2)
def _drawn(path: Path) -> Logo:
    """By the path, which is that of the bytes: another logo is another path."""
    return _small(path.read_bytes())


def _small(raw: bytes) -> Logo:
    """The picture as it is drawn, upright, on white; one of ``_BROKEN`` for what is no sound picture."""
    with Image.open(io.BytesIO(raw), formats=tuple(_FORMATS.values())) as picture:
        if max(picture.size) > WIDEST:
            raise ValueError
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(ON_PAPER)
    white = Image.new("RGB", upright.size, "white")
    white.paste(upright, mask=upright)
    out = io.BytesIO()
    white.save(out, "PNG", optimize=True)
    return Logo(white.width, white.height, out.getvalue())
