"""Qt item models between the client and the views; no widgets here."""
