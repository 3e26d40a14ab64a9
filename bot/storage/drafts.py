"""Entries that staff made of their answers: drafts, and those that a second person approved."""

from dataclasses import dataclass
from typing import Any

from bot.storage.changes import Query, Statement


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be.

    Attributes:
        code: its name, which opens the messages about it in the staff chat.
        chat: the staff chat that it was made in.
        institution: whose entry.
        content: the entry, as YAML.
        made_by: who wrote it, or changed it last.
        approved_by: the second person; None before that.
        decided: when it was approved, in seconds since the epoch; None likewise.
        talk: the conversation whose answer it is made of; None for one of an earlier release, and
            for an approved entry, which does not go when the conversation does.
    """

    code: str
    chat: int
    institution: str
    content: str
    made_by: int
    approved_by: int | None
    decided: float | None
    talk: str | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks that a draft be checked, and how.

    Attributes:
        by: who wrote what it holds now, or would approve it.
        message: in which message they asked: it is answered there.
        thread: the topic of that message.
        file: Telegram's id of the file that holds another content; None where it holds it by now.
    """

    by: int
    message: int | None = None
    thread: int | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingCheck:
    """A draft that waits to be checked, as it was asked for."""

    draft: Draft
    asking: Asking

    @property
    def approves(self) -> bool:
        """Whether it is approved where nothing is wrong: by somebody else than wrote it."""
        return self.asking.file is None and self.asking.by != self.draft.made_by


_COLUMNS = "code, chat, institution, content, made_by, approved_by, decided, talk"


def draft(bot: int, code: str) -> Query[Draft]:
    """Read a draft by its code."""
    sql = f"SELECT {_COLUMNS} FROM entry_draft WHERE bot = ? AND code = ?"  # noqa: S608
    return Query(sql, (bot, code), Draft)


def all_drafts(bot: int | None = None) -> Query[Draft]:
    """Read every draft, approved ones too, oldest first; of all bots where none is named."""
    return Query(
        f"SELECT {_COLUMNS} FROM entry_draft WHERE ? = 0 OR bot = ? ORDER BY made, code",  # noqa: S608
        (bot or 0, bot or 0),
        Draft,
    )


def approved_drafts(bot: int) -> Query[Draft]:
    """Read the approved ones, in the order of their approval."""
    return Query(
        f"SELECT {_COLUMNS} FROM entry_draft WHERE bot = ? AND approved_by IS NOT NULL "  # noqa: S608
        "ORDER BY decided, code",
        (bot,),
        Draft,
    )


def _waiting(*columns: Any) -> WaitingCheck:
    return WaitingCheck(Draft(*columns[:-4]), Asking(*columns[-4:]))


def waiting_checks(bot: int, taken_before: float) -> Query[WaitingCheck]:
    """Read the drafts that wait to be checked and that nobody took lately."""
    return Query(
        f"SELECT {_COLUMNS}, check_by, check_message, check_thread, check_file "  # noqa: S608
        "FROM entry_draft WHERE bot = ? AND check_by IS NOT NULL "
        "AND coalesce(check_taken, 0) < ? ORDER BY made, code",
        (bot, taken_before),
        _waiting,
    )


@dataclass(frozen=True, slots=True)
class MakeDraft:
    """Keep a new draft, unless its conversation is forgotten meanwhile."""

    draft: Draft

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        one = self.draft
        # Whoever forgets the person waits for it, and deletes the draft too.
        holding = Statement(
            "UPDATE office_talk SET touched = touched "
            "WHERE bot = ? AND code = ? AND person IS NOT NULL",
            (bot, one.talk),
            strict=True,
        )
        return (
            *(() if one.talk is None else (holding,)),
            Statement(
                "INSERT INTO entry_draft (bot, code, chat, institution, content, made_by, made, "
                "talk) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (bot, one.code, one.chat, one.institution, one.content, one.made_by, now, one.talk),
            ),
        )


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """Put another content into a draft that is not approved; who changed it cannot approve it.

    Attributes:
        code: the draft's.
        institution: whose entry it is by that content.
        content: the entry, as YAML.
        asking: who wrote it; it waits to be checked.
    """

    code: str
    institution: str
    content: str
    asking: Asking

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        asking = self.asking
        return (
            Statement(
                "UPDATE entry_draft SET content = ?, institution = ?, made_by = ?, check_by = ?, "
                "check_message = ?, check_thread = ?, check_file = NULL, check_taken = NULL "
                "WHERE bot = ? AND code = ? AND approved_by IS NULL",
                (
                    *(self.content, self.institution, asking.by, asking.by),
                    *(asking.message, asking.thread, bot, self.code),
                ),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class AskCheck:
    """Ask that a draft be checked as it was read: to be approved, or with a file's content."""

    draft: Draft
    asking: Asking

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        asking = self.asking
        return (
            Statement(
                "UPDATE entry_draft SET check_by = ?, check_message = ?, check_thread = ?, "
                "check_file = ?, check_taken = NULL "
                "WHERE bot = ? AND code = ? AND approved_by IS NULL AND content = ?",
                (
                    *(asking.by, asking.message, asking.thread, asking.file),
                    *(bot, self.draft.code, self.draft.content),
                ),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class TakeCheck:
    """Take a check: of several replicas one does it, and another where it was killed over it."""

    check: WaitingCheck
    taken_before: float

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        which, values = _as_asked(self.check)
        return (
            Statement(
                f"UPDATE entry_draft SET check_taken = ? WHERE bot = ? AND {which} "  # noqa: S608
                "AND coalesce(check_taken, 0) < ?",
                (now, bot, *values, self.taken_before),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class EndCheck:
    """A check is done, unless something else was asked meanwhile."""

    check: WaitingCheck

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        which, values = _as_asked(self.check)
        return (
            Statement(
                "UPDATE entry_draft SET check_by = NULL, check_message = NULL, "  # noqa: S608
                "check_thread = NULL, check_file = NULL, check_taken = NULL "
                f"WHERE bot = ? AND {which}",
                (bot, *values),
                strict=True,
            ),
        )


def _as_asked(check: WaitingCheck) -> tuple[str, tuple[object, ...]]:
    """Return what finds a draft that is to be checked as it was read."""
    draft, asking = check.draft, check.asking
    which = "code = ? AND content = ? AND check_by = ? AND coalesce(check_file, '') = ?"
    return which, (draft.code, draft.content, asking.by, asking.file or "")


@dataclass(frozen=True, slots=True)
class ApproveDraft:
    """Approve a draft as it was read, by somebody who did not write it."""

    draft: Draft
    by: int

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE entry_draft SET approved_by = ?, decided = ?, talk = NULL "
                "WHERE bot = ? AND code = ? AND approved_by IS NULL AND content = ? "
                "AND made_by <> ?",
                (self.by, now, bot, self.draft.code, self.draft.content, self.by),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """Delete a draft, or take an approved entry back."""

    code: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "DELETE FROM entry_draft WHERE bot = ? AND code = ?", (bot, self.code), strict=True
            ),
        )


@dataclass(frozen=True, slots=True)
class DropOldDrafts:
    """Delete drafts that nobody approved for long: they hold what was asked and answered."""

    before: float

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        sql = "DELETE FROM entry_draft WHERE bot = ? AND approved_by IS NULL AND made < ?"
        return (Statement(sql, (bot, self.before)),)
