"""Log lines as JSON, one fact a line, never a secret."""

import json
import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TextIO

import orjson
import structlog

from fofal_server.core.log_keeping import Keeping
from fofal_server.core.logfile import LogFile

_SECRET = re.compile(r"password|token|secret|authorization|cookie|otp|code_hash|api_?key|ticket", re.IGNORECASE)
_BEARER = re.compile(r"(Bearer\s+|://[^:/@\s]+:)[^\s@]+", re.IGNORECASE)
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What some readers take for the end of a line, or a terminal for an order, and JSON leaves as it is."""

FILE_BYTES = 10 * 1024 * 1024
KEEPING = Keeping()


def _without_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last net under every line: values under telling names go, and so do credentials inside texts."""
    for name, value in event.items():
        if _is_telling(name):
            event[name] = "…"
        elif isinstance(value, str):
            event[name] = _BEARER.sub(r"\1…", value)
    return event


@lru_cache(maxsize=1000)
def _is_telling(name: str) -> bool:
    return _SECRET.search(name) is not None


def _json(event: Any, **_: Any) -> str:
    """One line, whatever the values hold."""
    try:
        line = orjson.dumps(event, default=str).decode()
    except TypeError:  # half a character, which no UTF-8 can hold
        line = json.dumps(event, default=str)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


class Lines:
    """What structlog writes our own lines to: straight to the place, for a line a call is worth saving on."""

    def __init__(self, name: str, write: Callable[[str], None]) -> None:
        self.name, self.debug, self.info, self.warning, self.error = name, write, write, write, write


def configure(level: str, folder: Path | None = None, keeping: Keeping = KEEPING) -> None:
    """Lines go to ``server.log`` of the folder, else to standard error; other libraries' logs join them."""
    written = structlog.processors.JSONRenderer(serializer=_json)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_secrets,
    ]
    handler = _handler(folder, keeping)
    structlog.configure(
        processors=[*shared, written],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=partial(_lines, handler),
        cache_logger_on_first_use=True,
    )
    theirs: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, written]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=theirs, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for noisy in ("uvicorn.access", "apscheduler", "alembic.runtime.plugins"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _lines(handler: LogFile | logging.StreamHandler[TextIO], name: str = "") -> Lines:
    if isinstance(handler, LogFile):
        return Lines(name, handler.write)
    return Lines(name, lambda line: print(line, file=handler.stream, flush=True))


def _handler(folder: Path | None, keeping: Keeping) -> LogFile | logging.StreamHandler[TextIO]:
    if folder is None:
        return logging.StreamHandler(sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    return LogFile(folder / "server.log", FILE_BYTES, keeping)
