"""What a person has read, kept sealed on this computer so that it stays readable while the server does not answer."""
