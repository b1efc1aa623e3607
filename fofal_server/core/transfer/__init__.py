"""Files in and out: reading tables, storing them row by row by the rules of typing, taking back, and exporting."""
