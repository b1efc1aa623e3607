"""The harvest of a gang goes from the keyboard into stock."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fofal_desktop.api.keys import new_key
from fofal_desktop.fields.editors import EditorContext, editor_for
from tests.factories import made

GANG = 20
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


def press(*keys):
    for key in keys:
        for letter in key if isinstance(key, str) else [key]:
            act = QTest.keyClicks if isinstance(letter, str) else QTest.keyClick
            act(QApplication.focusWidget(), letter)


def test_a_sheet_is_typed_sent_once_and_confirmed(api, client, qtbot):
    metas = client.meta()
    harvests = metas["agronomy.harvests"]
    workers = [made(api, "hr.employees", hired_on="2019-01-07") for _ in range(GANG)]
    item = made(api, "inventory.items", category="harvest")
    crop = made(api, "agronomy.crops", item_id=item["id"])
    plot = made(api, "agronomy.plots", crop_id=crop["id"], planted_on="2015-06-01", plant_count=700)
    editor = editor_for(harvests.fields["lines"], EditorContext(client, metas))
    qtbot.addWidget(editor)
    editor.resize(1000, 600)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.grid.setFocus()
    qtbot.waitUntil(editor.grid.hasFocus)
    for place, worker in enumerate(workers):
        press(
            worker["code"].lower(), TAB, f"{40 + place}", TAB, "3", ENTER, ENTER, ENTER, ENTER, "1,5", TAB, "640", ENTER
        )
    qtbot.waitUntil(lambda: editor.problem() == "")
    lines = editor.value()
    assert [line["employee_id"] for line in lines] == [worker["id"] for worker in workers]
    values = {
        "plot_id": plot["id"],
        "harvested_on": client.clock.today().isoformat(),
        "warehouse_id": made(api, "inventory.warehouses")["id"],
        "lines": lines,
    }
    kept = client.create(harvests, values, idempotency_key=new_key())
    assert (kept["total_weight_kg"], len(kept["lines"])) == (str(640 * GANG), GANG)
    assert editor.totals.texts()[-1] == "12\u202f800"
    editor.set_value(kept["lines"], kept)
    assert editor.model.data(editor.model.index(0, 0)).startswith(workers[0]["code"])
    done = client.act(harvests, kept["id"], "confirm", kept["version"], idempotency_key=new_key())
    assert (done["status"], bool(done["lot_id"])) == ("confirmed", True)


def test_a_refusal_of_the_server_finds_its_cell(client, qtbot):
    metas = client.meta()
    editor = editor_for(metas["agronomy.harvests"].fields["lines"], EditorContext(client, metas))
    qtbot.addWidget(editor)
    editor.show_cell_problem(0, "weight_kg", "nobody has begun a line")
    editor.set_value([{"weight_kg": "640"}, {"weight_kg": "-5"}])
    editor.show_cell_problem(1, "weight_kg", "Trop petit")
    column = [field.name for field in editor.model.fields].index("weight_kg")
    assert "Trop petit" in editor.model.index(1, column).data(Qt.ItemDataRole.ToolTipRole)
