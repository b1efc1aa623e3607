"""The machine in numbers: room on its disks, load, what the log weighs, how long the certificate lasts."""

import os
import platform
import shutil
from collections.abc import Iterable

from fofal_server.config import Settings
from fofal_server.contract.version import VERSION
from fofal_server.core.measures import Row, Seen
from fofal_server.core.migrations import head_revision
from fofal_server.ops import certificate
from fofal_server.ops.shelf import Shelf


def places(settings: Settings) -> dict[str, shutil._ntuple_diskusage]:
    """Data, backups and their second place, those that are there."""
    shelf = Shelf.from_environment(settings.data_dir)
    named = {
        "data": settings.data_dir,
        "backups": shelf.folder,
        "copies": shelf.second.folder if shelf.second else None,
    }
    return {name: shutil.disk_usage(path) for name, path in named.items() if path is not None and path.exists()}


def _free(settings: Settings) -> Iterable[Row]:
    return [(name, usage.free) for name, usage in places(settings).items()]


def _total(settings: Settings) -> Iterable[Row]:
    return [(name, usage.total) for name, usage in places(settings).items()]


def _load(_: Settings) -> Iterable[Row]:
    return [(os.getloadavg()[0],)] if hasattr(os, "getloadavg") else []


def _processors(_: Settings) -> Iterable[Row]:
    return [(os.cpu_count(),)]


def _log_bytes(settings: Settings) -> Iterable[Row]:
    return [(sum(path.stat().st_size for path in (settings.data_dir / "log").rglob("*.log")),)]


def _certificate_end(settings: Settings) -> Iterable[Row]:
    """The first end of the chain; none for plain HTTP."""
    if settings.tls_cert is None:
        return []
    return [(certificate.read(settings.tls_cert).ends.timestamp(),)]


def _build(_: Settings) -> Iterable[Row]:
    return [(VERSION, platform.python_version(), head_revision(), 1)]


MEASURES = (
    Seen("fofal_build_info", "What runs here.", _build, ("version", "python", "migration")),
    Seen("fofal_disk_free_bytes", "Room left.", _free, ("place",)),
    Seen("fofal_disk_total_bytes", "Size of the disk.", _total, ("place",)),
    Seen("fofal_load", "Processes that work or wait to, over a minute.", _load),
    Seen("fofal_processors", "Processors of the machine.", _processors),
    Seen("fofal_log_bytes", "What the log files weigh.", _log_bytes),
    Seen("fofal_certificate_end_timestamp_seconds", "When the certificate ends.", _certificate_end),
)
