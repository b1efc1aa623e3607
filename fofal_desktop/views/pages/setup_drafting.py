"""Keeps what is typed into the steps of the set-up; it is resumed in the form of the record that it was to become."""

from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft
from fofal_desktop.views.drafting import place_of
from fofal_desktop.views.form_drafting import FormDrafting
from fofal_desktop.views.pages.setup import SetupPage
from fofal_desktop.views.pages.setup_step import SetupStep


class StepDrafting(FormDrafting):
    """A step adds one record after the other, so that what comes back would stand in the way of the next one here."""

    def __init__(self, step: SetupStep, page: SetupPage, desk: Desk) -> None:
        super().__init__(step, step, desk)
        self._page = page
        step.form.touched.connect(lambda: self.follow(self.dirty))
        step.shown.connect(self.begin)

    def take(self, draft: Draft) -> None:
        self.strip.withdraw()
        self._page.wanted.emit(place_of(draft))


def draft_setup(page: SetupPage, desk: Desk) -> None:
    """Each step by itself."""
    for step in page.parts():
        StepDrafting(step, page, desk)
