"""What came along with an answer is given once, whichever answer arrives first."""

from bot.storage.postgres.handed import Handed

BOT, CHAT = 7, 1
ME = 3


def test_a_thing_is_given_once() -> None:
    handed: Handed[str] = Handed(lambda: ME, 1.0)
    handed.put(BOT, CHAT, 5, "five")
    assert handed.take(BOT, CHAT) == "five"
    assert handed.take(BOT, CHAT) is None


def test_what_somebody_found_before_it_arrived_is_not_given_again() -> None:
    handed: Handed[str] = Handed(lambda: ME, 1.0)
    handed.gave(BOT, CHAT, 5)
    handed.put(BOT, CHAT, 5, "five")
    assert handed.take(BOT, CHAT) is None
    handed.put(BOT, CHAT, 6, "six")
    assert handed.take(BOT, CHAT) == "six"


def test_what_somebody_found_while_it_was_kept_is_not_given_again() -> None:
    handed: Handed[str] = Handed(lambda: ME, 1.0)
    handed.put(BOT, CHAT, 5, "five")
    handed.gave(BOT, CHAT, 5)
    assert handed.take(BOT, CHAT) is None


def test_it_is_bounded_and_what_is_old_is_asked_for_again(monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr("bot.storage.postgres.handed.time.monotonic", lambda: now[0])
    handed: Handed[int] = Handed(lambda: ME, 1.0)
    for chat in range(2000):
        handed.put(BOT, chat, 1, chat)
    assert handed.take(BOT, 0) is None
    assert handed.take(BOT, 1999) == 1999
    now[0] = 2.0
    assert handed.take(BOT, 1998) is None


def test_what_was_claimed_under_another_number_is_not_given() -> None:
    number: list[int | None] = [ME]
    handed: Handed[str] = Handed(lambda: number[0], 1.0)
    handed.put(BOT, CHAT, 5, "five")
    number[0] = ME + 1
    assert handed.take(BOT, CHAT) is None


def test_nothing_is_given_while_others_may_take_this_replica_for_dead() -> None:
    number: list[int | None] = [ME]
    handed: Handed[str] = Handed(lambda: number[0], 1.0)
    handed.put(BOT, CHAT, 5, "five")
    number[0] = None
    assert handed.take(BOT, CHAT) is None
    handed.put(BOT, CHAT, 6, "six")
    number[0] = ME
    assert handed.take(BOT, CHAT) is None
