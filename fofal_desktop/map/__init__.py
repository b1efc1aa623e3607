"""What a map is drawn from: projection, outlines, classes of colour, tools of the hand; it names no resource."""
