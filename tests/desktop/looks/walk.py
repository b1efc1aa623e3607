"""One walk through every screen: each is opened, comes to rest, is judged and is left again."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from fofal_desktop.app import Desktop
from fofal_desktop.pieces import Pieces
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage
from tests.desktop.looks.everywhere import UNITS, dialogs, places

DEPTH = 4
"""How often what holds something else is laid out anew before all of it is."""
Wait = Callable[[Callable[[], bool]], None]


def rests(screen: QWidget) -> bool:
    """Whether nothing is under way on it."""
    waits = any(busy.isVisible() for busy in screen.findChildren(QWidget, "busy"))
    return not waits and not any(work.left for work in screen.findChildren(Pieces))


def lay_out() -> None:
    """All that waits to find its place finds it now; nothing else happens meanwhile."""
    for _turn in range(DEPTH):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def offer_all(page: QWidget) -> None:
    """A form with all of its deeds at once, which needs the most room."""
    if isinstance(page, RecordPage) and page.resource.actions:
        record = {"allowed": [action.name for action in page.resource.actions]}
        page.heading.fill(page.title, record, readonly=False)


def every_screen(desktop: Desktop, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    """Its name and the screen itself, one after the other; ``wait`` runs the program until something is so."""
    window = desktop.window
    window.activateWindow()
    wait(window.isActiveWindow)
    lay_out()
    yield "home", window
    for place in places(desktop.metas):
        page = window.go(place)
        if page is None:
            continue
        wait(lambda page=page: rests(page))
        offer_all(page)
        lay_out()
        yield f"{place.kind} {place.name}", page
        window.workspace.drop_all()
    rows = window.go(Place("list", UNITS))
    rows.details.show_on(on=True)
    own = window.workspace.take_out(rows)
    wait(lambda: rests(own) and own.isActiveWindow())
    lay_out()
    yield "in a window of its own", own
    window.workspace.drop_all()
    window.activateWindow()
    wait(window.isActiveWindow)
    for name, make in dialogs(desktop):
        dialog = make()
        dialog.show()
        dialog.activateWindow()
        wait(lambda dialog=dialog: rests(dialog) and dialog.isActiveWindow())
        lay_out()
        yield name, dialog
        dialog.close()
        window.activateWindow()
        wait(window.isActiveWindow)
