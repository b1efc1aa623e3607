"""What the engine of backups refuses, in words for the person who has to act.

BackupError
├── KeyRefused      no key, one that others may read, a paper key that was misread
└── Damaged         what was read is not what was written
    └── WrongKey    sealed for another key
"""


class BackupError(Exception):
    """A refusal whose French text says what is wrong and what to do."""


class KeyRefused(BackupError):
    """The backup key is missing, exposed or misread."""


class Damaged(BackupError):
    """A file that was altered, cut short, reordered or lengthened; nothing of it may be trusted."""


class WrongKey(Damaged):
    """A file that was sealed for another key, as far as its head tells."""
