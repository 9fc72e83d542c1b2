"""What can go wrong that a person can mend: every message is Chinese and says what, where and what to do.

PersonError
├── StorageError              visit files and the data folder
│   ├── DiskFull              no room left, or a quota or limit of size was met
│   ├── ReadOnly              the folder or the file may not be written
│   ├── VisitDamaged          not a visit file, cut off, or written by a program we do not know
│   └── VisitExists           a closed visit is never written again
├── LedgerError               the ledger as a whole
│   ├── LedgerLocked          another process holds it longer than we wait
│   ├── LedgerUnreachable     no such server, no such folder, wrong password
│   └── LedgerNewer           its schema was made by a later version of the program
├── NoSuchIssue               a number that no issue has
├── UnknownState              a word that is no state of an issue
├── NotAllowed                an act that the state of an issue does not allow
├── NoSuchTask                a number that no task has
├── NotReadable               what was sealed under a secret that is no longer there
├── NoSuchNotice              a number that no notice has
├── NoSuchComplaint           a number that no message of 找错 has
├── NoSuchToken               a number that no token of that user has
├── NoSuchUser                a name or a number that no user of the console has
├── NoSuchSite                a name, a code or an address that no site has
├── NoSuchAccount             a name, an id or a key that no account has, or several
├── NoSuchUnit                a name that no unit has
└── NoSuchRun                 a number that no run has
"""

from __future__ import annotations


class PersonError(Exception):
    """Root of all that a person can mend. `str(error)` is what the person reads; raised with that text only."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StorageError(PersonError):
    """Writing or reading below the data folder failed."""


class DiskFull(StorageError):
    """No room left on the disk, or a quota or a limit of file size was met."""


class ReadOnly(StorageError):
    """The folder or the file may not be written."""


class VisitDamaged(StorageError):
    """A file that is not a visit file, was cut off, or was written by a program we do not know."""


class VisitExists(StorageError):
    """A closed visit is immutable: it is never written a second time."""


class LedgerError(PersonError):
    """The ledger as a whole cannot be used."""


class LedgerLocked(LedgerError):
    """Another process held the ledger longer than we wait."""


class LedgerUnreachable(LedgerError):
    """The database of the ledger cannot be opened."""


class LedgerNewer(LedgerError):
    """The schema of the ledger was made by a later version of the program."""


class NoSuchIssue(PersonError):
    """An issue was named that the ledger does not have."""


class UnknownState(PersonError):
    """A word was given that is no state of an issue."""


class NotAllowed(PersonError):
    """An act that the state of an issue does not allow, or that lacks its reason."""


class ChangedMeanwhile(NotAllowed):
    """Somebody else did something to what a person was about to act on; nothing was done."""


class NoSuchTask(PersonError):
    """A task was named that the ledger does not have."""


class NotReadable(PersonError):
    """Something was sealed under another secret than the one at hand."""


class NoSuchNotice(PersonError):
    """A notice was named that the ledger does not have."""


class NoSuchComplaint(PersonError):
    """A message of 我为政府网站找错 was named that the ledger does not have."""


class NoSuchUser(PersonError):
    """A user of the console was named that there is not."""


class NoSuchToken(PersonError):
    """A token was named that its user does not have."""


class NoSuchSite(PersonError):
    """A site was named that is not registered, or a name that several sites have."""


class NoSuchAccount(PersonError):
    """An account was named that is not registered, or a name that several subjects have."""


class NoSuchUnit(PersonError):
    """A unit was named that is not registered."""


class NoSuchRun(PersonError):
    """A run was named that the ledger does not have."""
