"""The settings of our PostgreSQL, written anew at every start into one included file."""

from pathlib import Path

from fofal_server.cluster.account import give
from fofal_server.cluster.files import write_private
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.port import HOST

FILE = "fofal.conf"
_INCLUDE = f"\n# FOFAL\ninclude '{FILE}'\n"

_ALWAYS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "100",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_min_error_statement": "panic",  # a failed statement carries values: hashes, names, amounts
}

_DURABLE = {
    "shared_buffers": "128MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # A forgotten replica must not fill the disk.
    "max_slot_wal_keep_size": "2GB",
    # One that is frozen or cut off is known within seconds, on both sides.
    "wal_receiver_status_interval": "2s",
    "wal_sender_timeout": "20s",
    "wal_receiver_timeout": "20s",
    # A long read on a replica is not cut off because the primary cleaned up behind it.
    "hot_standby_feedback": "on",
    "log_lock_waits": "on",
    "logging_collector": "on",
    # One file a weekday, overwritten a week later: the logs are bounded without any other program.
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}

_QUICK = {
    "shared_buffers": "64MB",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def write(installation: Installation, port: int, listen: str | None = None) -> None:
    """Write the included file; `postgresql.conf` itself belongs to the administrator.

    `listen` is an address beside the loopback, which the machine may not have yet: PostgreSQL then does without.
    """
    chosen = _QUICK if installation.quick else {**_DURABLE, "log_directory": str(installation.log_folder)}
    values = {**_ALWAYS, **chosen, "port": str(port)}
    if listen:
        values["listen_addresses"] = f"{HOST},{listen}"
    lines = [f"{name} = {_quoted(value)}" for name, value in values.items()]
    path = installation.pgdata / FILE
    write_private(path, "# Généré à chaque démarrage : ne rien changer ici.\n" + "\n".join(lines) + "\n")
    give(path, installation.account)


def include(pgdata: Path) -> None:
    """Make a new cluster read the included file after its own settings."""
    with (pgdata / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(_INCLUDE)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
