"""What is said about drafts: which one it is, how old, and why one is not kept."""

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.disk import is_full
from fofal_desktop.drafts.draft import Draft, now
from fofal_desktop.drafts.sealed import Unkept
from fofal_desktop.gate import message_of
from fofal_desktop.models.age import ago

translate = QCoreApplication.translate


def told_of(draft: Draft) -> str:
    """A draft in words: what it is, when it was typed and how long ago, and whether it was on its way."""
    moment = draft.at.astimezone(COMPANY_ZONE).strftime("%d/%m/%Y %H:%M")
    words = f"{draft.name}, {moment} ({ago(now(), draft.at)})"
    return words if draft.sent is None else translate("Drafts", "{0}, was being saved").format(words)


def why_not_kept(error: Exception) -> str:
    """Why what is typed would not survive a power cut."""
    if is_full(error):
        return translate(
            "Drafts",
            "The disk of this computer is full: what you type now would be lost in a power cut. Type on and save soon.",
        )
    words = {
        "key": translate(
            "Drafts",
            "This computer has no safe place for what you type: it would be lost in a power cut. Sign in with your "
            "password, and it is kept.",
        ),
        "many": translate(
            "Drafts",
            "Too many entries wait on this computer: what you type now would be lost in a power cut. Resume or give up "
            "some of them.",
        ),
        "large": translate("Drafts", "This form is too large: what you type now would be lost in a power cut."),
    }
    if isinstance(error, Unkept):
        return words[str(error)]
    return translate("Drafts", "What you type now would be lost in a power cut. {0}").format(message_of(error))
