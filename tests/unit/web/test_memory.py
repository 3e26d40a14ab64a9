"""What a process remembers of chats: briefly, and not of too many."""

from bot.storage import Address
from bot.web import memory
from bot.web.memory import KnownChat, Memory
from bot.web.visitor import WebVisitor

KNOWN = KnownChat(None, WebVisitor())


async def test_a_chat_is_forgotten_a_minute_after_its_last_message() -> None:
    now = [1000.0]
    remembered = Memory(lambda: now[0])
    remembered.keep(Address(0, 1, 1), KNOWN)
    now[0] += 59
    assert remembered.of(Address(0, 1, 1)) == KNOWN
    now[0] += 2
    assert remembered.of(Address(0, 1, 1)) is None


async def test_of_many_chats_those_that_wrote_last_are_remembered() -> None:
    remembered = Memory()
    for number in range(memory.MOST + 1):
        remembered.keep(Address(0, number, number), KNOWN)
    assert remembered.of(Address(0, 0, 0)) is None
    assert remembered.of(Address(0, memory.MOST, memory.MOST)) == KNOWN


async def test_nothing_stays_in_memory_of_who_writes_no_more() -> None:
    now = [1000.0]
    remembered = Memory(lambda: now[0])
    remembered.keep(Address(0, 1, 1), KNOWN)
    now[0] += 30
    remembered.keep(Address(0, 2, 2), KNOWN)
    now[0] += 31
    remembered.sweep()
    assert len(remembered) == 1
    now[0] += 31
    remembered.sweep()
    assert not len(remembered)
