"""What goes in and out of agronomy, in three groups: the land, the work, the harvest."""
