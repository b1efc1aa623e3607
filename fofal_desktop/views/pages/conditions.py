"""A record that holds conditions of a list: they are built as one filters that list, not typed."""

from typing import Any

from fofal_desktop.dialogs.conditions import Condition, heard, reads
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.parts import giving_way, label
from fofal_desktop.views.record import RecordPage
from fofal_server.contract.meta import ResourceMeta

RESOURCES = ("notifications.rules", "notifications.mailings")
_OF_PROGRAM = ("operations", "alertmanager")


class ConditionsPage(RecordPage):
    """Offers each condition of the chosen list in words, keeps it as it travels, and says it in words below."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self._built: dict[str, Condition] = {}
        self.add_condition = giving_way(self.tr("Add a condition…"), "addCondition", "mdi6.filter-plus-outline")
        self.add_condition.clicked.connect(self._ask_condition)
        self.heading.add_extra(self.add_condition)
        self.in_words = label("", "hint", wrap=True)
        self.form.completed.connect(self._follow_conditions)

    def _follow_conditions(self) -> None:
        conditions = self.form.editors["conditions"]
        conditions.add_below(self.in_words)
        for editor in (conditions, self.form.editors["resource"]):
            editor.changed.connect(self._tell_conditions)
        self._tell_conditions()

    def show_record(self, record: dict[str, Any]) -> None:
        """What a watch of the program looks at is not for changing."""
        super().show_record(record)
        self.add_condition.setVisible(self._may_save and record.get("source") not in _OF_PROGRAM)

    def _looked_at(self) -> ResourceMeta | None:
        return self.context.metas.get(str(self.form.editors["resource"].value()))

    def _tell_conditions(self) -> None:
        """All of them as they read; one that cannot be read is left to the server to refuse."""
        resource, wires = self._looked_at(), self.form.editors["conditions"].value() or []
        found = [self._built.get(wire) or heard(wire, resource) for wire in wires] if resource is not None else []
        told = [reads(one, resource) for one in found if one is not None and resource is not None]
        self.in_words.setText("\n".join(f"• {words}" for words in told))
        self.in_words.setVisible(bool(told))

    def _ask_condition(self) -> None:
        looked_at = self._looked_at()
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
        self._built[condition.wire] = condition
        editor = self.form.editors["conditions"]
        editor.set_value([*(editor.value() or []), condition.wire])
