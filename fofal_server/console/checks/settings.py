"""Checks of the settings before a start: known names, values that mean something, files, doors and other servers."""

import difflib
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from pydantic import ValidationError

from fofal_server.backup.errors import BackupError
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.given import given
from fofal_server.config import SECRET, Settings
from fofal_server.console import notes
from fofal_server.console.checks.finding import Finding
from fofal_server.console.environment import PREFIX
from fofal_server.console.errors import Refusal
from fofal_server.console.listening import LOOPBACK, refuse_plain
from fofal_server.console.starting import drain_seconds, worker_count
from fofal_server.ops.shelf import rate

BESIDE = (
    "FOFAL_PORT", "FOFAL_WORKERS", "FOFAL_DATABASE_URL", "FOFAL_DATABASE_URL_FILE", "FOFAL_BACKUP_DIR",
    "FOFAL_BACKUP_RATE", "FOFAL_BACKUP_COPY", "FOFAL_BACKUP_COPY_ACCESS_KEY", "FOFAL_BACKUP_COPY_CA_FILE",
    "FOFAL_BACKUP_COPY_ENDPOINT", "FOFAL_BACKUP_COPY_KNOWN_HOSTS", "FOFAL_BACKUP_COPY_PASSWORD",
    "FOFAL_BACKUP_COPY_PASSWORD_FILE", "FOFAL_BACKUP_COPY_REGION", "FOFAL_BACKUP_COPY_SECRET",
    "FOFAL_BACKUP_COPY_SECRET_FILE", "FOFAL_BACKUP_COPY_SSH_KEY",
)  # fmt: skip
"""What launcher and console read beside the settings of a server process."""
KNOWN = frozenset(
    {*BESIDE}
    | {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    | {f"{PREFIX}{name.upper()}_FILE" for name in SECRET}
)
_WANTED = {
    "int_parsing": "un nombre entier est attendu", "int_from_float": "un nombre entier est attendu",
    "float_parsing": "un nombre est attendu", "greater_than_equal": "au moins {ge}", "less_than_equal": "au plus {le}",
    "greater_than": "plus que {gt}", "literal_error": "l'un de {expected}",
    "string_pattern_mismatch": "forme {pattern}",
}  # fmt: skip
_ARE_FILES = ("_FILE", "_CERT", "_TLS_KEY", "_SSH_KEY", "_KNOWN_HOSTS", "_BREACHED_PASSWORDS")
_TITLE = "Valeurs des réglages"


def names(_: Path) -> Finding:
    """Nothing is misspelt: a name that nobody reads sets nothing, and says nothing of it."""
    strange = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in KNOWN)
    told = "; ".join(_suggested(name) for name in strange)
    return Finding("names", "Noms des réglages", not strange, told or "tous connus", "Corrigez ou retirez ces lignes.")


def _suggested(name: str) -> str:
    near = difflib.get_close_matches(name, KNOWN, n=1)
    return f"{name} est inconnu" + (f" : vouliez-vous {near[0]} ?" if near else "")


def values(_: Path) -> Finding:
    """Each value can be read, secrets are in files that others may not read."""
    wrong = [*_wrong()]
    return Finding("values", _TITLE, not wrong, " ; ".join(wrong) or "toutes lisibles", "Corrigez ces valeurs.")


def _wrong() -> Iterator[str]:
    try:
        Settings()
    except ValidationError as error:
        yield from (f"{PREFIX}{str(one['loc'][0]).upper()} : {_said(one)}" for one in error.errors())
    except ClusterError as error:
        yield str(error)
    for ask in (worker_count, drain_seconds, rate, lambda: given("FOFAL_DATABASE_URL")):
        try:
            ask()
        except (Refusal, ClusterError, BackupError) as error:
            yield str(error)


def _said(one: Any) -> str:
    if one["type"] in _WANTED:
        return _WANTED[one["type"]].format(**one.get("ctx", {}))
    return str(one["msg"]).removeprefix("Value error, ")


