"""One window takes the place of another: the same tabs in the same order, with what is typed and chosen in them."""

from dataclasses import replace

from fofal_desktop.shell.window import MainWindow
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.following import Following
from fofal_desktop.views.page import Page
from fofal_desktop.views.unsent import Unsent


def take_over(window: MainWindow, old: MainWindow) -> None:
    """Show ``window`` as ``old`` stands, then let ``old`` go without a question."""
    top = old.workspace.currentIndex()
    for page in old.workspace.pages():
        found = window.open_anew(replace(page.place, draft=""))
        if found is not None:
            hand_over(page, found)
    window.workspace.setCurrentIndex(top)
    window.sidebar.modules.fold(old.sidebar.modules.folded())
    window.sidebar.setVisible(not old.sidebar.isHidden())
    window.notices.told = old.notices.told
    for notice in reversed(old.notices.notices()):
        window.tell(notice)
    window.restoreGeometry(old.saveGeometry())
    window.show()
    if old.help is not None:
        window.open_help(old.help.browser.page)
        if window.help is not None:
            window.help.restoreGeometry(old.help.saveGeometry())
    window.activateWindow()
    old.step_down()


def hand_over(page: Page, found: Page) -> None:
    """What keeps the drafts of a page goes first: what is typed again goes on under the same name."""
    for drafting, before in zip(found.findChildren(Drafting), page.findChildren(Drafting), strict=False):
        drafting.succeed(before)
    for unsent, entered in zip(found.findChildren(Unsent), page.findChildren(Unsent), strict=False):
        unsent.succeed(entered)
    found.succeed(page)
    for following in found.findChildren(Following):
        following.look_again()
