"""Keeps the days of rain that were typed and not saved."""

import datetime as dt

from fofal_desktop.drafts.draft import Draft, Record, now
from fofal_desktop.models.rain_book import RAIN
from fofal_desktop.views.page_drafting import PageDrafting
from fofal_desktop.views.pages.rain_book import NAME, RainBookPage


class RainDrafting(PageDrafting):
    """A draft is of one month; what was typed of sites that are gone by then goes with them, and that is said."""

    page: RainBookPage

    @property
    def readonly(self) -> bool:
        return self.page.book.readonly

    def typed(self) -> Record:
        columns = self.page.book.columns
        sites = {str(column.book.site_id): column.as_typed() for column in columns if column.typed}
        return {"month": self.page.month.isoformat(), "sites": sites} if sites else {}

    def draft(self, typed: Record) -> Draft:
        name = f"{self.page.title}, {self.page.month_name.text()}"
        return Draft(id=self.name, resource=RAIN, page=NAME, name=name, typed=typed, at=now())

    def put_back(self, draft: Draft) -> None:
        month, sites = dt.date.fromisoformat(draft.typed["month"]), draft.typed["sites"]
        self.page.read_again(month, sites, lambda: self._type(draft), lambda: self._desk.let_go(draft.id))

    def _type(self, draft: Draft) -> None:
        self.name = draft.id
        lost = self.page.type_again(draft.typed["sites"])
        if lost:
            words = self.tr("%n day(s) of sites that are no longer in use could not be put back.", "", lost)
            self.strip.tell(words, "warning")
        elif self.dirty:
            self.say_put_back(draft)
        else:
            self.say_saved_already()
