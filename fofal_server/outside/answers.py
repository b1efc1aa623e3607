"""What a provider answered last, as it came: whoever has to find out why it is not understood any more reads it here.

Kept once for each provider and kind of question, so that it never grows. Keys stand neither in the address nor in the
text: of an address only its origin and what the provider calls ``plain`` is written down.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert

from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.outside.errors import OutsideError
from fofal_server.outside.line import Response
from fofal_server.outside.models import OutsideAnswer
from fofal_server.outside.provider import Provider

LONGEST, SHOWN_OF_A_PICTURE = 32 * 1024, 512
"""Bytes of an answer that are kept; PostgreSQL packs them."""
FRESH = dt.timedelta(seconds=10)
"""How often an answer that is understood like the one before it is written down."""
HIDDEN = b"[...]"
_LIKE_A_KEY = re.compile(r"[\w.~+/=-]{12,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass
class Heard:
    """The last that came back of one call, whatever becomes of it; ``url`` is where it came from."""

    url: str = ""
    response: Response | None = None


def keep(
    pools: Pools, provider: Provider, kind: str, heard: Heard, sent: Mapping[str, str], error: OutsideError | None
) -> None:
    """Write down what was heard; nothing when nothing came, or only that nothing has changed."""
    response = heard.response
    if response is None or response.status == 304:
        return
    told = {
        "at": clock.now(), "answer_status": response.status, "address": address(heard.url, provider.plain),
        "media_type": response.headers.get("content-type", "")[:200], "size": len(response.body),
        "body": text(response.body, list(secrets(heard.url, provider.plain, sent))),
        "failure": error and error.told(),
    }  # fmt: skip
    row = insert(OutsideAnswer).values(provider=provider.code, kind=kind, **told)
    news = or_(
        OutsideAnswer.at < clock.now() - FRESH,
        func.coalesce(OutsideAnswer.failure, "") != func.coalesce(row.excluded.failure, ""),
    )
    with transaction(pools.calls) as session:
        session.execute(row.on_conflict_do_update(index_elements=["provider", "kind"], set_=told, where=news))


def address(url: str, plain: Collection[str]) -> str:
    """The origin, and those parameters that may be read by everybody who administers."""
    parts = urlsplit(url)
    shown = [f"{name}={value}" for name, value in parse_qsl(parts.query) if name in plain]
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}  {' '.join(shown)}".strip()


def secrets(url: str, plain: Collection[str], sent: Mapping[str, str]) -> Iterator[str]:
    """Whatever of a question looks like a key: a provider may repeat it in what it answers."""
    parts = urlsplit(url)
    asked = (value for name, value in parse_qsl(parts.query) if name not in plain)
    told = (value for name, value in sent.items() if name not in {"User-Agent", "Accept"})
    yield from (one for one in (*asked, *told, *parts.path.split("/")) if _LIKE_A_KEY.fullmatch(one))


def text(body: bytes, hidden: Collection[str]) -> str:
    """The beginning of an answer as text without these words; of a picture only enough to tell what it is."""
    begun = body[: 2 * LONGEST]
    for one in hidden:
        for spelled in {one, quote(one, safe=""), quote(one)}:
            begun = begun.replace(spelled.encode(), HIDDEN)
    picture = b"\x00" in begun[:LONGEST]
    cut = begun[: SHOWN_OF_A_PICTURE if picture else LONGEST].decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", cut)
