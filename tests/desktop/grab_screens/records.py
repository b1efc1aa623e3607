"""Lists, new and stored records of every resource, and the dialogs that all of them share."""

from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QAction, QColor, QPainter, QPixmap

from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.keys import new_key
from fofal_desktop.api.paper import of_list
from fofal_desktop.api.request import Content, Request
from fofal_desktop.dialogs.acting import ActDialog
from fofal_desktop.dialogs.changing import ChangeDialog
from fofal_desktop.dialogs.chooser import Chooser
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.files import kept
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.grouping import GroupDialog
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.dialogs.naming import NameDialog
from fofal_desktop.dialogs.one_by_one import OneByOne
from fofal_desktop.dialogs.pasting import PasteDialog
from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.notices import Notice
from fofal_desktop.shell.notice_list import NoticeList
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.hand_made import DASHBOARD, LED_TO, MAP, OUTBOX
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.company import RESOURCE as COMPANIES
from fofal_desktop.views.pages.company_logo import DOOR
from fofal_server.contract.kinds import Operator
from fofal_server.contract.wire import DELETED, Problem
from tests.desktop.grab_screens.camera import Camera


def shoot_records(camera: Camera) -> None:
    for name in list(camera.desktop.metas):
        shoot_resource(camera, name)


def shoot_resource(camera: Camera, name: str) -> None:
    """Its list, a new record and the first stored one."""
    if camera.only and camera.only not in name and camera.only not in "list new record":
        return
    page = camera.open(Place("list", name))
    camera.shoot(f"list-{name}")
    first = page.table.records.record(0)
    if first is not None:
        _shoot_details(camera, page)
    if "create" in page.resource.can:
        camera.open(Place("new", name))
        camera.shoot(f"new-{name}")
    if first is not None:
        camera.open(Place("record", name, str(first["id"]), origin=page.trail_from(str(first["id"]))))
        camera.shoot(f"record-{name}")
    camera.close()


def _shoot_details(camera: Camera, page: ListPage) -> None:
    """The record of the first row beside its list."""
    page.details.show_on(on=True)
    page.table.selectRow(0)
    camera.wait(lambda: page.details.record is not page.table.records.record(0))
    camera.wait()
    camera.shoot(f"list-{page.place.name}-details")
    page.details.show_on(on=False)


def _shoot_deletion(camera: Camera, page: ListPage) -> None:
    """Half-way, while the third one waits; then what was refused of it."""
    held, refusal = (
        Event(),
        ApiError(Problem(type="/problems/conflict", title="Un document comptabilisé ne change plus.", status=409)),
    )
    records = [one for row in range(7) if (one := page.table.records.record(row)) is not None]

    def step(record: dict[str, Any]) -> dict[str, Any]:
        if record is records[2]:
            held.wait()
        if record in records[3:5]:
            raise refusal
        return record

    run = OneByOne(page.resource, records, "Suppression de 7 fiches", page, step)
    run.show()
    run.begin()
    camera.wait(lambda: run.busy.value() == 2)
    camera.shoot("dialog-deleting", run)
    held.set()
    camera.wait(lambda: not run.busy.isVisible())
    camera.dialog("dialog-deleted", run)


def _shoot_loss(camera: Camera, place: Place) -> None:
    """What is asked of who saves a record that is gone."""
    page, told = camera.open(place), "jean a supprimé cette fiche entre-temps (10:42)."
    page.lost.emit(ApiError(Problem(type="/problems/not-found", title="", status=404, detail=told, code=DELETED)), None)
    camera.dialog("dialog-lost", page.findChild(Question))


def shoot_dialogs(camera: Camera) -> None:
    desktop = camera.desktop
    name = next(name for name, meta in desktop.metas.items() if meta.importable and "code" in meta.filters)
    page = camera.open(Place("list", name))
    client, meta, context = desktop.client, page.resource, page.context
    camera.dialog("dialog-filter", FilterDialog(meta, context, page))
    camera.dialog("dialog-import", ImportWizard(client, meta, page))
    camera.dialog("dialog-export", ExportDialog(client, of_list(meta), page))
    moves = camera.open(Place("list", "inventory.stock-moves"))
    moves.open_groups()
    camera.wait()
    groups = moves.findChild(GroupDialog)
    camera.dialog("dialog-groups-paper", PreviewDialog(client, groups.as_paper(), moves))
    camera.dialog("dialog-groups", groups)
    _shoot_deletion(camera, moves)
    harvests = camera.open(Place("list", "agronomy.harvests"))
    _shoot_loss(camera, Place("record", name, str(page.table.records.record(0)["id"])))
    chosen = [one for row in range(9) if (one := harvests.table.records.record(row)) is not None]
    over = PasteDialog(
        client, harvests.resource, ["harvested_on", "plot_id", "grade", "lot_code"],
        [[str(one["harvested_on"]), one["plot_label"], "C", one["lot_code"] or ""] for one in chosen], harvests,
        over=chosen,
    )  # fmt: skip
    camera.dialog("dialog-paste-over", over)
    camera.dialog("dialog-act", ActDialog(harvests.resource, harvests.context, chosen, harvests))
    camera.dialog("dialog-chooser", Chooser(client, meta, page, print))
    record = page.table.records.record(0)
    if record is not None:
        code = str(record["code"])
        pasted = [[code, "Autre nom (démo)", ""], ["N1", "Nouveau (démo)", "4,5"], ["N2", "", "quatre"]]
        camera.dialog("dialog-paste", PasteDialog(client, meta, ["code", "name", "latitude"], pasted, page))
        change = ChangeDialog(meta, context, [record], page)
        change.field.setCurrentIndex(change.field.findData("name"))
        change.editor.set_value("Même nom (démo)")
        change.rehearse()
        camera.dialog("dialog-change", change)
        camera.dialog("dialog-history", HistoryDialog(client, meta, str(record["id"]), "démo", page))
        mine, theirs = {"name": "Ma version (démo)"}, {**record, "name": "Leur version (démo)", "code": "X1"}
        camera.dialog("dialog-conflict", ConflictDialog(meta, record, mine, theirs, page))
        field = meta.fields[meta.filters[0]]
        page.set_condition(Condition(field.name, Operator.EQ, str(record.get(field.name)), "démo"))
        camera.wait()
        camera.shoot("list-filtered")
    page.search.setText("zzzz")
    camera.wait(lambda: page.table.records.search == "zzzz" and not page.busy.isVisible())
    camera.shoot("list-nothing")
    camera.close()


