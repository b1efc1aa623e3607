"""What was entered while the server did not answer: kept here, sent once when it does."""
