"""Log lines as JSON, one fact a line, never a secret."""

import json
import logging
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import orjson
import structlog

from fofal_server.core.logfile import LogFile

_SECRET = re.compile(r"password|token|secret|authorization|cookie|otp|code_hash|api_?key|ticket", re.IGNORECASE)
_BEARER = re.compile(r"(Bearer\s+|://[^:/@\s]+:)[^\s@]+", re.IGNORECASE)
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What some readers take for the end of a line, or a terminal for an order, and JSON leaves as it is."""

KEPT_FILES = 10
FILE_BYTES = 10 * 1024 * 1024


def _without_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last net under every line: values under telling names go, and so do credentials inside texts."""
    for name, value in event.items():
        if _SECRET.search(name):
            event[name] = "…"
        elif isinstance(value, str):
            event[name] = _BEARER.sub(r"\1…", value)
    return event


def _json(event: Any, **_: Any) -> str:
    """One line, whatever the values hold."""
    try:
        line = orjson.dumps(event, default=str).decode()
    except TypeError:  # half a character, which no UTF-8 can hold
        line = json.dumps(event, default=str)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def configure(level: str, folder: Path | None = None) -> None:
    """Lines go to ``server.log`` of the folder, else to standard error; other libraries' logs join them."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    lines = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        foreign_pre_chain=shared,
    )
    root = logging.getLogger()
    root.handlers = [_handler(folder)]
    root.handlers[0].setFormatter(lines)
    root.setLevel(level.upper())
    for noisy in ("uvicorn.access", "apscheduler", "alembic.runtime.plugins"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _handler(folder: Path | None) -> logging.Handler:
    if folder is None:
        return logging.StreamHandler(sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    return LogFile(folder / "server.log", FILE_BYTES, KEPT_FILES)
