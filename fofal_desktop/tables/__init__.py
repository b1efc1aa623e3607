"""Records as a table: heads that sort and hide, cells, what stands there when there is nothing to show."""
