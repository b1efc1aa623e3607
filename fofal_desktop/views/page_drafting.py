"""Keeps what is typed into a page made by hand: the same beside each of them."""

from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.reading import ReadingPage


class PageDrafting(Drafting):
    """What is typed there, and how it is put back, is said by who inherits (``typed``, ``draft``, ``put_back``)."""

    def __init__(self, page: ReadingPage, desk: Desk, wanted: str = "") -> None:
        super().__init__(page, page.rows, desk, wanted)
        self.page = page
        self.told.connect(page.told)
        page.arrived.connect(self.arrive)
        page.shown_anew.connect(self.begin)
        page.touched.connect(self._follow)

    @property
    def dirty(self) -> bool:
        return self.page.dirty

    def is_ours(self, draft: Draft) -> bool:
        return draft.page == self.page.place.name

    def _follow(self, dirty: bool) -> None:
        """Whatever is typed is told, not only that something is."""
        if dirty:
            self.stir()
        self.follow(dirty)
