"""What can go wrong, each as a sentence with the file or the name and the way out."""
import difflib
from collections.abc import Iterable


class DetenteError(Exception):
    """Any error of this package."""


class ResultError(DetenteError):
    """A file is no result, is damaged, unfinished or of another version, or does not hold what is asked of it."""


class UnknownName(DetenteError, LookupError):
    """A policy, scenario, outcome, variable ... that is not there; the nearest that is stands in the message."""


class CommandError(DetenteError):
    """The command ended with another exit code than 0.

    exit_code: of the command (2 usage, 3 configuration, 5 failed runs, 6 another output, 7 disk, 75 time limit ...).
    message: what it said; of a fault in a configuration FILE:LINE:COLUMN, the line and a hint.
    config: text of the experiment that FILE is, where this package wrote it; else "".
    """

    def __init__(self, message: str, exit_code: int, config: str = ""):
        super().__init__(message)
        self.message, self.exit_code, self.config = message, exit_code, config

    def __reduce__(self):  # searches in several processes send it from one to another
        return type(self), (self.message, self.exit_code, self.config)


def unknown(what: str, name: object, known: Iterable[object], most: int = 12) -> UnknownName:
    """The error for a name that is not among those known, with the nearest, or with all if there are few."""
    names = [str(one) for one in known]
    close = difflib.get_close_matches(str(name), names, n=1, cutoff=0.5)
    if close:
        return UnknownName(f"no {what} '{name}'; did you mean '{close[0]}'?")
    shown = ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
    return UnknownName(f"no {what} '{name}'; there is {shown or 'none'}")


def chosen(what: str, wanted: str | Iterable[str] | None, known: Iterable[str]) -> list[str]:
    """Those wanted, a name or several; all known ones for None. UnknownName if one is not known."""
    names = list(known)
    if wanted is None:
        return names
    asked = [wanted] if isinstance(wanted, str) else list(wanted)
    for one in asked:
        if one not in names:
            raise unknown(what, one, names)
    return asked
