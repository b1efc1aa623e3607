"""The program as a person meets it: on a real display with a window manager, by real keys and a real mouse."""
