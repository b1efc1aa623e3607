"""The weather and the rain book."""

import dataclasses

from PySide6.QtGui import QAction

from fofal_desktop.models.rain_saving import BookPage
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.grab_screens.invented_weather import invented_flags, invented_outlook
from tests.desktop.looks.walk import rests


def shoot_weather(camera: Camera) -> None:
    """Without a provider, with invented days, each view over time; then the thresholds and the rain book."""
    page = camera.open(Place("page", "weather"))
    camera.wait(lambda: page.outlook is not None and rests(page))
    camera.shoot("weather-none")
    today = page.client.clock.today()
    page.show_outlook(invented_outlook(page.outlook.state, page.client.clock.now(), today))
    page.show_flags(invented_flags(today))
    camera.shoot("weather-now")
    for place, view in enumerate(page.charts.views):
        page.charts.told.setText("")
        page.charts.view.setCurrentIndex(place)
        page.charts.draw()
        camera.wait(lambda: page.charts.told.text() != "")
        page._body.verticalScrollBar().setValue(page._body.verticalScrollBar().maximum())
        camera.shoot(f"weather-{view.name}")
    page.findChild(QAction, "action-thresholds").trigger()
    camera.wait(lambda: rests(camera.desktop.window.workspace.page))
    camera.shoot("weather-thresholds")
    shoot_rain_book(camera)


def shoot_rain_book(camera: Camera) -> None:
    """A month with mistakes in it, one of many sites, none."""
    book = camera.open(Place("page", "rain-book"))
    camera.wait(lambda: book.loaded and rests(book))
    camera.shoot("rain-book")
    for day, words in ((1, "12,4"), (2, "abc"), (3, "0")):
        book.book.setData(book.book.place_of(0, day), words)
    book.save()
    camera.shoot("rain-book-problems")
    before = book.shown
    columns = [dataclasses.replace(before.columns[0], name=f"Site {n} (démo)", typed={}) for n in range(1, 21)]
    book.show_month(BookPage(book.month, columns, 0, 43))
    camera.shoot("rain-book-many")
    book.show_month(BookPage(book.month, []))
    camera.shoot("rain-book-none")
