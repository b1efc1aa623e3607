"""The outbox in words: what waits, since when, how it stands, and why something is not kept or was refused."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.disk import is_full
from fofal_desktop.drafts.sealed import Unkept
from fofal_desktop.gate import message_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.index import Index
from fofal_desktop.models.worded import WordedTable
from fofal_desktop.outbox.box import Elsewhere, Gone, MayHaveArrived
from fofal_desktop.outbox.entry import Entry, Refusal, Standing
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.theme.icons import icon
from fofal_server.contract.meta import ResourceMeta

translate = QCoreApplication.translate

_SHORT = {
    Standing.WAITING: QT_TRANSLATE_NOOP("Outbox", "Waits for the server"),
    Standing.HELD: QT_TRANSLATE_NOOP("Outbox", "Waits for another entry"),
    Standing.LEFT: QT_TRANSLATE_NOOP("Outbox", "Sent, answer awaited"),
    Standing.REFUSED: QT_TRANSLATE_NOOP("Outbox", "Refused"),
}
_LONG = {
    Standing.WAITING: QT_TRANSLATE_NOOP("Outbox", "Saved on this computer, leaves as soon as the server answers."),
    Standing.HELD: QT_TRANSLATE_NOOP(
        "Outbox", "Saved on this computer. It refers to another entry, which has to leave first."
    ),
    Standing.LEFT: QT_TRANSLATE_NOOP(
        "Outbox", "Sent, perhaps arrived: it can be changed once the server has answered. It is never stored twice."
    ),
    Standing.REFUSED: QT_TRANSLATE_NOOP("Outbox", "The server refused this entry: correct it, then save it again."),
}
_SIGNS = {
    Standing.WAITING: ("mdi6.tray-arrow-up", "muted"),
    Standing.HELD: ("mdi6.timer-sand", "muted"),
    Standing.LEFT: ("mdi6.send-clock-outline", "accent"),
    Standing.REFUSED: ("mdi6.alert-circle-outline", "danger"),
}


def standing_words(standing: Standing) -> str:
    """How an entry stands, and what comes next, over its form."""
    return translate("Outbox", _LONG[standing])


def refusal_words(refusal: Refusal) -> str:
    """What the server had against it; what stands under the fields is only counted."""
    if refusal.errors:
        return translate("Outbox", "%n field(s) to correct", "", len(refusal.errors))
    return refusal.words


def why_not_entered(error: Exception) -> str:
    """Why something is not in the outbox: what was typed stays in its form."""
    if is_full(error):
        return translate(
            "Outbox", "Not saved: the server does not answer and the disk of this computer is full. Make room, then "
            "save again. What you typed stays here."
        )  # fmt: skip
    words = {
        "key": translate(
            "Outbox",
            "Not saved: the server does not answer, and this computer has no safe place for what you enter. Sign in "
            "with your password once it answers. What you typed stays here.",
        ),
        "many": translate("Outbox", "Not saved: too many entries wait to be sent. What you typed stays here."),
        "large": translate("Outbox", "Not saved: this form is too large to wait. What you typed stays here."),
    }
    if isinstance(error, Unkept):
        return words[str(error)]
    return translate("Outbox", "Not saved. {0} What you typed stays here.").format(why_not_touched(error))


def why_not_touched(error: Exception) -> str:
    """Why an entry cannot be changed or taken out now."""
    if isinstance(error, MayHaveArrived):
        return translate("Outbox", "This entry may have arrived already: wait for the answer of the server.")
    if isinstance(error, Gone):
        return translate("Outbox", "This entry has been sent or taken out meanwhile.")
    if isinstance(error, Elsewhere):
        return translate("Outbox", "Another window is writing here: try again in a moment.")
    return message_of(error)


class OutboxModel(WordedTable):
    """How each stands, what it is, when it was typed, and why it was refused."""

    def __init__(self, outbox: Outbox, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)
        self._outbox = outbox

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """How it stands is told by a sign and words, never by a colour alone."""
        if role == Qt.ItemDataRole.DecorationRole and index.isValid() and index.column() == 0:
            return icon(*_SIGNS[self._outbox.standing(self.row(index.row()))])
        return super().data(index, role)

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("State"), self.tr("What"), self.tr("Typed on"), self.tr("Why refused"))

    def _texts(self, entry: Entry) -> tuple[str, ...]:
        typed = entry.at.astimezone(COMPANY_ZONE).strftime("%d/%m/%Y %H:%M")
        return (translate("Outbox", _SHORT[self._outbox.standing(entry)]), entry.name, typed, reason_of(entry))


def reason_of(entry: Entry) -> str:
    """All that the server had against it, in one line."""
    return entry.refusal.words if entry.refusal is not None else ""


def unsent_of(outbox: Outbox, resource: ResourceMeta) -> list[dict[str, Any]]:
    """New records of a resource that wait to be sent, as fields know them that may refer to them."""
    return [as_record(resource, one) for one in outbox.entries if one.resource == resource.name and not one.action]


def as_record(resource: ResourceMeta, entry: Entry) -> dict[str, Any]:
    """What a field that refers to it needs to know of a record that is not sent yet."""
    body = entry.body or {}
    titles = {name: body[name] for name in resource.title if body.get(name)}
    return {"id": entry.record_id, **(titles or {resource.title[0]: entry.name})}
