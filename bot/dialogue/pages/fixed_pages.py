"""The fixed pages: start, help, privacy, language, and the list of topics."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.pages.language_choice import AUTOMATIC
from bot.messages.button_data import Verb, data
from bot.messages.effect import Button, ButtonStyle, Reply
from bot.messages.topic_names import topic_name
from bot.messages.voice import Voice
from knowledge import Entry, EntryKind, Knowledge, theme_file
from locales import Locale
from rules.institutions import registry

_PAGE = 8

# Each language named in itself, so that a person who reads no other finds it.
LANGUAGES = ((Locale.EN, "English"), (Locale.SR_LATN, "srpski"), (Locale.SR_CYRL, "српски"))


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that do not depend on what was asked."""

    knowledge: Knowledge

    def named(self, name: str, voice: Voice) -> Reply | None:
        """Return the page that a command of its name shows; None where there is no such page."""
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
        """Return what the bot does and for whom, in three lines, with a button per task."""
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
        """Return how to ask, and every command."""
        return Reply(voice.say("page.help"), voice.locale, ((_topics(voice),),))

    def privacy(self, voice: Voice) -> Reply:
        """Return what is kept about a person, in plain words."""
        return Reply(voice.say("page.privacy"), voice.locale)

    def forget(self, voice: Voice) -> Reply:
        """Return what will be deleted, with a button that does it."""
        button = Button(voice.label("button.forget"), data(Verb.FORGET), style=ButtonStyle.DANGER)
        return Reply(voice.say("page.forget"), voice.locale, ((button,),))

    def language(self, voice: Voice) -> Reply:
        """Return the choice of language and script."""
        automatic = Button(voice.label("button.automatic"), data(Verb.LANGUAGE, AUTOMATIC))
        rows = (languages(voice, all_of_them=True), (automatic,))
        return Reply(voice.say("page.language"), voice.locale, rows)

    def topics(self, voice: Voice) -> Reply:
        """Return what the bot can answer, by institution."""
        rows = tuple(
            (Button(topic_name(topic, voice), data(Verb.TOPICS, topic, 0)),)
            for topic in _topics_in_order()
            if self._themes(topic)
        )
        return Reply(voice.say("page.topics"), voice.locale, rows, in_place=True)

    def opened(self, arguments: tuple[str, ...], voice: Voice) -> Reply | None:
        """Return what a button of the lists opens.

        All topics, one, or a page of a theme; None for none.

        Buttons of earlier messages carry a topic and a page of it: they open the topic.
        """
        match arguments:
            case ():
                return self.topics(voice)
            case (topic, page) if page.isdecimal():
                return self.topic(topic, voice)
            case (topic, theme, page) if page.isdecimal():
                return self.theme(topic, theme, int(page), voice)
        return None

    def topic(self, topic: str, voice: Voice) -> Reply | None:
        """Return the themes of a topic; None where there is no such topic."""
        themes = self._themes(topic)
        if not themes:
            return None
        rows = tuple(
            (Button(self._title(entries[0], voice), data(Verb.TOPICS, topic, theme, 0)),)
            for theme, entries in themes.items()
        )
        number = sum(len(entries) for entries in themes.values())
        name = topic_name(topic, voice)
        html = voice.say("page.topic", number, topic=name)
        return Reply(html, voice.locale, (*rows, (_topics(voice),)), in_place=True)

    def theme(self, topic: str, theme: str, page: int, voice: Voice) -> Reply | None:
        """Return one page of the entries of a theme; None for a page that there is not."""
        entries = self._themes(topic).get(theme, ())
        shown = entries[page * _PAGE : (page + 1) * _PAGE]
        if not shown:
            return None
        rows = [
            (Button(entry.title.plain(voice.locale), data(Verb.ENTRY, entry.id)),)
            for entry in shown
        ]
        turn = [Button(topic_name(topic, voice), data(Verb.TOPICS, topic, 0))]
        if page > 0:
            turn.insert(0, Button("‹", data(Verb.TOPICS, topic, theme, page - 1)))
        if (page + 1) * _PAGE < len(entries):
            turn.append(Button("›", data(Verb.TOPICS, topic, theme, page + 1)))
        name = f"{topic_name(topic, voice)} · {self._title(shown[0], voice)}"
        return Reply(
            voice.say("page.topic", len(entries), topic=name),
            voice.locale,
            (*rows, tuple(turn)),
            in_place=True,
        )

    def contents(
        self, voice: Voice
    ) -> tuple[tuple[str, tuple[tuple[str, tuple[Entry, ...]], ...]], ...]:
        """Return all that can be answered: topics by name, and in each the themes by theirs."""
        return tuple(
            (
                topic_name(topic, voice),
                tuple((self._title(each[0], voice), each) for each in themes.values()),
            )
            for topic in _topics_in_order()
            if (themes := self._themes(topic))
        )

    def _themes(self, topic: str) -> Mapping[str, tuple[Entry, ...]]:
        """Return the entries of a topic by theme, in the order of the themes."""
        found: dict[str, list[Entry]] = {}
        if topic in _topics_in_order():
            order = list(self.knowledge.themes)
            entries = [
                entry
                for entry in self.knowledge.entries.values()
                if entry.kind is not EntryKind.TALK and topic_of(entry) == topic
            ]
            files = dict.fromkeys(theme_file(entry) for entry in entries)
            ranked = sorted(files, key=lambda file: order.index(file) if file in order else 999)
            found = {file: [] for file in ranked}
            for entry in entries:
                found[theme_file(entry)].append(entry)
        return {file.partition("/")[2]: tuple(entries) for file, entries in found.items()}

    def _title(self, entry: Entry, voice: Voice) -> str:
        """Return the name of the theme of an entry; of one without a name, that of its file."""
        theme = self.knowledge.themes.get(theme_file(entry))
        if theme is None:
            return entry.file.stem.replace("-", " ").capitalize()
        return theme.title.plain(voice.locale)


def _topics_in_order() -> tuple[str, ...]:
    return (*registry().ids, "gap")


def topic_of(entry: Entry) -> str:
    """Return the topic of an entry: its institution's, or what no source says."""
    if theme_file(entry).startswith("gaps/") or entry.institution == "any":
        return "gap"
    return entry.institution


def languages(voice: Voice, *, all_of_them: bool = False) -> tuple[Button, ...]:
    """Return buttons that choose a language and script: the others, or all of them."""
    return tuple(
        Button(name, data(Verb.LANGUAGE, locale.value))
        for locale, name in LANGUAGES
        if all_of_them or locale is not voice.locale
    )


def _topics(voice: Voice) -> Button:
    return Button(voice.label("button.topics"), data(Verb.TOPICS))
