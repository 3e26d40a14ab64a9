"""What a conversation is about, kept from one message to the next."""

from bot.messages.record import record


@record
class Focus:
    """What a conversation is about. Small talk and a miss leave it whole.

    Attributes:
        entries: the ids of the entries told or offered last, best first.
        told: they were told as the answer, not only offered.
        matter: the kind of mobility, `staff` for both kinds of staff mobility; None for any.
        institution: whose rule was told last; None for nobody's.
        named: the institution that the person named last, for themselves or in a question.
        asked: the kinds of question asked last.
        in_a_row: so many answers one after the other told that institution's rules.
        thing: the paper named last, in a question or an answer, as a meaning of the lexicon.
        incoming: it is of people who come to that institution, not of those who go from it.
        outgoing: it is of people who belong to that institution.
        elsewhere: it is of somebody who belongs to none whose rules are told here.
        in_weeks: the length spoken of last was told in weeks.
        away: the person said that they were away before, and not yet how long.
        away_words: the words in which they said so: they name the stay whose length comes later.
        hours_a_week: the hours of every week that were told of one; None where none were.
        hours_by_day: the hours of each day that were told of one, by the day.
        semester_start: the first day of the semester that deadlines go by, as it was told.
        hours_a_day: the hours of every day that were told of a staff stay; None where none were.
    """

    entries: tuple[str, ...] = ()
    told: bool = False
    matter: str | None = None
    institution: str | None = None
    named: str | None = None
    asked: tuple[str, ...] = ()
    hours_a_day: float | None = None
    hours_a_week: float | None = None
    hours_by_day: tuple[tuple[str, float], ...] = ()
    away: bool = False
    away_words: str = ""
    in_weeks: bool = False
    incoming: bool = False
    outgoing: bool = False
    elsewhere: bool = False
    thing: str | None = None
    in_a_row: int = 0
    semester_start: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was spoken of yet."""
        return not (self.entries or self.matter or self.institution or self.named or self.asked)
