"""Log lines as JSON, one fact a line, never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import orjson
import structlog

_SECRET = re.compile(r"password|token|secret|authorization|cookie|otp|code_hash|api_?key|ticket", re.IGNORECASE)
_BEARER = re.compile(r"(Bearer\s+|://[^:/@\s]+:)[^\s@]+", re.IGNORECASE)
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
    return orjson.dumps(event, default=str).decode()


def configure(level: str, folder: Path | None = None) -> None:
    """Lines go to standard error, and to a rotated file when there is a folder; other libraries' logs join them."""
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
    return RotatingFileHandler(folder / "server.log", maxBytes=FILE_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
