"""Students and staff who talk to each other through the bot, whatever happens to it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from bot.messages.markup import plain
from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom, Person, PrivateChat
from bot.preview.kit.seen import SeenMessage
from bot.storage import StorageError, Store, open_store
from bot.storage.changes import Query
from bot.telegram.outgoing import Outgoing

_ANSWER = "From the office\n\nre: "


@dataclass
class Student:
    """Asks an office and goes on whenever it has answered."""

    number: int
    chat: PrivateChat
    messages: int
    sent: int = 0
    got: list[str] = field(default_factory=list)
    is_over: bool = False

    def text(self, place: int) -> str:
        return f"message {place} of student {self.number}."

    async def begin(self) -> None:
        await self.chat.send(f"office {self.text(0)}")
        self.sent = 1

    async def hear(self) -> None:
        """Look at what came, and write the next message where the last one is answered."""
        for message in self.chat.skip():
            if message.text.startswith(_ANSWER):
                self.got.append(message.text.removeprefix(_ANSWER))
                await self._go_on()
            elif message.text in ("the bot again", _GIVEN_BACK):
                self.is_over = True

    async def _go_on(self) -> None:
        if self.got[-1] != self.text(self.sent - 1):
            return
        if self.sent < self.messages:
            await self.chat.send(self.text(self.sent))
        elif self.sent == self.messages and self.number % 2:
            await self.chat.send("/done")
        self.sent += 1

    @property
    def lost(self) -> int:
        """How many answers never came."""
        return len({self.text(place) for place in range(self.messages)} - set(self.got))

    @property
    def foreign(self) -> int:
        """How many answers came that were for somebody else."""
        return len([one for one in self.got if not one.endswith(f" student {self.number}.")])


_GIVEN_BACK = "The office ended the conversation. I answer again."


@dataclass
class OfficePeople:
    """One office, many students, and the staff who answer every message once."""

    telegram: LocalTelegram
    vera: Person
    staff: GroupRoom
    students: list[Student]
    answered: set[str] = field(default_factory=set)
    doubtful: Counter[tuple[int, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, telegram: LocalTelegram, *, students: int, messages: int) -> "OfficePeople":
        vera = telegram.person("Vera")
        staff = telegram.group("Office", [vera])
        chats = [telegram.private_chat(telegram.person()) for _ in range(students)]
        people = [Student(number, chat, messages) for number, chat in enumerate(chats)]
        return cls(telegram, vera, staff, people)

    async def begin(self) -> None:
        for student in self.students:
            await student.begin()

    async def live(self, until: "asyncio.Event") -> None:
        """Let everybody write and answer until all is over, or this is set."""
        while not until.is_set() and not self.is_over:
            await self.look()
            await asyncio.sleep(0.005)

    async def look(self) -> None:
        for message in self.staff.skip():
            await self._staff_read(message)
        for student in self.students:
            await student.hear()

    async def _staff_read(self, message: SeenMessage) -> None:
        words = message.text.split("\n\n")
        said = next((one for one in words if one.startswith("message ")), None)
        if said is None or said in self.answered:
            return
        self.answered.add(said)
        await self.staff.send(self.vera, f"re: {said}", reply_to=message)
        place, number = said.split()[1], int(said.rstrip(".").rpartition(" ")[2])
        last = self.students[number].messages - 1
        if place == str(last) and not number % 2:
            await self.staff.send(self.vera, "/done", reply_to=message)

    @property
    def is_over(self) -> bool:
        return all(student.is_over for student in self.students)

    async def note_doubtful(self, database_url: str) -> None:
        """After a kill: remember what people have already and the database takes for unsent."""
        outbox: Query[tuple[int, str]] = Query(
            "SELECT chat, payload FROM outbox", (), lambda chat, payload: (chat, payload)
        )
        store = await opened(database_url)
        try:
            rows = await store.read(outbox)
        finally:
            await store.close()
        for chat, payload in rows:
            text = plain(Outgoing.from_payload(payload).html or "")
            if text and text in self.texts(chat):
                self.doubtful[chat, text] += 1

    def texts(self, chat: int) -> list[str]:
        rooms = {self.staff.id: self.staff, **{one.chat.id: one.chat for one in self.students}}
        return [reply.text for reply in rooms[chat].replies]

    def check(self) -> int:
        """Nothing is lost, nothing went to a wrong person; returns how many messages came twice.

        Raises:
            AssertionError: otherwise, and where something came twice without a reason.
        """
        assert sum(student.lost for student in self.students) == 0
        assert sum(student.foreign for student in self.students) == 0
        for student in self.students:
            in_order = [student.text(place) for place in range(student.messages)]
            assert list(dict.fromkeys(student.got)) == in_order
        wanted = {one.text(place) for one in self.students for place in range(one.messages)}
        assert self.answered == wanted
        twice: Counter[tuple[int, str]] = Counter()
        for chat in (self.staff.id, *(one.chat.id for one in self.students)):
            times = Counter(self.texts(chat))
            twice.update({(chat, text): many - 1 for text, many in times.items() if many > 1})
        assert not twice - self.doubtful, f"came twice without a reason: {twice - self.doubtful}"
        return twice.total()


async def opened(url: str) -> Store:
    """Open the database once whoever was killed has let go of it."""
    for _ in range(50):
        try:
            return await open_store(url)
        except StorageError:
            await asyncio.sleep(0.05)
    return await open_store(url)
