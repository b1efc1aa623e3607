"""The figures of the page of operations in words of the person: sizes, ages, and what stands under them."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from fofal_desktop.models.age import ago
from fofal_desktop.models.operations import Operations

NOTHING = "—"
JOB_ALERTS = ("job-failing", "outbox-given-up")
P95_MS = 100
"""What the service promises of 95 calls in a hundred."""

translate = QCoreApplication.translate


def size(value: float | None) -> str:
    """Bytes as a person reads them."""
    if value is None:
        return NOTHING
    return QLocale().formattedDataSize(int(value), 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def age(state: Operations, moment: datetime | None) -> str:
    """How long ago, in the one unit that matters."""
    return NOTHING if moment is None else ago(state.overview.at, moment)


def count(value: float | None) -> str:
    """A whole number; a dash for what is not measured."""
    return NOTHING if value is None else QLocale().toString(int(value))


def worst(state: Operations) -> str:
    """What the gravest open alert says."""
    return state.gravest_told() or translate("Operations", "Nothing to report")


def newest(state: Operations) -> str:
    """The age of the newest good set."""
    return age(state, next((one.made_at for one in state.overview.sets if one.state == "good"), None))


def sets(state: Operations) -> str:
    """How many good sets there are, and whether they lie elsewhere too."""
    good = sum(one.state == "good" for one in state.overview.sets)
    if not good:
        return translate("Operations", "No good backup yet")
    if state.overview.copied:
        return translate("Operations", "%n good, copied elsewhere", "", good)
    return translate("Operations", "%n good, without a copy", "", good)


def drilled(state: Operations) -> str:
    """The age of the last restoration on trial."""
    return age(state, state.moment("fofal_drill_last_timestamp_seconds"))


def proved(state: Operations) -> str:
    """What came of it."""
    ok = state.number("fofal_drill_last_ok")
    if ok is None:
        return translate("Operations", "Never restored on trial")
    return translate("Operations", "Restored and proved") if ok else translate("Operations", "Not proved")


def logged(state: Operations) -> str:
    """The age of the newest piece of the log: what would be lost with the machine."""
    return age(state, state.moment("fofal_backup_log_timestamp_seconds"))


def at_risk(_state: Operations) -> str:
    return translate("Operations", "lost with the machine, at most")


def answers(state: Operations) -> str:
    """Below which 95 of 100 calls of the month were answered."""
    value = state.month["p95_ms"] if state.month else None
    return NOTHING if value is None else translate("Operations", "{0} ms").format(count(value))


def promised(state: Operations) -> str:
    """What is aimed at, and how much of the month the service was there."""
    if state.present is None:
        return translate("Operations", "95 in 100, this month; goal {0} ms").format(P95_MS)
    share = QLocale().toString(float(state.present), "f", 2)
    return translate("Operations", "goal {0} ms; there {1} % of the month").format(P95_MS, share)


def database(state: Operations) -> str:
    return size(state.number("fofal_database_size_bytes"))


def connections(state: Operations) -> str:
    used, most = (state.number(f"fofal_database_connections_{part}") for part in ("all", "most"))
    return translate("Operations", "{0} of {1} connections").format(count(used), count(most))


def free(state: Operations) -> str:
    """The share of the disk of the data."""
    room, total = (state.number(f"fofal_disk_{part}_bytes", place="data") for part in ("free", "total"))
    return NOTHING if room is None or not total else f"{QLocale().toString(100 * room / total, 'f', 0)} %"


def room(state: Operations) -> str:
    return size(state.number("fofal_disk_free_bytes", place="data"))


def memory(state: Operations) -> str:
    return size(state.number("fofal_process_memory_bytes"))


def load(state: Operations) -> str:
    """How many programs wait for a processor; empty where the system does not say."""
    busy, processors = state.number("fofal_load"), state.number("fofal_processors")
    if busy is None or not processors:
        return ""
    words = translate("Operations", "load {0} for %n processor(s)", "", int(processors))
    return words.format(QLocale().toString(busy, "f", 1))


def sessions(state: Operations) -> str:
    return count(state.number("fofal_sessions"))


def accounts(state: Operations) -> str:
    return translate("Operations", "%n active account(s)", "", int(state.number("fofal_users") or 0))


def jobs(state: Operations) -> str:
    """An alert may outlast the failure that it tells of: a person has not said yet that it is over."""
    failed = int(state.number("fofal_job_failed") or 0)
    if failed:
        return translate("Operations", "%n failed", "", failed)
    return (
        translate("Operations", "to be seen to") if state.gravest(JOB_ALERTS) else translate("Operations", "in order")
    )


def at_work(state: Operations) -> str:
    """The jobs that run, else whether anybody leads them."""
    if names := [one["name"] for one in state.running()]:
        return ", ".join(names)
    led = state.number("fofal_scheduler_leader")
    return translate("Operations", "Led by a server") if led else translate("Operations", "Led by nobody")


def waiting(state: Operations) -> str:
    return count(state.number("fofal_mail_messages", state="waiting"))


def given_up(state: Operations) -> str:
    """Letters that wait for a person."""
    lost = int(state.number("fofal_mail_messages", state="given_up") or 0)
    return translate("Operations", "%n given up", "", lost) if lost else translate("Operations", "none given up")


def behind(state: Operations) -> str:
    """For how long the oldest event of the trail has waited for its seal."""
    seconds = state.number("fofal_audit_unsealed_seconds")
    return NOTHING if seconds is None else translate("Operations", "{0} s behind").format(count(seconds))


def sealed(_state: Operations) -> str:
    return translate("Operations", "sealed into a chain")
