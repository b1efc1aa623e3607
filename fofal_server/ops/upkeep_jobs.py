"""What grows old beside the database: the certificate, and the libraries that the program runs on."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.db import Pools
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.ops import certificate, libraries
from fofal_server.ops.certificate import Lasting
from fofal_server.ops.libraries import Differing, Flaws

CERTIFICATE_AT = dt.time(5, 45)
WEEK = 7 * 86400.0
SHOWN = 8
GRAVE = dt.timedelta(days=7)


def certificate_check(settings: Settings) -> Job:
    """Each day how long the certificate lasts; a new one is asked for by a person and taken up without a restart."""

    def run(_pools: Pools) -> str:
        if settings.tls_cert is None:
            return text("job_told.no_certificate")
        return text("job_told.certificate", **_words(certificate.read(settings.tls_cert)))

    return Job("certificate-check", CERTIFICATE_AT, run)


def certificate_watch(settings: Settings) -> Watch:
    """A month before the end somebody is told, in the last week gravely."""
    return Watch("certificate", Severity.WARNING, partial(_ending, settings), every=3600.0)


def _ending(settings: Settings, _pools: Pools) -> Iterator[Sighting]:
    if settings.tls_cert is None:
        return
    found, now = certificate.read(settings.tls_cert), clock.now()
    if found.soon_over(now):
        yield Sighting("", _words(found), Severity.CRITICAL if found.ends - now < GRAVE else None)


def _words(found: Lasting) -> dict[str, str]:
    days = str(max(0, found.days_left(clock.now())))
    return {"names": ", ".join(found.names), "days": days, "ends": f"{found.ends:%d/%m/%Y}"}


def libraries_check(_: Settings) -> Job:
    """Each week what runs is compared with what was tried together, and the index asked where one answers."""
    return Job("libraries-check", WEEK, lambda _pools: told(libraries.LOCK))


def told(lock: Path) -> str:
    """What differs and what is known, or plainly that it was not checked."""
    if not lock.exists():
        return text("job_told.libraries_unknown", lock=lock.name)
    differing, flaws = libraries.differing(lock), libraries.flaws(lock)
    count = len(libraries.locked(lock))
    return " ".join(
        [
            text("job_told.libraries", count=count, differing=len(differing)),
            *(_differs(one) for one in differing[:SHOWN]),
            *_flawed(flaws),
        ]
    )


def _differs(one: Differing) -> str:
    key = "job_told.library" if one.installed else "job_told.library_missing"
    return text(key, name=one.name, installed=one.installed, locked=one.locked)


def _flawed(flaws: Flaws) -> Iterator[str]:
    if flaws.asked:
        yield text("job_told.flaws", asked=flaws.asked, count=len(flaws.known))
        yield from (f"{one}." for one in flaws.known[:SHOWN])
    if flaws.silent:
        yield text("job_told.flaws_unknown", why=flaws.silent)


JOBS = (certificate_check, libraries_check)
WATCHES = (certificate_watch,)
