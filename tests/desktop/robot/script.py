"""A day at the office by keys and mouse: come in, bring a file, type a gang's sheet, leave, lose the server, go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.tour.hands import loaded, rows
from fofal_desktop.tour.stage import Script, Stage, TourError, Wait, dialog
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage
from tests.benchmarks.desktop.pauses import Pauses
from tests.desktop.line import Line
from tests.desktop.robot.steps import Person, holds_focus

LIST, NEW, RECORD = "list", "new", "record"
HARVESTS, SITES = "agronomy.harvests", "settings.sites"
KILOGRAMS = 640
"""What each of the gang cuts; the sheet is as many times as heavy as it has lines."""


@dataclass(frozen=True)
class Day:
    """``given`` is what the server holds for this day: name, password, codes of the plot, the store and the gang."""

    person: Person
    stage: Stage
    line: Line
    pauses: Pauses
    given: Mapping[str, Any]

    def script(self) -> Script:
        """The whole day."""
        yield from self._come_in("sign-in")
        yield from self._bring_a_file()
        yield from self._type_the_sheet()
        yield from self._confirm()
        yield from self._take_a_list_along()
        yield from self._leave()
        yield from self._come_in("sign-in again")
        yield from self._lose_the_server()

    def _begin(self, doing: str) -> None:
        self.pauses.doing = doing
        self.stage.tell(doing)

    def _come_in(self, doing: str) -> Script:
        self._begin(doing)
        entrance, hands = self.person.desktop.entrance, self.person.hands
        yield Wait(lambda: entrance.sign_in is not None and entrance.sign_in.isActiveWindow(), "la connexion")
        sign_in = entrance.sign_in
        if sign_in is None:
            raise TourError("la connexion s'est refermée")
        yield from self.person.reach(sign_in.username)
        hands.key("ctrl+a")
        hands.write(self.given["username"])
        yield from self.person.reach(sign_in.password)
        hands.write(self.given["password"])
        hands.key("Return")
        yield Wait(lambda: bool(self.person.desktop.metas) and self.person.desktop.window.furnished, "les modules")
        yield Wait(self.person.desktop.window.isActiveWindow, "la fenêtre devant")

    def _list(self, words: str, name: str) -> Script:
        """A list by its name, with its rows."""
        yield from self.person.go(words, lambda: self._is_at(Place(LIST, name)))
        page = self.person.page(ListPage)
        yield loaded(page)
        yield Wait(lambda: holds_focus(page), "le clavier dans la liste")

    def _is_at(self, place: Place) -> bool:
        page = self.person.desktop.window.workspace.page
        return page is not None and (page.place.kind, page.place.name) == (place.kind, place.name)

    def _bring_a_file(self) -> Script:
        self._begin("import")
        yield from self._list("sites", SITES)
        page = self.person.page(ListPage)
        before = rows(page)
        yield from self.person.opened(ImportWizard, "ctrl+i")
        wizard = dialog(ImportWizard)
        if not isinstance(wizard, ImportWizard):
            raise TourError("pas d'assistant d'import")
        yield from self.person.reach(wizard.source)
        self.person.hands.write(self.given["sites"])
        yield Wait(lambda: wizard.source.text() == self.given["sites"] and wizard.go.isEnabled(), "le fichier nommé")
        self.person.hands.click(wizard.go)
        yield Wait(lambda: wizard.steps.currentIndex() == 1 and wizard.go.isEnabled(), "le fichier vérifié")
        self.person.hands.click(wizard.go)
        yield Wait(lambda: wizard.steps.currentIndex() == 2 and not wizard.busy.isVisible(), "le fichier enregistré")
        self.person.hands.key("Escape")
        yield Wait(lambda: dialog(ImportWizard) is None and rows(page) == before + 2, "deux sites de plus")

    def _type_the_sheet(self) -> Script:
        """Sixty lines without the mouse."""
        self._begin("a new sheet")
        yield from self._list("recoltes", HARVESTS)
        self.person.hands.key("ctrl+n")
        yield Wait(lambda: self._is_at(Place(NEW, HARVESTS)), "une récolte neuve")
        page = self.person.page(RecordPage)
        yield from self.person.fill(page, "plot_id", self.given["plot"])
        yield from self.person.fill(page, "harvested_on", "j")
        self._begin("a gang sheet of 60 lines")
        yield from self._lines(page)
        self._begin("the rest of the sheet")
        yield from self.person.fill(page, "warehouse_id", self.given["warehouse"])
        yield from self.person.save(page)
        record = page.record or {}
        weight = KILOGRAMS * len(self.given["gang"])
        if (len(record["lines"]), record["total_weight_kg"]) != (len(self.given["gang"]), str(weight)):
            raise TourError(f"{len(record['lines'])} lignes, {record['total_weight_kg']} kg")

    def _lines(self, page: RecordPage) -> Script:
        """Nothing is waited for between two keys: who types looks at the paper."""
        editor, hands = page.form.editors["lines"], self.person.hands
        if not isinstance(editor, LinesEditor):
            raise TourError("la récolte n'a pas de lignes")
        yield from self.person.reach(editor.grid)
        for place, code in enumerate(self.given["gang"]):
            hands.write(code)
            hands.key("Tab")
            hands.write(str(40 + place))
            hands.key("Tab")
            hands.write("3")
            hands.key("Return", "Return", "Return", "Return")
            hands.write("1,5")
            hands.key("Tab")
            hands.write(str(KILOGRAMS))
            hands.key("Return")
        told = len(self.given["gang"])
        yield Wait(lambda: len(editor.value()) == told and not editor.problem(), f"{told} lignes")
        hands.write(self.given["gang"][0])
        hands.key("Tab")
        yield Wait(lambda: len(editor.value()) == told + 1, "une ligne de trop")
        hands.key("ctrl+Delete")
        yield Wait(lambda: len(editor.value()) == told, "la ligne de trop retirée")
        hands.key("ctrl+End", "Tab")
        yield Wait(lambda: not holds_focus(editor.grid), "sorti de la grille")

    def _confirm(self) -> Script:
        self._begin("confirming")
        page = self.person.page(RecordPage)
        yield from self.person.press("act-confirm")
        yield from self.person.press("answer-yes")
        yield Wait(lambda: (page.record or {}).get("status") == "confirmed", "la récolte confirmée")

    def _take_a_list_along(self) -> Script:
        self._begin("search and export")
        yield from self._list("sites", SITES)
        page, target = self.person.page(ListPage), self.stage.folder / "sites.csv"
        self.person.hands.key("ctrl+f")
        yield Wait(lambda: holds_focus(page.search), "la recherche")
        self.person.hands.write("robot")
        yield Wait(lambda: page.table.records.search == "robot" and rows(page) == 2, "les deux sites du fichier")
        yield from self.person.opened(ExportDialog, "ctrl+e")
        box = dialog(ExportDialog)
        if not isinstance(box, ExportDialog):
            raise TourError("pas d'export")
        for choice in (box.formats["csv"], box.heading):
            self.person.hands.click(choice)
        yield Wait(lambda: box.format == "csv" and not box.heading.isChecked(), "un CSV sans en-tête")
        yield from self.person.reach(box.target)
        self.person.hands.key("ctrl+a")
        self.person.hands.write(str(target))
        yield Wait(lambda: box.target.text() == str(target), "le nom du fichier")
        self.person.hands.key("Return")
        yield Wait(lambda: is_whole(target), "le fichier exporté")

    def _leave(self) -> Script:
        self._begin("sign-out")
        yield Wait(lambda: dialog(ExportDialog) is None and self.person.desktop.window.isActiveWindow(), "la fenêtre")
        entrance = self.person.desktop.entrance
        yield from self.person.go("se deconnecter", lambda: entrance.sign_in is not None)

    def _lose_the_server(self) -> Script:
        self._begin("server lost")
        window, name = self.person.desktop.window, "Nom tape pendant la coupure"
        yield from self._list("sites", SITES)
        page = self.person.page(ListPage)
        self.person.hands.key("ctrl+f")
        self.person.hands.write("robot")
        yield Wait(lambda: page.table.records.search == "robot" and rows(page) == 2, "les deux sites")
        self.person.hands.key("Tab")
        yield from self.person.reach(page.table)
        self.person.hands.key("ctrl+Home", "Return")
        yield Wait(lambda: self._is_at(Place(RECORD, SITES)), "la fiche")
        record = self.person.page(RecordPage)
        yield Wait(lambda: record.record is not None, "la fiche lue")
        self.line.cut()
        yield from self.person.fill(record, "name", name)
        self.person.hands.key("ctrl+s")
        yield Wait(lambda: record.summary.isVisible() and record.dirty, "la fiche gardée et le refus dit")
        yield Wait(lambda: window.status.state.property("state") == "offline", "la coupure dite au pied")
        self._begin("server back")
        self.line.mend()
        yield Wait(lambda: window.status.state.property("state") in {"online", "slow"}, "le retour dit au pied")
        yield from self.person.save(record)
        if (record.record or {}).get("name") != name:
            raise TourError("ce qui a été tapé pendant la coupure n'est pas enregistré")


def is_whole(target: Path) -> bool:
    """Three lines: the head and the two sites."""
    return target.exists() and len(target.read_text(encoding="utf-8-sig").strip().splitlines()) == 3
