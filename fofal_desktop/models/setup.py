"""What the set-up of an empty installation consists of, and whether something of it is still to be done."""

from collections.abc import Mapping
from dataclasses import dataclass

from fofal_desktop.api.calls import Calls
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_server.contract.meta import ResourceMeta


@dataclass(frozen=True)
class Step:
    """``enough`` records make the step done; ``single`` ones have no second; ``optional`` ones hold up nothing."""

    resource: str
    words: str
    enough: int = 1
    single: bool = False
    optional: bool = False


STEPS = (
    Step(
        "settings.companies",
        QT_TRANSLATE_NOOP("SetupPage", "The company as it stands on documents. What you do not know yet can wait."),
        single=True,
    ),
    Step(
        "settings.sites",
        QT_TRANSLATE_NOOP("SetupPage", "The plantation's sites. Coordinates are those of the farm, not of the office."),
    ),
    Step(
        "auth.users",
        QT_TRANSLATE_NOOP("SetupPage", "The people who work with FOFAL, each with an account and roles of their own."),
        enough=2,
    ),
    Step(
        "agronomy.plots",
        QT_TRANSLATE_NOOP("SetupPage", "The plots: one by one, or all of them from a GeoJSON or a table."),
    ),
    Step(
        "approvals.rules",
        QT_TRANSLATE_NOOP(
            "SetupPage",
            "From which amount on somebody else has to agree. Nothing is asked for until you write a rule.",
        ),
        optional=True,
    ),
)


def missing(counts: Mapping[str, int]) -> bool:
    """Whether a step that this person may do is still to be done; ``counts`` are records by resource."""
    due = [step for step in STEPS if step.resource in counts and not step.optional]
    return any(counts[step.resource] < step.enough for step in due)


def open_steps(metas: Mapping[str, ResourceMeta]) -> list[Step]:
    """The steps that this person may do."""
    return [step for step in STEPS if step.resource in metas and "create" in metas[step.resource].can]


def count_records(client: Calls, metas: Mapping[str, ResourceMeta]) -> dict[str, int]:
    """How many records each step has; blocking, for a job."""
    wanted = [metas[step.resource] for step in open_steps(metas)]
    pages = {meta.name: client.page(meta, offset=0, limit=1) for meta in wanted}
    return {name: page.total or 0 for name, page in pages.items()}
