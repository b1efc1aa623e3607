"""Draw every screen in both themes and languages into ``build/screens``, to be looked at.

``python -m tests.desktop.grab_screens [--lang fr] [--theme light] [--room weather] [--only text]
[--scale 1.5] [--size 960x540]``: starts its own PostgreSQL and server with the demo company, opens each list, record
and dialog offscreen, and writes a PNG of each.

``python -m tests.desktop.grab_screens --clipped``: judges all of them at 100, 150 and 200 % instead (a process each, or
the ``--scale`` said), and tells a line for each text that has less room than it needs: screen, theme, language, scale,
widget, text, pixels needed and given. Pictures are kept of those screens alone. It ends with 1 when anything was found.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything of Qt is imported
