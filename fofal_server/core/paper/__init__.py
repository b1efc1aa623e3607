"""Paper: pages laid out once for every list and record, then drawn as a PDF here or as a preview on the desktop."""
