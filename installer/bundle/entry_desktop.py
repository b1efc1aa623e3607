"""Where the packaged desktop begins."""

import sys

from fofal_desktop.app import main

sys.exit(main())
