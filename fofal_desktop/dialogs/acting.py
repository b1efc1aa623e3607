"""A deed of the flow for many records: who it concerns is shown first, then it is done to one after the other."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.asking import AskedFields
from fofal_desktop.dialogs.one_by_one import OneByOne
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import name_of
from fofal_desktop.parts import GAP, clear, label, mark, named, tight
from fofal_server.contract.meta import ActionMeta, ResourceMeta

Record = dict[str, Any]


def deeds_of(resource: ResourceMeta) -> list[ActionMeta]:
    """The deeds of the flow that this person may do."""
    return [action for action in resource.actions if action.verb in resource.can]


class ActDialog(OneByOne):
    """What a deed asks is said once for all of them; ``said`` is sent with each."""

    def __init__(
        self, resource: ResourceMeta, context: EditorContext, records: Sequence[Record], parent: QWidget
    ) -> None:
        super().__init__(resource, records, "", parent, self._act)
        self.setWindowTitle(self.tr("Process together"))
        self.title.setText(self.tr("Process together: %n record(s)", "", len(records)))
        self._context, self._records = context, list(records)
        self._keys = {str(one["id"]): new_key() for one in records}
        self._name, self._said = "", dict[str, Any]()
        self.deed, self.question = named(QComboBox(), "deed"), label("", "hint", wrap=True)
        self._place = tight(QVBoxLayout(), GAP)
        self._offer_choice()
        self._show_deed()

    def _offer_choice(self) -> None:
        deeds = deeds_of(self._resource)
        for action in deeds:
            self.deed.addItem(action.label, action.name)
        first = next((place for place, one in enumerate(deeds) if any(map(self._concerned(one), self._records))), 0)
        self.deed.setCurrentIndex(first)
        self.deed.currentIndexChanged.connect(self._show_deed)
        rows = tight(QFormLayout(), GAP + 2)
        rows.addRow(self.tr("Action"), self.deed)
        self.body.insertLayout(0, rows)
        self.body.insertWidget(1, self.question)
        self.body.insertLayout(2, self._place)

    @property
    def action(self) -> ActionMeta | None:
        name = self.deed.currentData()
        return next((one for one in self._resource.actions if one.name == name), None)

    def _concerned(self, action: ActionMeta) -> Any:
        """Whether a record stands where the deed starts from, as far as the list knows: the server judges anew."""
        return lambda record: not action.states or record.get("status", action.states[0]) in action.states

    def _show_deed(self) -> None:
        action = self.action
        if action is None:
            self.go.setEnabled(False)
            return
        self._ask_for(action)
        concerned = self._concerned(action)
        chosen = [one for one in self._records if concerned(one)]
        self._left, self._count = chosen, len(chosen)
        others = len(self._records) - len(chosen)
        words = self.tr("%n record(s) are left out: their state does not allow it.", "", others) if others else ""
        self.outcome.say(words, "info")
        self._show_lines([(name_of(self._resource, one), self._foretold(concerned(one), one)) for one in self._records])
        self.go.setText(action.label)
        mark(self.go, "role", "danger" if action.danger else "primary")
        self.go.setEnabled(bool(chosen))

    def _ask_for(self, action: ActionMeta) -> None:
        self.question.setText(action.confirm or "")
        self.question.setVisible(bool(action.confirm))
        clear(self._place)
        self._asked = AskedFields(action, self._context)
        self._place.addWidget(self._asked)

    def _foretold(self, concerned: bool, record: Record) -> str:
        if concerned:
            return self.tr("Will be done")
        state = next((one.label for one in self._resource.states if one.value == record.get("status")), "")
        return self.tr("Left out: {0}").format(state)

    def begin(self) -> None:
        """Do it to those that it concerns, once all that is due is said."""
        if self._name:
            super().begin()
            return
        said = self._asked.said()
        if said is not None:
            self._name, self._said = self.deed.currentData(), said
            self.deed.setEnabled(False)
            self._asked.setEnabled(False)
            super().begin()

    def _act(self, record: Record) -> Record:
        key, body = str(record["id"]), self._said or None
        return self._context.client.act(
            self._resource, key, self._name, record["version"], idempotency_key=self._keys[key], body=body
        )