def files(_: Path) -> Finding:
    """Files that settings name are there and can be read by this account."""
    named = {name: Path(os.environ[name]) for name in KNOWN if name.endswith(_ARE_FILES) and os.environ.get(name)}
    lost = [f"{name} ({path})" for name, path in sorted(named.items()) if not os.access(path, os.R_OK)]
    found = f"illisibles : {', '.join(lost)}" if lost else f"{len(named)} lisibles"
    return Finding("files", "Fichiers nommés", not lost, found, "Créez ces fichiers, pour le compte du serveur.")


def folder(data_dir: Path) -> Finding:
    """The folder of the data is there for this account alone, or can be made."""
    title, remedy = "Dossier des données", f"Donnez {data_dir} au compte du serveur, mode 0700."
    existing = next(one for one in (data_dir, *data_dir.parents) if one.exists())
    usable = os.access(existing, os.W_OK | os.X_OK)
    shut = existing != data_dir or os.name == "nt" or not data_dir.stat().st_mode & 0o022
    found = "écriture impossible" if not usable else "d'autres comptes peuvent y écrire" if not shut else str(data_dir)
    return Finding("folder", title, usable and shut, found, remedy)


def door(data_dir: Path) -> Finding:
    """The server may listen where it is told to, and says nothing in the clear to other machines."""
    title, host, port = "Adresse d'écoute", os.environ.get("FOFAL_HOST") or "127.0.0.1", os.environ.get("FOFAL_PORT")
    try:
        refuse_plain(host)
    except Refusal as error:
        return Finding("door", title, ok=False, found=str(error).splitlines()[0], remedy=str(error).splitlines()[-1])
    if port and not (re.fullmatch(r"\d{1,5}", port) and 1 <= int(port) <= 65535):
        return Finding("door", title, ok=False, found=f"FOFAL_PORT : « {port} » n'est pas un port", remedy="1 à 65535.")
    ours = [one.port for one in notes.running(data_dir)]
    taken = _refused(host, int(port)) if port and int(port) not in ours else None
    where = f"{host}, port {port or 'libre au choix'}"
    return Finding("door", title, not taken, f"{where} : {taken}" if taken else where, "Choisissez un autre port.")


def _refused(host: str, port: int) -> str | None:
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        return error.strerror or str(error)
    return None


def proxies(_: Path) -> Finding:
    """Behind a proxy that is not named, everybody has one address and shares its limits."""
    lone = (os.environ.get("FOFAL_HOST") or "127.0.0.1") in LOOPBACK
    unnamed = lone and bool(given_safely("FOFAL_DATABASE_URL")) and not os.environ.get("FOFAL_TRUSTED_PROXIES")
    found = "aucun nommé : tous les postes auraient la même adresse" if unnamed else "en ordre"
    return Finding("proxies", "Mandataires", True, found, "FOFAL_TRUSTED_PROXIES=127.0.0.1", warns=unnamed)


def given_safely(name: str) -> str | None:
    """A secret where it can be read; what is wrong with it stands in ``values``."""
    try:
        return given(name)
    except ClusterError:
        return None


def database(_: Path) -> Finding:
    """Another's PostgreSQL answers under the role that it was given, or one of our own can be started."""
    from fofal_server.cluster import binaries, foreign

    title, url = "Base de données", given_safely("FOFAL_DATABASE_URL")
    try:
        if url is None:
            return Finding("database", title, True, f"embarquée, PostgreSQL {binaries.find().release}")
        lacking = foreign.lacking(url)
    except (ClusterError, psycopg2.OperationalError) as error:
        remedy = "Démarrez PostgreSQL, ou corrigez FOFAL_DATABASE_URL."
        return Finding("database", title, ok=False, found=" ".join(str(error).split()), remedy=remedy)
    found = f"répond ; à préparer : {' ; '.join(lacking)}" if lacking else "répond, avec tous les droits qu'il faut"
    remedy = "Le premier démarrage s'en charge si le rôle le peut, sinon un administrateur de PostgreSQL."
    return Finding("database", title, True, found, remedy, warns=bool(lacking))


CHECKS = (names, values, files, folder, door, proxies, database)
