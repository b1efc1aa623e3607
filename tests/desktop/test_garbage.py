"""Garbage with widgets in it is destroyed on the GUI thread, whoever made it."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from fofal_desktop import garbage
from fofal_desktop.jobs import Job


class Knot:
    """Refers to itself and notes on which thread it is undone."""

    def __init__(self, undone):
        self.itself, self.undone = self, undone

    def __del__(self):
        self.undone.append(threading.current_thread())


def test_garbage_of_any_thread_is_collected_by_the_gui_thread(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(garbage, "YOUNG_MS", 5)
    collector = garbage.install(qapp)
    assert not gc.isenabled()
    undone, told = [], []

    def work():
        for _ in range(3):
            Knot(undone)
        return sum(len([{}]) for _ in range(20_000))  # would set the automatic collector going here

    owner = QObject()
    Job(owner, work, told.append, told.append).start()
    qtbot.waitUntil(lambda: len(undone) == 3)
    assert set(undone) == {threading.main_thread()}
    collector.stop()
    collector.deleteLater()


def test_old_garbage_goes_too(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(garbage, "YOUNG_MS", 1)
    collector = garbage.install(qapp)
    undone = []
    knot = Knot(undone)
    glimpse = weakref.ref(knot)
    gc.collect()
    gc.collect()  # it is old now
    del knot
    qtbot.waitUntil(lambda: glimpse() is None)
    assert undone == [threading.main_thread()]
    collector.stop()
    collector.deleteLater()


def test_it_waits_while_the_window_is_busy_but_not_for_ever(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(garbage, "YOUNG_MS", 1)
    monkeypatch.setattr(garbage, "LATE_S", -1)  # as if something went before each of its turns
    monkeypatch.setattr(garbage, "PUT_OFF_MS", 1)
    collector, turns = garbage.install(qapp), [0]
    collected: list[int] = []
    monkeypatch.setattr(collector, "_collect", lambda: collected.append(turns[0]))
    collector.timeout.connect(lambda: turns.append(turns.pop() + 1))
    qtbot.waitUntil(lambda: len(collected) == 2)
    assert collected[1] - collected[0] == garbage.MOST + 1
    collector.stop()
    collector.deleteLater()
