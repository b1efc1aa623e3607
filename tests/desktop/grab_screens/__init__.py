"""Draw every screen in both themes and languages into ``build/screens``, to be looked at.

``python -m tests.desktop.grab_screens [--lang fr] [--theme light] [--room weather] [--only text]
[--scale 1.5] [--size 960x540] [--clipped]``: starts its own
PostgreSQL and server with the demo company, opens each list, record and dialog offscreen, and writes a PNG of each.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything of Qt is imported
