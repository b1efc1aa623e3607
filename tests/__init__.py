"""Every process of tests passes here first, so that Qt finds what it needs before any of them loads it."""

import fofal_desktop as fofal_desktop
