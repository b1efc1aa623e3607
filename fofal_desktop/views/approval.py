"""What a record waits for: a line over the form that says whose agreement is missing, with the way to the request."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fofal_desktop.api.client import Client
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import ask
from fofal_desktop.jobs import changes
from fofal_desktop.parts import GAP, button, label, mark, tight
from fofal_server.contract.meta import ResourceMeta

RESOURCE = "approvals.requests"
OPEN = "status:in:pending|granted"


def approval_bar(context: EditorContext, resource: ResourceMeta) -> "ApprovalBar | None":
    """The line for a resource of which some deeds need others to agree, and for who may see their requests."""
    requests = context.metas.get(RESOURCE)
    if requests is None or context.show is None or not any(action.approvable for action in resource.actions):
        return None
    return ApprovalBar(context.client, requests, context.show)


class ApprovalBar(QFrame):
    """Hidden while nothing is waited for; ``show`` opens the request."""

    def __init__(self, client: Client, requests: ResourceMeta, show: Callable[[ResourceMeta, str], Any]) -> None:
        super().__init__()
        self.setObjectName("banner")
        mark(self, "notice", "info")
        self._client, self._requests = client, requests
        self._about = self._key = ""
        self.words = label("", "bannerText", wrap=True)
        self.open = button(self.tr("See the request"), "openRequest", "", requests.icon)
        self.open.clicked.connect(lambda: show(requests, self._key))
        row = tight(QHBoxLayout(self), GAP, GAP + 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.open)
        self.hide()
        changes.happened.connect(self._on_changes)

    def show_for(self, record: dict[str, Any]) -> None:
        """Ask whether something is waited for on this record; nothing is shown when the answer does not come."""
        self._about = str(record["id"])
        self._look()

    def _on_changes(self, names: set[str]) -> None:
        if RESOURCE in names and self._about:
            self._look()

    def _look(self) -> None:
        filters = (f"record_id:eq:{self._about}", OPEN)
        ask(
            self,
            lambda: self._client.page(self._requests, offset=0, limit=1, filters=filters, total=False).items,
            self._show,
            lambda _error: self.hide(),
        )

    def _show(self, found: list[dict[str, Any]]) -> None:
        self.setVisible(bool(found))
        if not found:
            return
        self._key = str(found[0]["id"])
        granted = found[0]["status"] == "granted"
        waits = self.tr("This record waits for the agreement of others. Meanwhile it stays as it is.")
        self.words.setText(self.tr("Everybody has agreed: the action can be carried out.") if granted else waits)


def missing_words(approval: dict[str, Any]) -> str:
    """Who has still to agree, for a notice: «2 × Direction»."""
    told = ", ".join(f"{one['persons']} × {one['role']}" for one in approval["missing"])
    return QCoreApplication.translate("ApprovalBar", "Requested. Agreement is missing from: {0}").format(told)
