"""The frame around the screens: window, sidebar, tabs, status bar, notices, command palette."""
