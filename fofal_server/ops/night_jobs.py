"""What the nights do for the database: clean, rebuild, check; each run says what it did and what it was not allowed."""

import datetime as dt
from collections.abc import Sequence

from fofal_server.core.bytesize import size
from fofal_server.core.db import Pools
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text
from fofal_server.ops import database_checks, reindexing, vacuuming
from fofal_server.ops.may import way_out
from fofal_server.ops.patience import patient
from fofal_server.ops.reindexing import Rebuilding
from fofal_server.ops.vacuuming import Cleaned

VACUUM_AT, REINDEX_AT, CHECK_AT = dt.time(3, 40), dt.time(4, 10), dt.time(5, 30)
"""After backup and drill; before people come."""

SHOWN = 8


def vacuum(pools: Pools) -> str:
    with patient(pools.calls.url) as connection:
        return cleaned(vacuuming.clean(connection), way_out(connection, "fofal-server db vacuum"))


def reindex(pools: Pools) -> str:
    with patient(pools.calls.url) as connection:
        done = reindexing.rebuild(connection, reindexing.candidates(connection))
        return rebuilt(done, way_out(connection, "fofal-server db reindex"))


def check(pools: Pools) -> str:
    """What it finds is in its result; the watches, which look by themselves, see to it that somebody is told."""
    with pools.reports.connect() as connection:
        seen = database_checks.all_of(connection)
    lines = [line for one in seen for line in one.told()]
    return " ".join([text("job_told.database_check", count=len(seen), found=len(lines)), *lines[:SHOWN]])


def cleaned(done: Cleaned, remedy: str) -> str:
    """Say it: « 3 tables nettoyées (12000 lignes mortes), 1 aux statistiques refaites. », and what was not."""
    told = text("job_told.vacuum", vacuumed=len(done.vacuumed), dead=done.dead, analysed=len(done.analysed))
    return " ".join(
        [
            told,
            *_named("job_told.busy", done.busy),
            *_named("job_told.not_allowed", done.refused, remedy=remedy),
        ]
    )


def rebuilt(done: Rebuilding, remedy: str) -> str:
    """Say it: « 1 index reconstruits : ix_a (12,0 Mo → 4,0 Mo). », and what was not."""
    each = [f"{one.name} ({size(one.before)} → {size(one.after)})" for one in done.rebuilt]
    return " ".join(
        [
            *(_named("job_told.reindex", each, count=str(len(each))) or [text("job_told.reindex_none")]),
            *_named("job_told.index_remains", done.dropped),
            *_named("job_told.busy", done.busy),
            *_named("job_told.not_allowed", done.refused, remedy=remedy),
            *_named("job_told.not_in_time", done.left),
        ]
    )


def _named(key: str, names: Sequence[str], **values: str) -> list[str]:
    """The sentence with the names in it, when there are any."""
    if not names:
        return []
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return [text(key, names=shown, **values)]


JOBS = (
    Job("vacuum", VACUUM_AT, vacuum),
    Job("reindex", REINDEX_AT, reindex, made_up=False),
    Job("database-check", CHECK_AT, check),
)
