"""Work leaves the GUI thread, comes back to it, can be stopped for real and leaves no thread behind."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from fofal_desktop import jobs
from fofal_desktop.api import cancel
from fofal_desktop.api.errors import Cancelled
from fofal_desktop.jobs import Job
from fofal_desktop.parts import tight
from fofal_desktop.views import waiting
from tests.support.patience import PATIENCE


class Ear:
    """Notes what a job tells, and on which thread."""

    def __init__(self):
        self.heard = []

    def note(self, name):
        def listen(*values):
            assert threading.current_thread() is threading.main_thread()
            self.heard.append((name, *values))

        return listen

    def job(self, owner, work, **options):
        return Job(
            owner,
            work,
            self.note("done"),
            self.note("failed"),
            self.note("finished"),
            progressed=self.note("progressed"),
            **options,
        )


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture
def owner(qapp):
    return QObject()


def test_the_result_comes_back_to_the_gui_thread(qtbot, owner, ear):
    ear.job(owner, threading.current_thread).start()
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    (done, thread), finished = ear.heard
    assert (done, finished) == ("done", ("finished",))
    assert thread is not threading.main_thread()


def test_an_error_is_told_and_the_end_too(qtbot, owner, ear):
    def work():
        raise ValueError("no")

    ear.job(owner, work).start()
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert [name for name, *_ in ear.heard] == ["failed", "finished"]
    assert str(ear.heard[0][1]) == "no"


def test_progress_is_told_before_the_end(qtbot, owner, ear):
    def work():
        for amount in (10, 20):
            jobs.report(amount)
        return "all"

    ear.job(owner, work, long=True).start()
    qtbot.waitUntil(lambda: len(ear.heard) == 4)
    assert ear.heard == [("progressed", 10), ("progressed", 20), ("done", "all"), ("finished",)]


def test_cancel_stops_work_that_looks_at_it(qtbot, owner, ear):
    begun, ended = threading.Event(), threading.Event()

    def work():
        begun.set()
        try:
            cancel.current().wait(PATIENCE)
        finally:
            ended.set()

    job = ear.job(owner, work).start()
    assert begun.wait(PATIENCE)
    job.cancel()
    job.cancel()
    assert ended.wait(PATIENCE)
    qtbot.waitUntil(lambda: ear.heard == [("finished",)])


def test_cancel_calls_what_can_wake_a_blocked_thread(qtbot, owner, ear):
    begun, woken = threading.Event(), threading.Event()

    def work():
        with cancel.current().stopping(woken.set):
            begun.set()
            assert woken.wait(PATIENCE)
            cancel.current().check()

    job = ear.job(owner, work).start()
    assert begun.wait(PATIENCE)
    job.cancel()
    qtbot.waitUntil(lambda: ear.heard == [("finished",)])


def test_work_that_waits_in_the_queue_never_starts_once_cancelled(qtbot, owner, ear):
    gate, started = threading.Event(), []
    for _ in range(jobs.LONG):
        Job(owner, lambda: gate.wait(PATIENCE), lambda _: None, print, long=True).start()
    late = ear.job(owner, lambda: started.append(1), long=True).start()
    late.cancel()
    qtbot.waitUntil(lambda: ear.heard == [("finished",)])
    gate.set()
    jobs.shutdown()
    assert started == []


def test_nothing_is_told_to_an_owner_that_is_gone(qtbot, ear):
    gate = threading.Event()
    window = QWidget()
    ear.job(window, lambda: gate.wait(PATIENCE)).start()
    window.deleteLater()
    qtbot.waitSignal(window.destroyed).wait()
    gate.set()
    qtbot.waitUntil(lambda: not jobs._running)
    assert ear.heard == []


def test_what_a_job_holds_is_let_go_on_the_gui_thread(qtbot, owner):
    class Held:
        def __del__(self):
            where.append(QThread.isMainThread())

    where, told = [], []
    held = Held()
    glimpse = weakref.ref(held)

    def work(held=held):
        raise ValueError(held)

    job = Job(owner, work, print, lambda _: told.append(1)).start()
    del work, held
    qtbot.waitUntil(lambda: told == [1])
    gc.collect()
    assert glimpse() is None  # although a worker may still hold the job
    assert where == [True]
    assert not job.cancelled


def test_shutdown_ends_every_thread_and_what_they_do(qtbot, owner, ear):
    begun = threading.Event()

    def work():
        begun.set()
        cancel.current().wait(PATIENCE)

    ear.job(owner, work).start()
    assert begun.wait(PATIENCE)
    jobs.shutdown()
    assert ear.heard == [("finished",)]
    assert [thread for thread in threading.enumerate() if "job" in thread.name] == []
    ear.job(owner, lambda: 1).start()
    qtbot.waitUntil(lambda: ("done", 1) in ear.heard)


def test_a_wish_made_earlier_stops_a_block_that_begins_later():
    wish = cancel.Cancel()
    wish.set()
    with pytest.raises(Cancelled), wish.stopping(lambda: None):
        pytest.fail("the block ran")


def test_a_file_on_its_way_beside_a_page_is_shown_stopped_and_goes_with_the_page(qtbot, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE_MS", 1)
    page, heard, begun, stopped = QWidget(), [], threading.Semaphore(0), threading.Semaphore(0)
    qtbot.addWidget(page)
    strip = waiting.Waiting()
    tight(QVBoxLayout(page)).addWidget(strip)
    page.show()

    def work():
        begun.release()
        jobs.report(2048)
        try:
            cancel.current().wait(PATIENCE)
        finally:
            stopped.release()

    strip.begin("Parcelles.kml", work, heard.append, heard.append, size=4096)
    qtbot.waitUntil(lambda: strip.isVisible() and strip.words.text() == "Parcelles.kml 2\u202fko")
    assert (strip.bar.value(), strip.bar.maximum()) == (2048, 4096)
    strip.stop.click()
    qtbot.waitUntil(lambda: not strip.isVisible())
    strip.begin("Parcelles.kml", work, heard.append, heard.append)
    assert begun.acquire(timeout=PATIENCE)
    assert begun.acquire(timeout=PATIENCE), "what never began has nothing to stop"
    page.close()
    strip.deleteLater()
    assert stopped.acquire(timeout=PATIENCE)
    qtbot.waitUntil(lambda: not isValid(strip))
    assert stopped.acquire(timeout=PATIENCE)
    assert heard == []
