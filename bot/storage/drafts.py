"""Entries that staff made of their answers: drafts, and those that a second person approved."""

from dataclasses import dataclass

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
    """Put another content into a draft that is not approved; who changed it cannot approve it."""

    code: str
    content: str
    made_by: int

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE entry_draft SET content = ?, made_by = ? "
                "WHERE bot = ? AND code = ? AND approved_by IS NULL",
                (self.content, self.made_by, bot, self.code),
                strict=True,
            ),
        )


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
