"""One desktop signed in at a server of its own, driven through the course, and what it took written down."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage
from fofal_desktop.api.client import Client
from fofal_desktop.api.keys import new_key
from fofal_desktop.api.session import Session
from fofal_desktop.app import Desktop
from fofal_desktop.preferences import Preferences
from fofal_desktop.theme import fonts
from fofal_desktop.tour import quiet
from fofal_desktop.tour.stage import Stage
from tests.benchmarks import data, lent, report
from tests.benchmarks.desktop import opening
from tests.benchmarks.desktop.course import FEW, SHEET, Course
from tests.benchmarks.desktop.pauses import Longest, Pauses
from tests.benchmarks.stand import Stand, stand

ROWS, MOVES, TABS, OPENED = 1_000_000, 2_000, 1_000, 5
TITLE, QUICK = "The desktop", 20
"""``--quick`` takes a twentieth of rows and tabs, to see that the course is driven to its end; it writes no page."""


def main() -> int:
    """About eight minutes; 0 when the course was driven to its end, whatever it took."""
    quiet.install()
    part = QUICK if "--quick" in sys.argv else 1
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as name, stand(Path(name) / "data") as place:
        data.fill_parties(place.owner_url, 1, ROWS // part)
        data.fill_moves(place.owner_url, MOVES)
        ticks, server = lent.ticks(), f"http://127.0.0.1:{place.ours}"
        openings = sorted(opening.seconds(server) for _ in range(OPENED))
        course, code = driven(place, Path(name), server, ROWS // part, TABS // part + FEW)
        told = list(lines(openings, course, lent.taken_since(ticks))) if code == 0 else []
        if part == 1 and told:
            report.put(TITLE, told)
        else:
            print("\n".join(told))
    return code


def driven(place: Stand, folder: Path, server: str, rows: int, tabs: int) -> tuple[Course, int]:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FOFAL")
    app.setQuitOnLastWindowClosed(False)
    fonts.load()
    garbage.install(app)
    desktop = Desktop(app, Preferences(folder / "preferences"), server)
    desktop.window.resize(1360, 860)
    course, stage = Course(desktop, place, Pauses(), gang(place, server), rows, tabs), Stage(folder / "pictures")
    stage.ended.connect(app.exit)
    course.pauses.begin()
    desktop.start()
    stage.play(course.script())
    code = app.exec()
    course.pauses.stop()
    desktop.window.hide()
    desktop.stop()
    return course, code


def gang(place: Stand, server: str) -> list[str]:
    """The codes of as many people as a sheet has lines."""
    client = Client(Session(server, place.username), "fr")
    try:
        client.sign_in(place.username, place.password)
        staff = client.meta()["hr.employees"]
        codes = [f"BENCH{number:03d}" for number in range(SHEET)]
        for code in codes:
            body = {"code": code, "last_name": f"Mesure {code}", "hired_on": "2020-01-06"}
            client.create(staff, body, idempotency_key=new_key())
        client.sign_out()
    finally:
        client.close()
    return codes


def lines(openings: list[float], course: Course, taken: float) -> Iterator[str]:
    seen, pauses = course.seen, course.pauses
    yield (
        report.measured("desktop").replace("python -m tests.benchmarks.desktop", "python3 run.py bench --desktop") + ";"
    )
    yield f"{taken:.0%} of the processors lent to others meanwhile. Drawn offscreen; server, database and desktop on the same"
    yield f"cores; {course.rows:,} parties. The script looks every 25 ms, so times are up to that much too long.\n"
    yield "| what | median | longest | wanted |\n| --- | --- | --- | --- |"
    yield _row("process start → sign-in painted (s)", openings, 1.5)
    yield _row("password sent → first list drawn (s)", [seen.first_list], 1.0)
    yield _row("jump anywhere in the list → rows drawn (s)", seen.jumps, 0.3)
    yield _row("letters typed → records offered, of so many (s)", seen.completions, 0.15)
    few, many = seen.memory
    yield f"| memory after {FEW}, after {course.tabs:,} tabs (MB) | {few / 1024:.0f} | {many / 1024:.0f} | ≤ × 1.2, is × {many / few:.2f} |"
    yield "\nLongest pauses of the window, milliseconds (wanted: ≤ 50 of processor time, ≤ 200 on the clock):\n"
    yield "| during | processor | of it collecting garbage | clock |\n| --- | --- | --- | --- |"
    for name, one in sorted(pauses.longest.items(), key=_by_processor, reverse=True)[:12]:
        yield f"| {name} | {one.cpu:.0f} | {one.collecting:.0f} | {one.wall:.0f} |"


def _by_processor(item: tuple[str, Longest]) -> float:
    return item[1].cpu


def _row(name: str, times: list[float], wanted: float) -> str:
    times = sorted(times)
    return f"| {name} | {times[len(times) // 2]:.2f} | {times[-1]:.2f} | ≤ {wanted} |"
