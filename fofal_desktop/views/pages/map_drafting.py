"""Keeps the outline that is drawn on the map and not saved."""

from fofal_desktop.drafts.draft import Draft, Record, now
from fofal_desktop.map.sketch import drawn_again
from fofal_desktop.models.map_contents import PLOTS
from fofal_desktop.views.page_drafting import PageDrafting
from fofal_desktop.views.pages.map import NAME, MapPage


class OutlineDrafting(PageDrafting):
    """An outline that is in the form of its new plot is kept there."""

    page: MapPage

    def typed(self) -> Record:
        outline = self.page.outline
        if outline.tool is None or outline.handed or not outline.dirty:
            return {}
        return outline.tool.sketch.drawing.as_typed()

    def draft(self, typed: Record) -> Draft:
        outline = self.page.outline
        key = str(outline.record["id"]) if outline.record is not None else ""
        return Draft(
            id=self.name, resource=PLOTS, key=key, page=NAME, name=outline.title.text(), typed=typed,
            base=outline.record, at=now(),
        )  # fmt: skip

    def put_back(self, draft: Draft) -> None:
        self.page.draw_again(draft.base, drawn_again(draft.typed))
        self.name = draft.id
        self.say_put_back(draft)
