"""Forms that answer a message by the rules, with the case and the conversation beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.applying import asks_why
from bot.dialogue.cues.counted import counts_months_used, months_beside_other_programmes
from bot.dialogue.cues.leading_words import without_what_is_told
from bot.dialogue.cues.matters import STAFF_MATTER
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.cues.publishers import computed_by
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.plain_words import asked_plainly
from bot.dialogue.interview.form_policy import Dialogue
from bot.dialogue.persons import without_names_of_people
from bot.dialogue.rules_answers import RulesAnswers
from bot.dialogue.state import case, ledger
from bot.dialogue.state.session import FormState, Session
from bot.dialogue.stays.plan_turns import is_built_upon_a_plan
from bot.dialogue.told_beside import (
    asks_whether_more_fits,
    is_long,
    is_of_a_graduate,
    is_one_more_after_an_account,
    is_planned_beside_a_traineeship,
    of_the_marks_told,
    tells_no_more_than_a_case,
)
from bot.dialogue.turn import Message, Outcome
from bot.messages.json_value import Json
from bot.understanding import QuestionKind, Understanding
from bot.understanding.people.programmes import short_stays
from knowledge import EntryKind
from rules import Verdict
from rules.institutions import registry
from rules.programmes.names import has_words_of_its_own, is_short

_NOTHING_USED: Json = {"months": 0}
_WHO = ("role", "cycle", "programme")
NOTHING: frozenset[QuestionKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Computing:
    """Finds the form that answers a message by the rules, and opens it.

    Attributes:
        rules: which form answers which kind of question.
        forms: the forms as they go on.
        finding: the entries, which may answer better.
    """

    rules: RulesAnswers
    forms: Dialogue
    finding: Finding

    def computed(
        self,
        message: Message,
        reading: Understanding | None = None,
        given: Mapping[str, Json] | None = None,
    ) -> FormState | None:
        """Return the form that answers a message by the rules, or one question of it.

        Args:
            message: the message in its conversation.
            reading: what the one question says; the whole message where it is left out.
            given: slots to take beside what it says.
        """
        session, reading = message.session, reading or message.reading
        if given is None and of_the_marks_told(reading, message):
            interview = session.form
            given = {} if interview is None else {"mark": interview.answers["mark"]}
        kept = self.known(session)
        if session.last.computed and session.form is not None and kinds.is_bare(reading):
            # "How much for that?" is asked of the last result.
            kept |= case.of_answers(session.form.answers)
        found = self.rules.attempt(
            reading,
            message.today,
            _whose_rules(message),
            kept,
            given,
            spoken_of=self._spoken_of(message),
            asked_before=message.context.asked if message.context.goes_on else NOTHING,
        )
        # Somebody of elsewhere is judged by no rules told here; what a table says holds for all.
        judged = found is not None and found.tool not in policy.OF_A_TABLE
        return None if judged and message.context.elsewhere else found

    def known(self, session: Session) -> dict[str, Json]:
        """Return the case; where all stays were in another cycle, nothing is used of this one."""
        kept = case.values(session.case)
        if ledger.of_other_cycles(session.stays, kept.get("cycle")):
            kept.setdefault("used", _NOTHING_USED)
        return kept

    def with_slot(self, message: Message, slot: str, value: Json) -> FormState | None:
        """Return the form that answers a message with one slot given."""
        return self.computed(message, given={slot: value})

    def open(self, computed: FormState, message: Message) -> Outcome:
        """Open the form that answers a message: its result, or its first question."""
        session = message.session
        if is_built_upon_a_plan(message.reading):
            # How long the stay before it is says nothing of this one.
            session = replace(session, case=case.without(session.case, ("duration",)))
        return self.forms.open(
            computed.tool,
            computed.answers,
            session,
            message.voice,
            message.today,
            brief=computed.brief,
        )

    def _spoken_of(self, message: Message) -> dict[str, Json]:
        """Return who and which mobility is spoken of, where a message tells only of the stay."""
        session, reading, context = message.session, message.reading, message.context
        said = session.said
        of_the_stay = said.keys() & {"duration", "hours", "ects"}
        known = session.case.get("programme")
        spoken_of = self._own_programme_spoken_of(message)
        if spoken_of is not None:
            return {"programme": spoken_of}
        # A stay of days is of the short kind spoken of, whatever came in between.
        matter = context.matter or context.focus.matter
        is_of_a_short_kind = is_short(matter) and not is_long(said)
        if not of_the_stay or reading.programmes or said.keys() & set(_WHO):
            return {}
        if not (context.goes_on or is_of_a_short_kind):
            return {}
        if reading.institutions or reading.names_another_institution:
            return {}
        if session.last.computed and session.form is not None:
            answers = dict(session.form.answers)
            if is_short(answers.get("programme")) and is_long(said):
                # A stay of months is another one than the short one spoken of.
                answers.pop("programme", None)
            return {slot: answers[slot] for slot in _WHO if slot in answers}
        told = {slot: message.before[slot] for slot in _WHO if slot in message.before}
        if short_stays(reading.text) and not is_short(matter):
            # A short one is asked about instead of the long one spoken of.
            return told
        told |= self._kind_judged(message)
        if told or matter is None:
            return told
        if matter == STAFF_MATTER:
            return {} if "role" in context.who else {"role": STAFF_MATTER}
        # What stands beside entries about one kind of mobility may be about any.
        first = next(iter(context.focus.entries), "")
        entry = self.finding.matcher.knowledge.entries.get(first)
        own = entry is None or entry.programme is not None or entry.kind is not EntryKind.ANSWER
        # What was told of the person's own plan is of that plan.
        own = own or (known is not None and known.value == matter)
        own = is_of_a_short_kind or (own and not is_short(matter))
        return {"programme": matter} if own else {}

    def _own_programme_spoken_of(self, message: Message) -> str | None:
        """Return the programme of a pack that "could a PhD student join?" asks it of."""
        context, reading = message.context, message.reading
        told = bool(message.session.said.keys() & policy.WHO_SOMEBODY_IS)
        asked = reading.asks(kinds.PERMISSION, kinds.FIT) and not reading.programmes
        if not (told and asked and context.goes_on and is_of_a_pack(context.strictly_of)):
            return None
        own = has_words_of_its_own(context.matter or "", str(context.strictly_of))
        return context.matter if own else None

    def _kind_judged(self, message: Message) -> dict[str, Json]:
        """Return the kind that the last verdict was on, where an answer came in between."""
        form, matter = message.session.form, message.context.matter
        if form is None or form.tool not in policy.OF_A_STAY:
            return {}
        programme = form.answers.get("programme")
        short = is_short(programme) and is_long(message.session.said)
        same = matter in (None, programme) and programme is not None and not short
        return {"programme": programme} if same else {}

    def is_by_its_rules(self, message: Message) -> bool:
        """Return whether the last result was computed by the rules that a message is about."""
        interview, home = message.session.form, message.context.institution
        return interview is None or home in (None, computed_by(interview.tool, interview.answers))

    def asks_else(self, computed: FormState, message: Message) -> bool:
        """Return whether an entry surely answers something that only mentions the case."""
        of_a_tool = {
            "grade": self._asks_else_than_a_grade,
            "deadlines": self._asks_for_one_of_the_days,
            "grant": self._asks_else_than_a_sum,
        }.get(computed.tool)
        if of_a_tool is not None:
            return of_a_tool(message)
        return self._asks_else_than_a_verdict(computed, message)

    def _asks_else_than_a_verdict(self, computed: FormState, message: Message) -> bool:
        verdict = message.reading.asks(kinds.PERMISSION, kinds.FIT)
        told = message.session.said.keys() & policy.JUDGED_ALONE or message.reading.ambiguous
        if told and asks_why(message.reading) and not verdict:
            # "Why twelve months?" asks for no verdict on a stay of twelve.
            return True
        if is_of_a_graduate(computed, message):
            return self._tells_of_graduates(message)
        beside = is_planned_beside_a_traineeship(message)
        beside = beside or months_beside_other_programmes(message.reading)
        if beside or computed.tool not in policy.VERDICTS or tells_no_more_than_a_case(message):
            return False
        if is_one_more_after_an_account(message) or asks_whether_more_fits(message):
            return False
        if self.is_a_gap(message) and not asks_whether_more_fits(message):
            return True
        left = message.reading.asks(kinds.LEFT) or counts_months_used(message.reading)
        left = left or kinds.asks_if_it_is_a_problem(message.reading)
        if computed.tool == "account" and (left or kinds.counts_in_the_cycle(message.reading)):
            return False
        if kinds.asks_for_a_verdict(message.reading, message.session.said):
            return False
        found = self.finding.sure(message)
        if computed.tool == "options" and len(message.reading.programmes) < 2:
            # How long any stay may be is told only where nothing narrower is meant.
            near = self.finding.candidates(message)[:1]
            other = any(
                one.score >= policy.ALONE and one.entry.tool not in policy.VERDICTS for one in near
            )
            interview = message.session.form
            again = interview is not None and interview.tool == "options"
            again = again and message.session.last.computed
            running = not again and not message.context.focus.is_empty
            return found is not None or other or running
        return self._asks_beside_the_stay(computed, message)

    def _tells_of_graduates(self, message: Message) -> bool:
        """Return whether an entry on traineeships after the studies surely answers a message."""
        sure = self.finding.sure(message)
        applied = registry().overview(policy.COUNTS_AS_APPLIED, message.context.home)
        return sure is not None and applied in (sure.entry.id, *sure.entry.related)

    def _asks_beside_the_stay(self, computed: FormState, message: Message) -> bool:
        """Return whether an entry surely answers more than whether a stay may be."""
        found = self.finding.sure(message)
        told = "duration" in message.session.said
        of_a_pack = is_of_a_pack(message.context.strictly_of)
        who = message.session.said.keys() & policy.WHO_SOMEBODY_IS
        may = bool(who) and kinds.asks_for_permission(message.reading)
        spoken_of = message.reading.programmes or self._own_programme_spoken_of(message)
        if of_a_pack and (told or may) and spoken_of:
            # Entries of packs seldom say which form gives the verdict on what they tell.
            return False
        if not message.session.said and computed.tool in policy.OF_A_STAY:
            # Of the stay told before something else is asked than whether it may be.
            return found is not None and not kinds.asks_only_whether(message.reading)
        of_a_person = (told and who) or "year" in message.session.said
        if of_a_person and found is not None and found.entry.kind is EntryKind.OVERVIEW:
            # What there is to know altogether is no answer to who tells a stay or a year.
            return False
        verdict = kinds.FIT, kinds.PERMISSION
        judged = told and (of_a_pack or message.reading.asks(*verdict))
        least = policy.SURE_BESIDE_A_LENGTH if judged else policy.SURE_BESIDE_A_CASE
        if found is None or found.score < least or self._is_out_of_it(computed, message):
            return False
        if found.entry.tool not in policy.VERDICTS:
            return True
        if found.entry.tool == "duration" and not told and not message.reading.asks(kinds.LENGTH):
            # "I graduated last month, may I still go?" names a month, and asks for no length.
            return False
        # "May I apply for a BIP by myself?" tells a case that settles nothing of what is asked.
        return computed.tool == "eligibility" and not self._decides(computed, message)

    def _is_out_of_it(self, computed: FormState, message: Message) -> bool:
        """Return whether what somebody tells of themselves settles a case, whatever entries say.

        "I am not a student here", "without a contract", "graduated three years ago".
        """
        said = message.session.said
        whether = message.reading.asks(kinds.PERMISSION, kinds.FIT, kinds.LEFT)
        # Who only tells it asks what comes of it.
        whether = whether or not message.reading.questions
        when = "starts_on" in said or (whether and "finished_on" in said)
        if when and "applied_while_enrolled" in said:
            # What every answer on graduates asks for is told.
            return True
        told = "finished_on" in said or False in (said.get("registered"), said.get("contract"))
        return told and self._decides(computed, message)

    def _asks_else_than_a_grade(self, message: Message) -> bool:
        """Return whether no conversion is asked: "where is a course with grade A written down?"."""
        if not message.reading.questions and "?" not in message.text:
            return False
        of_points = all(one.slot == "points" for one in message.reading.marks)
        which_of_two = "beside_a_mark" in message.reading.places
        if of_points and (which_of_two or message.reading.asks(kinds.CONVERSION)):
            # "My transcript says 92, 78 and 66 points: which grades?" asks of no transcript.
            return False
        found = self.finding.sure(message)
        surely = found is not None and found.score >= policy.SURE_BESIDE_A_CASE
        return surely and found is not None and found.entry.tool != "grade"

    def _asks_else_than_a_sum(self, message: Message) -> bool:
        """Return whether no amount is asked: "what is zero grant?", "outside Europe?" behind one.

        What tells a stay, or a means of transport that is paid for, asks for its sum.
        """
        said, reading = message.session.said, message.reading
        if any(said.values()) or not message.context.goes_on:
            return False
        meant = asked_plainly(message, self.finding.matcher)
        if meant is not None:
            return meant.entry.tool != "grant" and meant.entry.kind is not EntryKind.OVERVIEW
        return not (said or reading.asks(kinds.MONEY) or kinds.is_bare(reading))

    def _asks_for_one_of_the_days(self, message: Message) -> bool:
        """Return whether an entry surely tells the one day that is asked for, and not all."""
        found = self.finding.sure(message)
        if found is None or found.entry.kind is not EntryKind.ANSWER:
            return False
        few = len(message.reading.words) <= policy.LONGEST_CORRECTION
        if message.context.goes_on and few:
            # "My semester starts on 17 February, so latest?" asks for both.
            return False
        of_all = registry().overview(kinds.WHEN.value, found.entry.institution)
        return found.entry.tool == "deadlines" and found.entry.id != of_all

    def is_a_gap(self, message: Message) -> bool:
        """Return whether a message asks, by a word of its own, what the sources do not say.

        "Where can a student appeal?" tells who asks, and is no question for the rules.
        """
        near = self.finding.candidates(message)[:1]
        matcher = self.finding.matcher
        of_its_own = message.session.said.keys() & policy.OF_OWN_CONDITIONS
        if not of_its_own and matcher.is_left_open(message.text, message.reading, message.context):
            return True
        known, asked = matcher.knowledge, without_what_is_told(message.reading)
        if message.reading.about == "other":
            # "My daughter goes to Ljubljana" asks for no company on the way.
            asked = without_names_of_people(asked)
            near = tuple(one for one in near if known.find(asked, limit=1)[0].entry is one.entry)
        plainly = () if of_its_own else known.find(asked, limit=1)
        told = tuple(one for one in plainly if one.score >= policy.PLAINLY_A_GAP)
        return any(
            one.entry.kind is EntryKind.GAP
            and one.score >= policy.GAP_BESIDE_A_CASE
            and known.has_own_words(one.entry, asked)
            for one in (*near, *told)
        )

    def is_of_the_subject(self, message: Message) -> bool:
        """Tell whether a length can be a stay's: "boil for three days" tells one, too."""
        said, reading = message.session.said, message.reading
        told = (message.session.case.keys() | said.keys()) - {"duration", "days"}
        few = len(reading.words) <= policy.SHORT_CASE and bool(said)
        running = not message.context.focus.is_empty
        return bool(told) or few or running or has_word_of_the_subject(reading.folded)

    def _decides(self, computed: FormState, message: Message) -> bool:
        """Tell whether the rules say anything of a case that no entry would say of everybody."""
        if message.session.said.keys() & (policy.JUDGED_ALONE | policy.OF_OWN_CONDITIONS):
            return True
        verdict = self.forms.forms[computed.tool].compute(computed.answers, message.today)
        return isinstance(verdict, Verdict) and verdict.outcome in ("eligible", "not_eligible")


def _whose_rules(message: Message) -> str | None:
    """Return the institution whose rules compute; None where any may.

    What was asked of an institution holds for what goes on from it; a case of one's own that is
    told beside is none of it. Of who belongs nowhere that is known, and asked of an institution of
    a pack, it is that one's: nobody else's rules were spoken of.
    """
    context, own = message.context, message.session.institution
    if context.incoming and message.reading.institution is None:
        home = context.institution
        if home in registry() and registry()[str(home)].tells_partners:
            # Who comes to a university whose text is for partners is judged by nobody else's rules.
            return home
    if message.reading.institution is not None or context.institution == own:
        return context.institution
    if own is None and registry().is_added(context.institution):
        return context.institution
    return context.home if context.bond is Bond.CLOSE else own
