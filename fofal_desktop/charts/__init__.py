"""Values drawn over time, in the colours of the theme."""
