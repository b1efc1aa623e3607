"""One window takes the place of another: the same tabs in the same order, with what is typed and chosen in them.

Pages in windows of their own stand in such windows again, where those stood.
"""

from collections.abc import Mapping
from dataclasses import replace

from fofal_desktop.shell.window import Front, MainWindow
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.following import Following
from fofal_desktop.views.page import Page
from fofal_desktop.views.unsent import Unsent


def take_over(window: MainWindow, old: MainWindow) -> None:
    """Show ``window`` as ``old`` stands, then let ``old`` go without a question."""
    top, made = old.workspace.currentIndex(), dict[Page, Page]()
    for page in old.workspace.pages():
        found = window.open_anew(replace(page.place, draft=""))
        if found is not None:
            hand_over(page, found)
            made[page] = found
    window.sidebar.modules.fold(old.sidebar.modules.folded())
    window.sidebar.setVisible(not old.sidebar.isHidden())
    window.notices.told = old.notices.told
    for notice in reversed(old.notices.notices()):
        window.tell(notice)
    window.restoreGeometry(old.saveGeometry())
    window.show()
    front = take_out_again(window, old, made)
    window.workspace.setCurrentIndex(top)
    window.guidance.succeed(old.guidance)
    front.activateWindow()
    old.step_down()


def take_out_again(window: MainWindow, old: MainWindow, made: Mapping[Page, Page]) -> Front:
    """Give windows of their own to those of ``made`` that had one; answers the window that was in front."""
    front: Front = window
    for before in old.workspace.windows:
        found = made.get(before.page) if before.page is not None else None
        if found is not None:
            own = window.workspace.take_out(found)
            own.restoreGeometry(before.saveGeometry())
            front = own if before is old.acting else front
    return front


def hand_over(page: Page, found: Page) -> None:
    """What keeps the drafts of a page goes first: what is typed again goes on under the same name."""
    for drafting, before in zip(found.findChildren(Drafting), page.findChildren(Drafting), strict=False):
        drafting.succeed(before)
    for unsent, entered in zip(found.findChildren(Unsent), page.findChildren(Unsent), strict=False):
        unsent.succeed(entered)
    found.succeed(page)
    for following in found.findChildren(Following):
        following.look_again()
