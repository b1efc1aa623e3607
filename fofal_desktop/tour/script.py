"""The tour itself: from the sign-in to a harvest in stock, a conflict between two windows, and the trail of it all."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.conditions import Condition, same_value
from fofal_desktop.dialogs.conflict import MINE, ConflictDialog
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.tour.hands import (
    act,
    expect,
    go,
    loaded,
    paste,
    pick,
    rehearse,
    rows,
    save,
    store,
    type_in,
    wizard_of,
)
from fofal_desktop.tour.people import SEATS
from fofal_desktop.tour.stage import Script, Stage, Wait, calm, dialog
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage

FILES = Path(__file__).resolve().parents[2] / "resources" / "demo"
PLOTS, WRONG_ITEMS, ITEMS = FILES / "parcelles_demo.geojson", FILES / "articles_a_corriger.csv", FILES / "articles.csv"
PLOT_COUNT, GANG = 28, 6

Record = dict[str, Any]


def tour(stage: Stage, desktops: Mapping[str, Desktop]) -> Script:
    """Every step, each with its picture."""
    manager, second, keeper, administrator = (desktops[seat] for seat in SEATS)
    yield from _come_in(stage, desktops)
    yield from _import_plots(stage, manager)
    yield from _import_items(stage, keeper)
    harvest = yield from _harvest(stage, manager)
    yield from _see_stock(stage, keeper, harvest)
    yield from _disagree(stage, manager, second, harvest)
    yield from _see_trail(stage, administrator, harvest)


def _come_in(stage: Stage, desktops: Mapping[str, Desktop]) -> Script:
    for desktop in desktops.values():
        yield _entered(desktop)
        person = desktop.client.session.user
        stage.tell(f"connecté : {person.full_name if person else '?'}")
    manager = desktops[SEATS[0]]
    yield calm()
    stage.picture(manager.window, "accueil")


def _entered(desktop: Desktop) -> Wait:
    return Wait(lambda: bool(desktop.metas), "connexion par ticket")


def _list(desktop: Desktop, name: str) -> ListPage:
    return go(desktop, Place("list", name), ListPage)


def _import_plots(stage: Stage, manager: Desktop) -> Script:
    page = _list(manager, "agronomy.plots")
    yield loaded(page)
    before = rows(page)
    yield from rehearse(page, PLOTS)
    stage.picture(manager.window, "parcelles-apercu")
    yield from store(page)
    stage.picture(manager.window, "parcelles-importees")
    wizard_of(page).accept()
    yield Wait(lambda: rows(page) == before + PLOT_COUNT, f"{PLOT_COUNT} parcelles de plus")
    yield calm()
    stage.picture(manager.window, "parcelles")
    stage.tell(f"{PLOT_COUNT} parcelles importées de {PLOTS.name}, surfaces géodésiques calculées par le serveur")


def _import_items(stage: Stage, keeper: Desktop) -> Script:
    page = _list(keeper, "inventory.items")
    yield loaded(page)
    before = rows(page)
    yield from rehearse(page, WRONG_ITEMS)
    wizard = wizard_of(page)
    expect(not wizard.go.isEnabled(), "un fichier fautif ne doit pas pouvoir être enregistré")
    stage.picture(keeper.window, "articles-erreurs")
    stage.tell(f"{WRONG_ITEMS.name} : {wizard.found.tabText(0)}, rien n'est enregistré")
    yield from rehearse(page, ITEMS)
    stage.picture(keeper.window, "articles-apercu")
    yield from store(page)
    yield Wait(lambda: rows(page) > before, "les articles importés")
    stored = rows(page)
    stage.tell(f"{ITEMS.name} : {stored - before} articles enregistrés")
    wizard.take_back()
    yield Wait(lambda: rows(page) == before, "l'import repris en entier")
    stage.picture(keeper.window, "articles-repris")
    stage.tell("l'import est repris en entier")
    wizard.accept()
    yield Wait(lambda: dialog(ImportWizard) is None, "l'assistant fermé")
    yield from rehearse(page, ITEMS)
    yield from store(page)
    wizard_of(page).accept()
    yield Wait(lambda: rows(page) == stored, "les articles de nouveau")
    yield calm()
    stage.picture(keeper.window, "articles")
    stage.tell("les articles sont de nouveau enregistrés")


def _first(desktop: Desktop, name: str, *filters: str, limit: int = 1) -> list[Record]:
    """Records that the person may see, as a person would look them up before typing their codes."""
    return desktop.client.page(desktop.metas[name], offset=0, limit=limit, filters=filters).items


def _harvest(stage: Stage, manager: Desktop) -> Any:
    [plot] = _first(manager, "agronomy.plots", f"code:eq:{_first_code()}")
    [warehouse] = _first(manager, "inventory.warehouses")
    gang = _first(manager, "hr.employees", limit=GANG)
    page = go(manager, Place("new", "agronomy.harvests"), RecordPage)
    yield from pick(page, "plot_id", str(plot["code"]))
    type_in(page, "harvested_on", "j")
    yield from pick(page, "warehouse_id", str(warehouse["code"]))
    paste(page, "lines", _sheet(gang))
    yield Wait(lambda: len(page.form.values()["lines"]) == len(gang), "la feuille de l'équipe")
    yield Wait(lambda: not page.form.unreadable(), "les ouvriers reconnus")
    yield calm()
    stage.picture(manager.window, "recolte-saisie")
    yield from save(page)
    stage.picture(manager.window, "recolte-enregistree")
    yield from act(page, "confirm")
    yield calm()
    stage.picture(manager.window, "recolte-confirmee")
    record = page.record or {}
    expect(bool(record.get("lot_id")), "la récolte confirmée n'a pas de lot")
    stage.tell(f"récolte confirmée : {record['total_weight_kg']} kg, lot {record['lot_label']}")
    return record


def _first_code() -> str:
    """The code of the first plot of the imported file."""
    found = json.loads(PLOTS.read_text(encoding="utf-8"))
    return str(found["features"][0]["properties"]["code"])


def _sheet(gang: list[Record]) -> str:
    """The gang's day as a spreadsheet holds it: worker, bunches by ripeness, loose fruit, weight."""
    lines = []
    for number, worker in enumerate(gang):
        ripe, under = 60 + 7 * number, 3 + number % 3
        lines.append(
            "\t".join(map(str, (worker["code"], ripe, under, number % 2, 1, 0, f"{4 + number},5", 900 + 35 * number)))
        )
    return "\n".join(lines)


