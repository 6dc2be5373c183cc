"""The exceptions a user may see: what is wrong, where, and how to mend it."""

from __future__ import annotations

from msgspec import Struct


class IronstrideError(Exception):
    """Base of every error of ours; prints as one line.

    Parameters
    ----------
    what : the problem in plain words.
    where : file, line, field or date it was found at; empty when there is none.
    mend : what the user can do about it; empty when nothing can be done.
    """

    def __init__(self, what: str, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(str(self))

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}. {self.mend}" if self.mend else line


class InputError(IronstrideError):
    """A file or an option that cannot be used as it is."""


class ImportFailure(InputError):
    """An activity or plan file that no reader could read; it is skipped and named."""


class CatalogueError(IronstrideError):
    """A catalogue file that breaks the schema or a cross-reference."""


class WayOut(Struct, frozen=True):
    """A way out of a conflict: in words, and as changes, each spelt as `replan` and `plan` take it."""

    text: str
    changes: tuple[str, ...]


class NoPlan(IronstrideError):
    """Wishes that cannot hold together; carries the minimal conflict by rule code.

    Parameters
    ----------
    conflict : names of the wishes and codes of the rules, every one of them needed for the clash.
    wants, stands : the same in words: what is wished for, and what stands against it.
    ways : ways out, cheapest first, each proven to lead to a plan.
    """

    def __init__(
        self,
        what: str,
        where: str = "",
        mend: str = "",
        conflict: tuple[str, ...] = (),
        wants: tuple[str, ...] = (),
        stands: tuple[str, ...] = (),
        ways: tuple[WayOut, ...] = (),
    ) -> None:
        super().__init__(what, where, mend)
        self.conflict, self.wants, self.stands, self.ways = conflict, wants, stands, ways