def shoot_papers(camera: Camera) -> None:
    """A list and a record as they will be printed, under an invented logo; it is gone again afterwards."""
    if camera.only not in "paper-list paper-record paper-notices paper-notice-list paper-company paper-page":
        return
    client = camera.desktop.client
    company = client.page(camera.desktop.metas[COMPANIES], offset=0, limit=1).items[0]
    client.send(Request("POST", DOOR, upload=Content("logo.png", _logo()), key=new_key()))
    page = camera.open(Place("record", COMPANIES, str(company["id"])))
    camera.wait(page.logo.picture.isVisible)
    page.area.verticalScrollBar().setValue(10_000)
    camera.shoot("paper-company")
    moves = camera.open(Place("list", "inventory.stock-moves"))
    first = moves.table.records.record(0)
    pages = [("paper-list", moves)]
    if first is not None:
        pages.append(("paper-record", camera.open(Place("record", "inventory.stock-moves", str(first["id"])))))
    by_hand = [one for one in (DASHBOARD, OUTBOX, *LED_TO) if one is not MAP]
    pages += [(f"paper-page-{one.name}", camera.open(Place("page", one.name))) for one in by_hand]
    for name, page in pages:
        page.window().go(page.place)
        camera.wait(lambda page=page: page.place.kind != "page" or page.on_paper() is not None)
        page.findChild(QAction, "action-print").trigger()
        dialog = page.findChild(PreviewDialog)
        camera.wait(lambda dialog=dialog: dialog.view.total is not None and not dialog.busy.isVisible())
        camera.dialog(name, dialog)
    client.send(Request("DELETE", DOOR, key=new_key()))
    _shoot_notices(camera)
    camera.close()


def _logo() -> bytes:
    """A palm tree on the green of the house."""
    drawn = QPixmap(600, 240)
    drawn.fill(QColor("#2E7D32"))
    painter = QPainter(drawn)
    painter.drawPixmap(20, 20, icon("mdi6.palm-tree", "on_primary").pixmap(200, 200))
    painter.fillRect(240, 90, 320, 60, QColor("#FFA000"))
    painter.end()
    out = QBuffer()
    drawn.save(out, "PNG")
    return out.data().data()


def _shoot_notices(camera: Camera) -> None:
    window = camera.desktop.window
    window.tell(Notice("La pièce « Bon de livraison (démo) » dépasse 20 Mo.", "danger"))
    window.tell(kept(Path("Documents") / "Mouvements de stock.pdf"))
    camera.shoot("paper-notices")
    window.open_notices()
    camera.dialog("paper-notice-list", window.findChild(NoticeList))
    window.notices.clear()


def shoot_kept(camera: Camera) -> None:
    """What a person keeps of a list, and what the selected rows come to; the filters are invented."""
    page = camera.open(Place("list", "inventory.stock-balances"))
    heads, user = page.table.heads, camera.desktop.client.session.user
    heads.set_order(("item_id", "-quantity"))
    page.table.selectAll()
    camera.wait(lambda: page.foot.sums.text() != "")
    camera.shoot("kept-sums")
    page.set_condition(Condition("quantity", Operator.GT, "0", "0"))
    saved = {"conditions": ["quantity:gt:0"], "search": None, "version": 1}
    mine = saved | {"id": "1", "name": "En stock (démo)", "owner_id": str(user.id), "shared": True}
    theirs = saved | {"id": "2", "name": "À commander (démo)", "owner_id": "", "owner_label": "awa", "shared": True}
    page.saved.current = mine
    camera.dialog("kept-filters", page.saved.menu([theirs, mine]))
    camera.dialog("kept-name", NameDialog(page, page.saved.tr("Save this filter"), "", str, print))
    camera.close()
