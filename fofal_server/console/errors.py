"""What the console refuses, in words for the person at the terminal."""


class Refusal(Exception):
    """A foreseen failure whose French text says what is wrong and what to do."""


class Stopped(Exception):
    """Somebody asked for the end while things were being prepared."""
