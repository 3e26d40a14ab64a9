"""What is remembered of a conversation: small, versioned, and JSON."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from bot.dialogue.state.case import Case, KeptSlot
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.ledger import Stays
from bot.messages.changed import changed, replace
from bot.messages.codec import Codec, Converted
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.messages.reminder import Reminder
from bot.messages.standing import NOTHING, Standing
from locales import Locale

VERSION = 1


def _from_pairs(stored: Any) -> Any:
    """Return pairs as a mapping; anything else is left for the validator to refuse."""
    match stored:
        case list() if all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in stored):
            return dict(stored)
    return stored


def _to_pairs(answers: Mapping[str, Json]) -> list[tuple[str, Json]]:
    """Return a mapping as pairs: JSON stores may put the keys of an object into another order."""
    return list(answers.items())


def _with_words(stored: Any) -> Any:
    """Return the slots of a case, those of a build that kept values alone with empty words."""
    if not isinstance(stored, dict):
        return stored
    return {
        slot: kept
        if isinstance(kept, dict) and kept.keys() == _KEPT
        else KeptSlot(kept, words="", on="")
        for slot, kept in stored.items()
    }


_KEPT = {"value", "words", "on"}


def _this_version(_: int) -> int:
    return VERSION


@record
class FormState:
    """One use of a form. Its state is the answers alone; what to ask next is computed from them.

    Attributes:
        tool: the form's name (`bot.forms`).
        number: counts the forms of a session, so that a button of an earlier one is known.
        answers: fact to value in JSON form, in the order given; `unknown` where the person does
            not know.
        brief: ask only for what a result cannot do without.
        changing: a fact that the person wants to answer anew; it keeps its answer until then.
        month: of a day that is asked for, the month chosen so far, such as `2027-10`.
    """

    tool: str
    number: int
    answers: Annotated[Mapping[str, Json], Converted(_from_pairs, _to_pairs)] = field(
        default_factory=dict
    )
    brief: bool = False
    changing: str | None = None
    month: str | None = None

    def to_json(self) -> Json:
        """Return the form as JSON; `from_json` gives the same form back."""
        # By hand: every result carries its form, and a single question stores none.
        return {
            "tool": self.tool,
            "number": self.number,
            "answers": [[fact, value] for fact, value in self.answers.items()],
            "brief": self.brief,
            "changing": self.changing,
            "month": self.month,
        }

    @classmethod
    def from_json(cls, stored: Json) -> "FormState":
        """Return a form from its JSON.

        Raises:
            ValueError: it is not one.
        """
        return _FORM.from_parts(stored)


@record
class Last:
    """What the last answer was, for follow-ups such as "source?" and "more".

    Attributes:
        entries: the ids of the entries that were answered or suggested, best first.
        suggested: they were candidates only, and the person may choose by number or title.
        computed: it was a tool's result; the form holds its answers.
        languages: it was the choice of language, which may be typed.
        page: it was a page whose lines may be typed to: `case`, `case/SLOT` where a slot is asked
            for anew, `checklist/NAME`; empty for anything else.
        unit: which sentence or item of an entry came first; 0 for its own first line.
    """

    entries: tuple[str, ...] = ()
    suggested: bool = False
    computed: bool = False
    languages: bool = False
    page: str = ""
    unit: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person whom the conversation is not about just now.

    Attributes:
        person: who it is, as in `Session.person`.
        case: what was told of them.
        stays: every stay of theirs told as over.
        institution: theirs, or the one asked about for them.
        incoming: they come to it, rather than go from it.
        elsewhere: they belong to none whose rules are told here.
    """

    person: str
    case: Annotated[Case, Converted(_with_words)] = field(default_factory=dict)
    stays: Stays = ()
    institution: str | None = None
    incoming: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """What may be sent to an office; nothing is, before the person has seen it and agreed.

    Attributes:
        number: counts the drafts of a session, so that a button of an earlier one is known.
        question: the person's words.
        facts: the facts of the case that go along, in the words of the preview.
        institution: whose office; None for the general one.
    """

    number: int
    question: str = ""
    facts: tuple[str, ...] = ()
    institution: str | None = None


