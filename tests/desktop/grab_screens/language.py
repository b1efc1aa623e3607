"""The other language while one works: the map with plots chosen, the rain book with days typed."""

from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera

MAP, RAIN_BOOK = Place("page", "map"), Place("page", "rain-book")


def shoot_language(camera: Camera) -> None:
    """Both as they stand after the switch, which is taken back; what was typed goes."""
    if camera.only not in "language-map language-rain-book":
        return
    camera.desktop.window.workspace.drop_all()
    plots = camera.open(MAP)
    camera.wait(lambda: bool(plots.contents.drawn) and plots.canvas.settled)
    plots.canvas.choose(set(list(plots.canvas.plots.places)[:2]))
    book = camera.open(RAIN_BOOK)
    camera.wait(lambda: book.loaded)
    for day, words in ((1, "12,4"), (2, "abc")):
        book.book.setData(book.book.place_of(0, day), words)
    switch(camera)
    camera.shoot("language-rain-book")
    camera.open(MAP)
    camera.shoot("language-map")
    switch(camera)
    camera.desktop.window.workspace.drop_all()


def switch(camera: Camera) -> None:
    before = camera.desktop.window
    camera.desktop.switch_language()
    camera.wait(lambda: camera.desktop.window is not before)
