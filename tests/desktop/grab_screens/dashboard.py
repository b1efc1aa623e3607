"""The first screen: its tiles, while they are arranged, and while nothing is known."""

from fofal_desktop.views.pages.dashboard import DashboardPage
from fofal_server.contract.dashboard import Dashboard, TileShown
from tests.desktop.grab_screens.camera import Camera


def settled(page: DashboardPage | None) -> bool:
    """Whether every tile has been read."""
    return page is not None and bool(page.tiles) and all(one.shown is not None for one in page.tiles)


def shoot_dashboard(camera: Camera) -> None:
    """As the role begins, with all tiles that there are, and while they are arranged."""
    camera.close()
    page = camera.desktop.window.home.page
    camera.wait(lambda: settled(page))
    page._begin(_with_all(page))
    camera.wait(lambda: settled(page))
    camera.shoot("dashboard-all")
    page._scroll.verticalScrollBar().setValue(10_000)
    camera.shoot("dashboard-foot")
    page._scroll.verticalScrollBar().setValue(0)
    page.arrangement.switch()
    camera.shoot("dashboard-arranging")
    page.arrangement.switch()
    page._begin(Dashboard(own=True, tiles=[], others=list(page.arrangement.tiles)))
    camera.shoot("dashboard-none")
    page._anew()
    camera.wait(lambda: settled(page))


def _with_all(page: DashboardPage) -> Dashboard:
    tiles: list[TileShown] = [*page.arrangement.tiles, *page.arrangement.others]
    return Dashboard(own=True, tiles=tiles, others=[])
