"""The company's record with what its form has no field for: the logo that its papers bear."""

from typing import Any

from fofal_desktop.views.pages.company_logo import LogoCard
from fofal_desktop.views.record import RecordPage

RESOURCE = "settings.companies"


class CompanyPage(RecordPage):
    """The logo is kept at once, not with the form: it is a file, which either arrives whole or not at all."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.logo = LogoCard(self.client)
        self.logo.told.connect(self.told)
        self.form.put_below(self.logo)

    def show_record(self, record: dict[str, Any]) -> None:
        super().show_record(record)
        self.logo.show_for(may_change=self._may_save)
