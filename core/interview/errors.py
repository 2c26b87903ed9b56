"""The one tree of errors. Each carries the key of the text a person is shown.

GreenroomError
├── IllegalEvent        an event the machine's table does not know there; nothing changed
├── CorruptLog          a stored event that cannot be read back
├── Refused             something a person sent cannot be taken; says what is wrong and what to do
│   └── Gone                (storage) the person or interview is not there any more, or another's
├── DomainFaults        one or more domain files are not as the format wants them (domains: FaultyDomains)
├── SpeechFault         no speech can be heard at the moment; text goes on
├── ModelFault          a language model gives no answer at the moment; the bank takes the turn
├── DrawingFault        a picture or a PDF cannot be made at the moment
├── SettingsFault       a setting is unknown or has a value it cannot have
└── StorageFault        the database or a key file cannot be used
    ├── Conflict        another writer was first; reload and try again
    ├── Owned           (storage) another process has the data folder
    ├── KeyFault        the master key is missing, unreadable or another one
    └── Unwritable      disk full, read-only, moved away
"""

from __future__ import annotations


class GreenroomError(Exception):
    """Base of all errors of Greenroom.

    `key` names the text in `core.texts`; `values` fill it. `str()` gives only the key and never the
    values, so that a logged error holds no words of a person.
    """

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class IllegalEvent(GreenroomError):
    """The machine's table has no such event there; the state did not change."""


class CorruptLog(GreenroomError):
    """A stored event has an unknown type, version or field."""


class Refused(GreenroomError):
    """What a person sent cannot be taken."""


class DomainFaults(GreenroomError):
    """Domain files with faults."""


class SettingsFault(GreenroomError):
    """A setting is unknown or wrong."""


class SpeechFault(GreenroomError):
    """Speech cannot be heard at the moment: weights or a server are missing, or its worker keeps failing."""


class ModelFault(GreenroomError):
    """A language model gives no answer: its weights, memory or server are missing, or it takes too long."""


class DrawingFault(GreenroomError):
    """A picture or a PDF cannot be made at the moment."""


class StorageFault(GreenroomError):
    """The database or a key file cannot be used."""


class Conflict(StorageFault):
    """Another writer appended first."""


class KeyFault(StorageFault):
    """The master key is missing, unreadable or another one than the database was made with."""


class Unwritable(StorageFault):
    """The disk is full, the database read-only or gone."""
