"""What every screen owes to eyes, keyboards and screen readers: one walk through all of them, and its judges."""
