"""How people look at lists: columns, order and widths of each list, kept per person."""
