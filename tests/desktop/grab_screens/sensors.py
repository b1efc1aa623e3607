"""The sensors at a glance."""

import datetime as dt

from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.sensors import SensorsPage
from fofal_server.contract.sensors import SensorCard, SensorCards
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.grab_screens.invented_sensors import invented_sensors, invented_week


def shoot_sensors(camera: Camera) -> None:
    """Nothing yet, then cards of every gravity over the week of one of them, then others."""
    page = camera.open(Place("page", "sensors"))
    camera.shoot("sensors-none")
    now = page.cards.at
    cards = invented_sensors(now)
    page.show_cards(SensorCards(at=now, total=len(cards), items=cards))
    for card in (page.chosen, *(one for one in cards if one.kind in {"air_temperature", "rain"})):
        show(camera, page, card, now)
        camera.shoot(f"sensors-{card.kind}")


def show(camera: Camera, page: SensorsPage, card: SensorCard, now: dt.datetime) -> None:
    """An invented week of it, once the server has said that it knows no such sensor."""
    page.problem.say("")
    page.choose(card)
    camera.wait(page.problem.isVisible)
    page.problem.say("")
    page.show_series(card, invented_week(card, now))
