"""The fixed pages: start, help, privacy, language, and the list of topics."""

from dataclasses import dataclass

from bot.conversation.buttons import Verb, data
from bot.conversation.effect import Button, Reply
from bot.conversation.voice import Voice
from knowledge import Entry, Kind, Knowledge
from locales import Locale

_PAGE = 8
_TOPICS = ("ub", "uk", "asss", "gap")

# Each language named in itself, so that a person who reads no other finds it.
LANGUAGES = ((Locale.EN, "English"), (Locale.SR_LATN, "srpski"), (Locale.SR_CYRL, "српски"))


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that do not depend on what was asked."""

    knowledge: Knowledge

    def named(self, name: str, voice: Voice) -> Reply | None:
        """The page that a command of its name shows; None where there is no such page."""
        pages = {
            "start": self.start,
            "help": self.help,
            "language": self.language,
            "topics": self.topics,
            "privacy": self.privacy,
            "forget": self.forget,
        }
        return pages[name](voice) if name in pages else None

    def start(self, voice: Voice) -> Reply:
        """What the bot does and for whom, in three lines, with a button per task."""
        rows = (
            (
                Button(voice.label("tool.eligibility"), data(Verb.TOOL, "eligibility")),
                Button(voice.label("tool.grant"), data(Verb.TOOL, "grant")),
            ),
            (
                Button(voice.label("tool.deadlines"), data(Verb.TOOL, "deadlines")),
                _topics(voice),
            ),
            languages(voice),
        )
        return Reply(voice.say("page.start"), voice.locale, rows)

    def help(self, voice: Voice) -> Reply:
        """How to ask, and every command."""
        return Reply(voice.say("page.help"), voice.locale, ((_topics(voice),),))

    def privacy(self, voice: Voice) -> Reply:
        """What is kept about a person, in plain words."""
        return Reply(voice.say("page.privacy"), voice.locale)

    def forget(self, voice: Voice) -> Reply:
        """What will be deleted, with a button that does it."""
        button = Button(voice.label("button.forget"), data(Verb.FORGET))
        return Reply(voice.say("page.forget"), voice.locale, ((button,),))

    def language(self, voice: Voice) -> Reply:
        """The choice of language and script."""
        return Reply(
            voice.say("page.language"), voice.locale, (languages(voice, all_of_them=True),)
        )

    def topics(self, voice: Voice) -> Reply:
        """What the bot can answer, by institution."""
        rows = tuple(
            (Button(voice.label(f"topic.{topic}"), data(Verb.TOPICS, topic, 0)),)
            for topic in _TOPICS
            if self._entries(topic)
        )
        return Reply(voice.say("page.topics"), voice.locale, rows, in_place=True)

    def topic(self, topic: str, page: int, voice: Voice) -> Reply | None:
        """One page of the entries of a topic; None for a page that there is not."""
        entries = self._entries(topic)
        shown = entries[page * _PAGE : (page + 1) * _PAGE]
        if not shown:
            return None
        rows = [
            (Button(entry.title.plain(voice.locale), data(Verb.ENTRY, entry.id)),)
            for entry in shown
        ]
        turn = [_topics(voice)]
        if page > 0:
            turn.insert(0, Button("‹", data(Verb.TOPICS, topic, page - 1)))
        if (page + 1) * _PAGE < len(entries):
            turn.append(Button("›", data(Verb.TOPICS, topic, page + 1)))
        name = voice.label(f"topic.{topic}")
        return Reply(
            voice.say("page.topic", len(entries), topic=name),
            voice.locale,
            (*rows, tuple(turn)),
            in_place=True,
        )

    def _entries(self, topic: str) -> tuple[Entry, ...]:
        if topic not in _TOPICS:
            return ()
        return tuple(
            entry
            for entry in self.knowledge.entries.values()
            if (topic == "gap" and entry.kind is Kind.GAP)
            or (entry.kind is Kind.ANSWER and entry.institution == topic)
        )


def languages(voice: Voice, *, all_of_them: bool = False) -> tuple[Button, ...]:
    """Buttons that choose a language and script: the others, or all of them."""
    return tuple(
        Button(name, data(Verb.LANGUAGE, locale.value))
        for locale, name in LANGUAGES
        if all_of_them or locale is not voice.locale
    )


def _topics(voice: Voice) -> Button:
    return Button(voice.label("button.topics"), data(Verb.TOPICS))
