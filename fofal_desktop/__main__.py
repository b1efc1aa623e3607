"""Start the desktop: ``python -m fofal_desktop``."""

import sys

from fofal_desktop.program import main

sys.exit(main())
