"""Checks of PostgreSQL itself: whether it keeps what it acknowledged, and serves the right tables."""

import datetime as dt

from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.console.checks.finding import Finding
from fofal_server.core import clock
from fofal_server.core.migrations import head_revision

MOST_DRIFT = dt.timedelta(seconds=2)
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def reached(session: Session) -> Finding:
    """It answers."""
    release = str(session.scalar(text("SELECT current_setting('server_version')"))).split()[0]
    return Finding("database", "Base de données joignable", ok=True, found=f"PostgreSQL {release}")


def durable(session: Session) -> Finding:
    """With fsync or full_page_writes off a power cut destroys everything; without synchronous_commit it loses work."""
    names = ", ".join(f"current_setting('{name}')" for name in _DURABLE)
    settings = dict(zip(_DURABLE, session.execute(text(f"SELECT {names}")).one(), strict=True))
    off = [name for name, value in settings.items() if value == "off"]
    found = ", ".join(f"{name}={value}" for name, value in settings.items())
    remedy = "Coupure de courant = perte. " + " ".join(f"ALTER SYSTEM RESET {name};" for name in off)
    return Finding("durability", "Écritures sûres", not off, found, remedy)


def checksums(session: Session) -> Finding:
    """Pages that PostgreSQL read and found damaged."""
    failures = session.scalar(text("SELECT sum(checksum_failures) FROM pg_stat_database"))
    found = "sans sommes de contrôle" if failures is None else f"{failures} pages abîmées"
    remedy = "Le disque abîme des données : restaurez une sauvegarde sur un autre disque."
    return Finding("checksums", "Sommes de contrôle des pages", failures in {None, 0}, found, remedy)


def migrated(session: Session) -> Finding:
    """The tables are those that this program was written for."""
    known = session.scalar(text("SELECT to_regclass('alembic_version')"))
    revision = session.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    found = f"{revision} (ce programme : {head_revision()})"
    return Finding("migration", "Migration", revision == head_revision(), found, "fofal-server migrate")


def drift(session: Session) -> Finding:
    """The clocks of this machine and of the database agree."""
    before = clock.now()
    there = session.scalar(text("SELECT clock_timestamp()")) or before
    apart = there - (before + (clock.now() - before) / 2)
    found = f"écart de {abs(apart.total_seconds()):.3f} s".replace(".", ",")
    return Finding("clock", "Horloges d'accord", abs(apart) <= MOST_DRIFT, found, "Activez la mise à l'heure (NTP).")


def bounded(session: Session) -> Finding:
    """The server's role may use the tables and nothing more."""
    query = text(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR EXISTS "
        "(SELECT FROM pg_class WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = current_user"
    )
    too_much = bool(session.scalar(query))
    found = "trop de droits" if too_much else "aucun droit de trop"
    return Finding(
        "role", "Rôle du serveur", not too_much, found, "ALTER ROLE fofal_app NOSUPERUSER NOCREATEROLE NOCREATEDB;"
    )


CHECKS = (reached, durable, checksums, migrated, drift, bounded)
