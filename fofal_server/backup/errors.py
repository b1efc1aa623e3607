"""What the engine of backups refuses, in words for the person who has to act.

BackupError
├── Busy            another process works in the backup folder
├── NewerVersion    made by a version that this one does not know
├── KeyRefused      no key, one that others may read, a paper key that was misread
└── Damaged         what was read is not what was written
    └── WrongKey    sealed for another key
"""


class BackupError(Exception):
    """A refusal whose French text says what is wrong and what to do."""


class Busy(BackupError):
    """Another process makes or removes a backup in the same folder."""


class NewerVersion(BackupError):
    """A set whose manifest has a form that this version does not know."""


class KeyRefused(BackupError):
    """The backup key is missing, exposed or misread."""


class Damaged(BackupError):
    """A file that was altered, cut short, reordered or lengthened; nothing of it may be trusted."""


class WrongKey(Damaged):
    """A file that was sealed for another key, as far as its head tells."""
