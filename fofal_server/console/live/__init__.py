"""The administrator's live screen; each pane looks for itself, and acts by the functions of the plain commands."""
