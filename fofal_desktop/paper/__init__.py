"""Paper on the screen and on a printer: pages that the server laid out, drawn from their marks at any size."""
