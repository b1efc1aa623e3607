"""Short conversations over a screen: sign-in, filters, history, conflict, import, export."""
