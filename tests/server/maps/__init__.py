"""Maps: shapes, files, tiles, places."""