def _see_stock(stage: Stage, keeper: Desktop, harvest: Record) -> Script:
    balances = _list(keeper, "inventory.stock-balances")
    yield loaded(balances)
    balances.set_condition(_lot_condition(balances, harvest))
    yield Wait(lambda: rows(balances) == 1, "le lot en stock")
    yield calm()
    stage.picture(keeper.window, "stock-du-lot")
    lot = go(keeper, Place("record", "inventory.lots", str(harvest["lot_id"])), RecordPage)
    yield Wait(lambda: lot.record is not None, "le lot")
    expect((lot.record or {}).get("plot_id") == harvest["plot_id"], "le lot ne mène pas à sa parcelle")
    yield calm()
    stage.picture(keeper.window, "lot-et-parcelle")
    stage.tell("le lot est en stock et mène à sa parcelle")
    yield from _export(stage, keeper)


def _lot_condition(page: ListPage, harvest: Record) -> Condition:
    field = page.resource.fields["lot_id"]
    return same_value(field, {"lot_id": harvest["lot_id"], "lot_label": harvest["lot_label"]})


def _export(stage: Stage, keeper: Desktop) -> Script:
    page = _list(keeper, "inventory.items")
    page.search.setText("engrais")
    yield Wait(lambda: page.table.records.search == "engrais", "la recherche")
    yield loaded(page)
    page.table.records.set_order(["-name"])
    yield loaded(page)
    page.open_export()
    yield Wait(lambda: dialog(ExportDialog) is not None, "l'export")
    box = dialog(ExportDialog)
    target = stage.folder / "articles.xlsx"
    target.unlink(missing_ok=True)
    if isinstance(box, ExportDialog):
        box.target.setText(str(target))
        stage.picture(keeper.window, "export")
        box.export()
    yield Wait(target.exists, "le classeur")
    yield calm()
    stage.picture(keeper.window, "articles-filtres")
    stage.tell(f"{rows(page)} articles filtrés, triés et exportés ({target.stat().st_size} octets)")


def _disagree(stage: Stage, one: Desktop, other: Desktop, harvest: Record) -> Script:
    place = Place("record", "agronomy.plots", str(harvest["plot_id"]))
    first, second = go(one, place, RecordPage), go(other, place, RecordPage)
    yield Wait(lambda: first.record is not None and second.record is not None, "la parcelle dans deux fenêtres")
    type_in(second, "name", "Nom du second poste (démo)")
    type_in(first, "name", "Nom du premier poste (démo)")
    yield from save(first)
    second.save()
    yield Wait(lambda: dialog(ConflictDialog) is not None, "les deux versions côte à côte")
    yield calm()
    stage.picture(other.window, "conflit")
    box = dialog(ConflictDialog)
    if isinstance(box, ConflictDialog):
        box.take_all(MINE)
        before = second.record
        box.save.click()
        yield Wait(lambda: second.record is not before, "le choix enregistré")
    second.open_history()
    yield Wait(lambda: dialog(HistoryDialog) is not None, "l'historique")
    history = dialog(HistoryDialog)
    yield Wait(lambda: isinstance(history, HistoryDialog) and history.model.rowCount() > 1, "les changements")
    stage.picture(other.window, "historique")
    stage.tell("deux fenêtres, deux versions : la seconde a vu les deux et choisi ; l'historique le dit")
    if history is not None:
        history.close()


def _see_trail(stage: Stage, administrator: Desktop, harvest: Record) -> Script:
    page = _list(administrator, "auth.audit-events")
    yield loaded(page)
    expect(rows(page) > 0, "le journal d'audit est vide")
    yield calm()
    stage.picture(administrator.window, "journal-audit")
    stage.tell(f"journal d'audit : {rows(page)} faits, dont la récolte {harvest['name']}")
