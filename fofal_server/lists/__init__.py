"""How people look at lists: columns, order and widths of each list, and the filters that they keep."""
