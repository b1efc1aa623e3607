"""The page of operations in one answer: the numbers of ``/metrics`` that are state, the sets, and the replicas."""

import math
from collections.abc import Iterator

from fofal_server.backup import sets
from fofal_server.backup.sets import FoundSet
from fofal_server.config import Settings
from fofal_server.contract.operations import BackupSet, Measured, Overview
from fofal_server.contract.version import VERSION
from fofal_server.core import clock, own_measures
from fofal_server.core.db import Pools
from fofal_server.core.measures import Eyes
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.ops import monthly, replicas
from fofal_server.ops.job_resources import JOBS
from fofal_server.ops.shelf import Shelf

MOST = 60
"""Sets that are told: those of thirty days and twelve months are fewer."""


def _read(call: Call) -> Answer:
    settings: Settings = call.state
    shelf = Shelf.from_environment(settings.data_dir)
    found = sets.list_sets(shelf.folder, shelf.key_if_any())[:MOST]
    return json_answer(
        Overview(
            at=clock.now(),
            version=VERSION,
            measures=list(_measured(call.pools, settings)),
            sets=[_told(one) for one in found],
            copied=shelf.second is not None,
            reports=monthly.kept_months(settings.data_dir),
            replication=replicas.told(settings),
        )
    )


def _measured(pools: Pools, settings: Settings) -> Iterator[Measured]:
    for family in Eyes(pools, settings, own_measures.everything()).families():
        for sample in family.samples:
            if math.isfinite(sample.value):
                yield Measured(name=sample.name, labels=sample.labels, value=sample.value)


def _told(one: FoundSet) -> BackupSet:
    known = one.manifest
    return BackupSet(
        id=one.id,
        made_at=one.made_at,
        state=one.state,
        problem=one.problem,
        kind=known.kind if known else None,
        size=one.size if known else None,
        seconds=known.seconds if known else None,
    )


OPERATIONS = (
    Operation(
        method="GET", path="/ops/overview", name="read_overview", tag="ops", work=_read, answer=Overview,
        permission=JOBS.permission("read"),
    ),
)  # fmt: skip
