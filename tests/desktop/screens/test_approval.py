"""A decision that needs others, as three people live it: asked, looked at, agreed to, carried out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from fofal_desktop.dialogs.deed import DeedDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.views.approval import ApprovalBar
from fofal_desktop.views.pages.approval_request import ApprovalRequestPage
from tests.desktop.screens.driving import child, notices, open_record
from tests.support.api import Api, code
from tests.support.people import holder_token

MOVES, REQUESTS, RULES = "inventory.stock-moves", "approvals.requests", "approvals.rules"


@pytest.fixture
def chief(api, server):
    """Somebody whose word counts; without a rule, nobody's does."""
    role = api.create("auth.roles", code=code("r-"), name=code("Chefs "), permissions=["*:*"])
    _, token = holder_token(server, role["code"])
    found = Api(server, token)
    rule = api.create(RULES, matter="stock_loss", min_amount="1000", role_id=role["id"])
    yield found
    api.remove(RULES, rule)
    found.close()


def loss(by: Api, api: Api):
    """A draft of a loss worth 1,000 francs."""
    thing = api.create("inventory.items", code=code("A"), name="Engrais", category="input", unit="kg")
    shed = api.create("inventory.warehouses", code=code("M"), name="Magasin")
    came = {"kind": "receipt", "item_id": thing["id"], "quantity": "10", "unit_cost": "100"}
    api.act(MOVES, api.create(MOVES, **came, destination_id=shed["id"]), "post")
    return by.create(MOVES, kind="loss", item_id=thing["id"], quantity="10", source_id=shed["id"], reason="Inondation")


def press(qtbot, page, name: str) -> None:
    """Buttons of the flow appear with the layout that follows the record."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QAbstractButton, name)))
    QTest.mouseClick(child(page, QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_who_posts_is_told_whom_it_waits_for_finds_the_request_and_hears_of_the_agreement(desktop, qtbot, api, chief):
    move = loss(api, api)
    page = open_record(desktop, qtbot, MOVES, move["id"])
    press(qtbot, page, "act-post")
    bar = page.findChild(ApprovalBar)
    qtbot.waitUntil(bar.isVisible)
    assert page.record["status"] == "draft"
    assert "Il manque l'accord de\u00a0: 1 × Chefs" in notices(page)[0]
    assert "attend l'accord" in bar.words.text()
    press(qtbot, page, "openRequest")
    qtbot.waitUntil(lambda: isinstance(desktop.window.workspace.page, ApprovalRequestPage))
    desktop.window.go(page.place)
    desktop.feed.ask_every(50)
    [request] = api.items(REQUESTS, f"record_id:eq:{move['id']}")
    chief.act(REQUESTS, request, "approve")
    qtbot.waitUntil(lambda: "Tous les accords" in bar.words.text())
    assert (bar.isVisible(), page.record["status"]) == (True, "draft")


def test_the_word_is_given_with_a_comment_and_the_first_page_says_so(desktop, qtbot, api, chief):
    move = loss(chief, api)
    answer = chief.post(f"/inventory/stock-moves/{move['id']}/post", version=move["version"])
    key = answer.json()["approval"]["request_id"]
    second = api.read("auth.users", str(desktop.client.session.user.id))
    holder = api.items(RULES, "matter:eq:stock_loss")[0]["role_id"]
    api.update("auth.users", second, role_ids=[*second["role_ids"], holder])
    page = open_record(desktop, qtbot, REQUESTS, key)
    press(qtbot, page, "act-approve")
    dialog = child(page, DeedDialog)
    dialog.editors["comment"].set_value("Vu sur place.", {})
    press(qtbot, dialog, "sayIt")
    qtbot.waitUntil(lambda: page.record["status"] == "granted")
    assert api.read(REQUESTS, key)["signatures"][0]["comment"] == "Vu sur place."
    press(qtbot, page, "openAsked")
    qtbot.waitUntil(lambda: desktop.window.workspace.page is not page)
    bar = desktop.window.workspace.page.findChild(ApprovalBar)
    qtbot.waitUntil(lambda: "Tous les accords" in bar.words.text())


def test_a_refusal_needs_its_reason_and_nothing_typed_is_lost(desktop, qtbot, api, chief):
    move = loss(api, api)
    key = api.post(f"/inventory/stock-moves/{move['id']}/post", version=move["version"]).json()["approval"][
        "request_id"
    ]
    page = open_record(desktop, qtbot, REQUESTS, key)
    press(qtbot, page, "act-refuse")
    dialog = child(page, DeedDialog)
    press(qtbot, dialog, "sayIt")
    assert dialog.isVisible()
    dialog.editors["reason"].set_value("Pas de photo.", {})
    press(qtbot, dialog, "sayIt")
    qtbot.waitUntil(dialog.problem.isVisible)  # this person's role is none of those asked for
    assert dialog.editors["reason"].value() == "Pas de photo."
    assert page.findChild(Question) is None
    assert chief.read(REQUESTS, key)["status"] == "pending"
