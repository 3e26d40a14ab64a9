"""What the rules of an institution of a pack say of what is asked, where nobody tells a case.

"How long is a Karpat stay?" asks for one condition of a programme, not for a verdict, and most
packs write no entry beside what stands in their programmes, calls and deadlines anyway.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.length_sides import bounding_one_stay, of_one_side
from bot.dialogue.cues.of_a_pack import is_of_a_pack, without_all_names, without_names
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.what_is_asked import programme_of_its_own
from bot.dialogue.reply_lines import instead_of_first, with_heading, with_last_line
from bot.dialogue.state.session import FormState, Last
from bot.dialogue.steps.which_rule import WhichRule
from bot.dialogue.turn import Message, Outcome
from bot.forms.form import listed, paragraphs, within_sentence
from bot.forms.programmes import INSTITUTION, title
from bot.messages.effect import Effect, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import escape
from bot.messages.voice import Voice
from bot.understanding.questions.asked_of_rules import OfRules, side_asked
from knowledge import Match, theme_file
from locales import Money, Text
from rules import Rulebook, StatedCondition
from rules.condition import CAP
from rules.deadlines import rule
from rules.estimate_request import rates_told
from rules.institutions import DEADLINES, PROGRAMMES, registry
from rules.programme import ProgrammeKind

_FACTS = {
    OfRules.CREDITS: {"ects", "earned_ects"},
    OfRules.AVERAGE: {"average"},
    OfRules.GRADUATES: {"applied_while_enrolled", "within_year", "before_project_end"},
    OfRules.HOURS: {"hours"},
    OfRules.YEAR: {"year"},
    OfRules.LENGTH: {"duration"},
    OfRules.WHO: {"role", "cycle", "year", "registered", "degree_programme", "contract"},
}
# A case is told with any of these, and what is asked is asked of it.
_CASE = frozenset(
    {
        "duration",
        "days",
        "hours",
        "ects",
        "earned_ects",
        "average",
        "used",
        "mark",
        "semester_start",
    }
)
_OF_A_VERDICT = frozenset({kinds.PERMISSION, kinds.FIT, kinds.LEFT})
_OF_NO_CONDITION = frozenset({kinds.WHEN, kinds.MONEY, kinds.PAPERS})
_NAMED_ONLY = frozenset({OfRules.WHO, OfRules.CONDITIONS})


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The step that tells a rule of an institution of a pack by itself."""

    finding: Finding
    computing: Computing

    def rule(self, message: Message) -> Outcome | None:
        """Return what is asked for of the rules, where an entry does not tell the same."""
        home = message.reading.institution or message.context.strictly_of
        if home is None or not is_of_a_pack(home) or message.session.said.keys() & _CASE:
            return None
        named_alone = not any(map(str.isalnum, without_names(message.text, message.reading)))
        if named_alone and not message.context.goes_on:
            # A name by itself asks what there is.
            return self._topics(home, message)
        which = WhichRule(self.finding, self.computing.forms.rulebook)
        asked = which.asked(message) or which.named_alone(message)
        if len(message.reading.questions) < 2:
            asked = asked[:1]
        if OfRules.DAILY in asked and self.finding.sentence_answers(message):
            # "How much is the canteen?" asks for no amount of a call.
            return None
        session, effects = message.session, list[Effect]()
        for one in asked:
            goes_on = which.goes_on_about_a_programme(home, message)
            if not goes_on and which.entry_tells(one, message):
                return None
            outcome = self._rule(one, home, replace(message, session=session))
            if outcome is None:
                return None
            session = outcome[0]
            effects += outcome[1]
        return (session, tuple(effects)) if effects else None

    def of_its_programme(self, message: Message) -> Outcome | None:
        """Return the conditions of a programme of its own, for who asks no verdict on a case.

        "Tell me about it" is answered by no "yes, you can", and "when does it start?" by nothing
        that the conditions say.
        """
        home = message.reading.institution or message.context.home
        programme = programme_of_its_own(message) or self._named_alone_after_an_answer(message)
        asked = {one.kind for one in message.reading.questions}
        told = {one.slot for one in message.reading.slots} & (_CASE | policy.WHO_SOMEBODY_IS)
        if programme is None or home is None or asked & _OF_A_VERDICT or told:
            return None
        aspects = self.finding.matcher.knowledge.aspects
        if aspects.beyond_rules(aspects.asked(without_all_names(message.text, message.reading))):
            return None
        if asked & _OF_NO_CONDITION:
            decline = self.finding.refusals.decline
            return decline(message.text, message.session, message.voice, at=home)
        return self._conditions(OfRules.CONDITIONS, home, message)

    def _named_alone_after_an_answer(self, message: Message) -> str | None:
        """Return the programme of a pack that a few words go on to: "and traineeships?"."""
        context, reading = message.context, message.reading
        few = len(reading.words) <= policy.BARE_WORDS and len(reading.programmes) == 1
        if not (few and context.goes_on and is_of_a_pack(context.strictly_of)):
            return None
        name = reading.programmes[0]
        return name if name in self._rules(str(context.strictly_of)).programmes else None

    def _rule(self, asked: OfRules, home: str, message: Message) -> Outcome | None:
        if asked is OfRules.TOPICS:
            return self._topics(home, message)
        if asked is OfRules.BACK:
            name = registry().overview("back", home)
            entry = self.finding.matcher.knowledge.entries.get(name or "")
            own = entry is not None and entry.institution == home
            return self.finding.tell(Match(entry, 1.0), message) if own and entry else None
        if asked is OfRules.DEADLINE:
            return self._deadlines(home, message)
        if not registry().may_tell(PROGRAMMES, home):
            return None
        if asked in (OfRules.DAILY, OfRules.GREEN):
            return self._amount(asked, home, message)
        return self._conditions(asked, home, message)

    def _rules(self, home: str) -> Rulebook:
        return self.computing.forms.rulebook.at(home)

    def _programmes(self, asked: OfRules, home: str, message: Message) -> tuple[str, ...]:
        """Return the programmes that something is asked of: those named, else all open to who asks.

        What holds for one kind of mobility is no answer to who names none.
        """
        rules, reading, context = self._rules(home).programmes, message.reading, message.context
        named = tuple(one for one in reading.programmes if one in rules)
        if reading.programmes:
            return named
        abroad_to_work = context.is_of_staff or asked is OfRules.HOURS
        if kinds.names_exchange(reading) and not abroad_to_work:
            studies = [one.name for one in rules.values() if one.kind is ProgrammeKind.STUDY]
            if studies:
                return tuple(studies)
        if context.goes_on and context.matter in rules:
            return (str(context.matter),)
        if asked in _NAMED_ONLY:
            return ()
        of_staff = {one.name for one in rules.values() if one.kind is ProgrammeKind.STAFF}
        if context.is_of_staff:
            return tuple(one for one in rules if one in of_staff)
        if context.is_of_students:
            return tuple(one for one in rules if one not in of_staff)
        return tuple(rules)

    def _conditions(self, asked: OfRules, home: str, message: Message) -> Outcome | None:
        rules = self._rules(home)
        found: dict[str, Sequence[StatedCondition]] = {}
        programmes = self._programmes(asked, home, message)
        side = side_asked(message.reading)
        for name in programmes:
            stated = rules.conditions(name, on=message.today)
            capped = {one.id for one in rules.programme(name).conditions if CAP in one.bounds}
            # Such a condition says how long one stay may be, too, where that is less.
            of_one = bounding_one_stay(rules.programme(name), rules.numbers(message.today))
            if asked is OfRules.TOTAL:
                told = [one for one in stated if one.id in capped]
            elif asked is OfRules.LENGTH and side is not None:
                told = of_one_side(
                    stated, rules.programme(name), side, rules.numbers(message.today)
                )
            elif asked is OfRules.CONDITIONS:
                told = list(stated)
            else:
                others = capped - of_one if asked is OfRules.LENGTH else capped
                told = [
                    one for one in stated if set(one.facts) & _FACTS[asked] and one.id not in others
                ]
            if told:
                found[name] = told
        other_end = asked is OfRules.LENGTH and side is not None and len(programmes) == 1
        if not found and (asked is OfRules.TOTAL or other_end):
            # The shortest and the longest stay are no answer to how much is allowed together, nor
            # one of them to the other.
            return self.finding.refusals.decline(
                message.text, message.session, message.voice, at=home
            )
        if not found or (asked is OfRules.LENGTH and len(found) > 1):
            return None
        return self._told(found, home, message)

    def _told(
        self, found: Mapping[str, Sequence[StatedCondition]], home: str, message: Message
    ) -> Outcome:
        """Return conditions under the names of their programmes; of one, as its form."""
        voice, rules = message.voice, self._rules(home)
        lines = [_under(title(rules, name, voice), told, voice) for name, told in found.items()]
        sources = tuple(dict.fromkeys(one.source for told in found.values() for one in told))
        line = self.finding.matcher.knowledge.source_line(sources, voice.locale)
        html = paragraphs(*lines, line)
        if len(found) == 1:
            answers: dict[str, Json] = {INSTITUTION: home, "programme": next(iter(found))}
            form = FormState("eligibility", 0, answers, brief=True)
            session, effects = self.computing.open(form, message)
            return session, instead_of_first(html, effects)
        reply = Reply(html, voice.locale, outcome=Answered.ANSWER)
        return replace(message.session, last=Last()), (reply,)

    def _amount(self, asked: OfRules, home: str, message: Message) -> Outcome | None:
        """Return what a day is paid, or what green travel adds, and ask for how many days."""
        rules, voice = self._rules(home), message.voice
        paid = [
            one
            for one in self._programmes(asked, home, message)
            if rules.programme(one).paid_by_day
        ]
        rates = rates_told(rules.institution, rules.numbers(message.today))
        if len(paid) != 1 or rates is None or rates.outside:
            return None
        answers: dict[str, Json] = {INSTITUTION: home, "programme": paid[0]}
        if asked is OfRules.GREEN:
            if rates.green_travel is None:
                return None
            answers["green_travel"] = True
            told = voice.say("own_rules.green", amount=Money(rates.green_travel))
        else:
            told = voice.say(
                "own_rules.daily",
                first=Money(rates.first_tier),
                days=Text("units.days", count=rates.first_tier_days),
                second=Money(rates.second_tier),
            )
        told = f"<b>{escape(title(rules, paid[0], voice))}</b>: {within_sentence(told)}"
        line = self.finding.matcher.knowledge.source_line((rates.source,), voice.locale)
        session, effects = self.computing.open(FormState("grant", 0, answers), message)
        return session, with_heading(paragraphs(told, line) + "\n", effects)

    def _deadlines(self, home: str, message: Message) -> Outcome | None:
        """Return how long before a semester recognition is prepared, and ask when it begins."""
        if not registry().may_tell(DEADLINES, home):
            return None
        owner = self._rules(home).teller(DEADLINES)
        notes = rule(owner.institution, owner.numbers(message.today))
        told = listed("", map(message.voice.text, notes))
        sources = tuple(dict.fromkeys(one.source for one in notes))
        line = self.finding.matcher.knowledge.source_line(sources, message.voice.locale)
        form = FormState("deadlines", 0, {INSTITUTION: home})
        session, effects = self.computing.open(form, message)
        return session, with_heading(paragraphs(told, line) + "\n", effects)

    def _topics(self, home: str, message: Message) -> Outcome | None:
        """Return what can be asked of an institution: what is computed, and its entries."""
        knowledge, voice = self.finding.matcher.knowledge, message.voice
        everything = knowledge.entries.get(registry().overview("everything", home) or "")
        if everything is not None and everything.institution == home:
            return self.finding.tell(Match(everything, 1.0), message)
        themes = [one for one in knowledge.themes.values() if one.file.split("/")[0] == home]
        if not themes:
            return None
        own = registry()[home]
        first = [name for name in own.overviews.values() if name in knowledge.entries]
        entries = [one for one in knowledge.entries.values() if theme_file(one) == themes[0].file]
        names = dict.fromkeys([*first, *(one.id for one in entries)])
        offered = tuple(Match(knowledge.entries[name], 1.0) for name in names)
        theme = replace(
            themes[0], first=tuple(one.entry.id for one in offered[: policy.TOPICS_OF_A_PACK])
        )
        session, effects = self.finding.responder.overview(
            "", theme, message.session, voice, message.today
        )
        computed = [title(self._rules(home), one, voice) for one in self._rules(home).programmes]
        if not computed or not registry().may_tell(PROGRAMMES, home):
            return session, effects
        told = voice.say("own_rules.computed", programmes=", ".join(computed), **own.named)
        return session, with_last_line(told, effects)


def _under(name: str, told: Sequence[StatedCondition], voice: Voice) -> str:
    """Return conditions under the name of their programme; one alone behind it."""
    words = [voice.text(one.text) for one in told]
    if len(words) == 1:
        return f"<b>{escape(name)}</b>: {within_sentence(words[0])}"
    return listed(f"<b>{escape(name)}</b>:", words)
