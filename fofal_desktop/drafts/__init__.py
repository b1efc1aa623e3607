"""What was typed and is not saved yet, kept on this computer through a crash or a power cut."""
