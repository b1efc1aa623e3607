"""Start the desktop: ``python -m fofal_desktop``."""

import sys

from fofal_desktop.app import main

sys.exit(main())
