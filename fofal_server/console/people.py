"""The people of the demo company, by name; who is signed in by ticket when a screen opens."""

from collections.abc import Mapping

MANAGER, KEEPER, ADMINISTRATOR = "demo-responsable", "demo-magasinier", "demo-administrateur"

DESKTOP, TOUR = "fofal_desktop", "fofal_desktop.tour"

TICKETS: Mapping[str, Mapping[str, str]] = {
    DESKTOP: {"FOFAL_TICKET": MANAGER},
    TOUR: {
        "FOFAL_TICKET": MANAGER,
        "FOFAL_TICKET_SECOND": MANAGER,
        "FOFAL_TICKET_KEEPER": KEEPER,
        "FOFAL_TICKET_ADMINISTRATOR": ADMINISTRATOR,
    },
}
"""Environment of each screen: the variable that brings a ticket, and whose it is."""
