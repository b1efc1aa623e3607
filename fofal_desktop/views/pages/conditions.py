"""A record that holds conditions of a list: they are built as one filters that list, not typed."""

from typing import Any

from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.parts import button
from fofal_desktop.views.record import RecordPage

RESOURCES = ("notifications.rules", "notifications.mailings")
_OF_PROGRAM = ("operations", "alertmanager")


class ConditionsPage(RecordPage):
    """Offers each condition of the chosen list in words, and keeps it as it travels."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.add_condition = button(self.tr("Add a condition…"), "addCondition", "", "mdi6.filter-plus-outline")
        self.add_condition.clicked.connect(self._ask_condition)
        self.heading.add_extra(self.add_condition)

    def show_record(self, record: dict[str, Any]) -> None:
        """What a watch of the program looks at is not for changing."""
        super().show_record(record)
        self.add_condition.setVisible(self._may_save and record.get("source") not in _OF_PROGRAM)

    def _ask_condition(self) -> None:
        looked_at = self.context.metas.get(str(self.form.editors["resource"].value()))
        if looked_at is None:
            self.problem.say(self.tr("First choose what is looked at."), "info")
            self.form.go_to("resource")
            return
        self.problem.say("")
        dialog = FilterDialog(looked_at, self.context, self)
        dialog.title.setText(self.tr("Only records where…"))
        dialog.built.connect(self._take_condition)
        dialog.open()

    def _take_condition(self, condition: Condition) -> None:
        editor = self.form.editors["conditions"]
        editor.set_value([*(editor.value() or []), condition.wire])
