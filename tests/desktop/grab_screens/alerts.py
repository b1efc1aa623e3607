"""The centre of alerts, what a person wishes to hear, rules and lists that are sent."""

from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.own_wishes import OwnWishes
from fofal_desktop.models.alerts import SOUGHT
from fofal_desktop.views.page import Place
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.looks.walk import rests

RULES, MAILINGS = "notifications.rules", "notifications.mailings"


def shoot_alerts(camera: Camera) -> None:
    """The gravest one chosen, one that is over, none at all; wishes; a rule as it comes and while it is made."""
    page = camera.open(Place("page", "alerts"))
    page.table.selectRow(0)
    camera.wait(lambda: page.pane.alert is not None)
    camera.shoot("alerts-centre")
    page.sought.setCurrentIndex([one.name for one in SOUGHT].index("all"))
    camera.wait(lambda: rests(page))
    page.table.selectRow(page.alerts.rowCount() - 1)
    camera.wait(lambda: page.pane.alert is not None and page.pane.alert["id"] == page.alerts.alerts[-1]["id"])
    camera.shoot("alerts-all")
    page.sought.setCurrentIndex([one.name for one in SOUGHT].index("over"))
    page.least.setCurrentIndex(2)
    camera.wait(lambda: rests(page))
    camera.shoot("alerts-none")
    camera.dialog("alerts-wishes", OwnWishes(camera.desktop.client, camera.desktop.window))
    camera.close()
    shoot_rules(camera)


def shoot_rules(camera: Camera) -> None:
    """A rule of the program's own, a new one with its dialog, and a list that is sent."""
    for name in (RULES, MAILINGS):
        page = camera.open(Place("list", name))
        camera.shoot(f"alerts-list-{name}")
        first = next((one for row in range(99) if (one := page.table.records.record(row)) and one["resource"]), None)
        if first is not None:
            camera.open(Place("record", name, str(first["id"])))
            camera.shoot(f"alerts-record-{name}")
        new = camera.open(Place("new", name))
        new.form.editors["name"].set_value("Stock bas du magasin (démo)")
        new.form.editors["resource"].set_value("inventory.stock-levels")
        new.add_condition.click()
        camera.wait()
        camera.shoot(f"alerts-condition-{name}", new.findChild(FilterDialog))
        new.findChild(FilterDialog).reject()
        camera.shoot(f"alerts-new-{name}")
        for editor in new.form.editors.values():
            editor.set_value(None)
        camera.desktop.window.workspace.drop_all()
    for name in ("inventory.stock-levels", "inventory.lot-levels"):
        camera.open(Place("list", name))
        camera.shoot(f"alerts-list-{name}")
    camera.close()