@record
class Session:
    """All that is kept of one person's conversation.

    Attributes:
        locale: the language and script of the conversation; None before the first message.
        pinned: the person chose the locale by hand, so messages do not change it.
        institution: the institution the person belongs to or asked about last.
        person: whom the conversation is about: empty for the writer, else `sister` and so on.
        others: those whom it was about before, the last of them last.
        case: what was told of that person and their plans, slot by slot.
        stays: every stay told as over; `used` of the case follows from them.
        said: slots read from the last question, to fill in a form opened from its answer.
        form: the form in use, or used last; stored as `interview`.
        forms_opened: how many there have been; stored as `interviews`.
        last: the last answer.
        focus: what the conversation is about.
        ticks: the tasks done of each checklist, by its id.
        office: what may be sent to an office.
        reminders: what the person wants to be reminded of.
        news: the institutions whose news the person wants.
        remarks: what was remarked beside results and need not be said again, as numbers.
        remarked_on: the day of these remarks; on another day they are made again.
        restarted: an earlier session could not be taken over; the next reply says so once.
        version: that of the stored form it was loaded from.
    """

    locale: Locale | None = None
    pinned: bool = False
    institution: str | None = None
    person: str = ""
    others: tuple[Known, ...] = ()
    case: Annotated[Case, Converted(_with_words)] = field(default_factory=dict)
    stays: Stays = ()
    said: Mapping[str, Json] = field(default_factory=dict)
    form: FormState | None = field(default=None, metadata={"alias": "interview"})
    forms_opened: int = field(default=0, metadata={"alias": "interviews"})
    last: Last = field(default_factory=Last)
    focus: Focus = field(default_factory=Focus)
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    office: OfficeDraft | None = None
    reminders: tuple[Reminder, ...] = ()
    news: tuple[str, ...] = ()
    remarks: tuple[int, ...] = ()
    remarked_on: str = ""
    restarted: bool = False
    version: Annotated[int, Converted(dump=_this_version)] = field(default=0, compare=False)

    @classmethod
    def new(cls, standing: Standing = NOTHING) -> "Session":
        """Return the session of somebody who has not written before, or not for long.

        Args:
            standing: what they asked for then that is still to be sent.
        """
        return cls(reminders=standing.reminders, news=standing.news)

    def to_json(self) -> str:
        """Return the session as JSON; `from_json` gives the same session back."""
        return _SESSION.dump(self)

    @classmethod
    def from_json(cls, stored: str) -> "Session":
        """Return the session from its JSON.

        One that this version cannot read is restarted: language and script are kept where they can
        be read, and `restarted` is set so that the person is told. Nothing is raised.
        """
        try:
            session = _SESSION.load(stored)
        except ValueError:
            return _restarted(stored)
        return session if session.version == VERSION else _restarted(stored)

    def among(self, institutions: Container[str]) -> "Session":
        """Return the session without institutions that are gone: a pack may be taken out."""
        focus = changed(
            self.focus,
            institution=_there(self.focus.institution, institutions),
            named=_there(self.focus.named, institutions),
        )
        return changed(self, focus=focus, institution=_there(self.institution, institutions))

    def open_form(
        self, tool: str, answers: Mapping[str, Json], *, brief: bool = False
    ) -> "Session":
        """Return this session with a new form in place of the one before."""
        number = self.forms_opened + 1
        opened = FormState(tool=tool, number=number, answers=dict(answers), brief=brief)
        return replace(self, form=opened, forms_opened=number)


@dataclass(frozen=True, slots=True)
class _Language:
    """What can be read of a session that is otherwise unreadable."""

    locale: Locale | None = None
    pinned: bool = False


_FORM = Codec[FormState](FormState, "form")
_SESSION = Codec[Session](Session, "session", renamed={"told": "case"})
_LANGUAGE = Codec[_Language](_Language, "language")
_STANDING = Codec[Standing](Standing, "standing")


def _restarted(stored: str) -> Session:
    """Return a new session with what can be saved of a stored one."""
    session = changed(Session.new(_standing(stored)), restarted=True)
    try:
        kept = _LANGUAGE.load(stored)
    except ValueError:
        return session
    return changed(session, locale=kept.locale, pinned=kept.pinned)


def _standing(stored: str) -> Standing:
    """Return what a stored session says of reminders and news: they go on being sent."""
    try:
        return _STANDING.load(stored)
    except ValueError:
        return NOTHING


def _there(institution: str | None, institutions: Container[str]) -> str | None:
    return institution if institution in institutions else None
