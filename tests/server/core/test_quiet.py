"""Long computing steps back for everybody else."""

import os
import sys
import threading

import pytest

from fofal_server.core.quiet import quietly


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the priority of a single thread")
def test_the_work_has_low_priority_and_its_caller_keeps_its_own() -> None:
    own = os.sched_getscheduler(0)
    assert quietly(lambda: os.sched_getscheduler(0)) == os.SCHED_IDLE != own
    assert os.sched_getscheduler(0) == own


def test_a_failure_reaches_the_caller_and_no_thread_stays() -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError):
        quietly(lambda: 1 // 0)
    assert threading.active_count() == before
