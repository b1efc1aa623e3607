"""Paper: how pages are laid out, what they hold, and who gets them."""
