"""Who a person says to be: role, cycle of studies, cycle of the mobility, and year."""

from dataclasses import replace

from bot.messages.record import record
from bot.understanding.people.cycles import cycles_of, years_of
from bot.understanding.people.roles import ANY_STAFF, STAFF, Mention, Rank, applied_as, roles_of
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import Tokens
from bot.understanding.understanding import Found, Holder, Unclear

_CLITICS = frozenset({"sam", "je", "smo", "studijama", "akademskim"})
_SEVERAL = 2
# "Applied as a student", "prijavila se dok sam bila student": what a graduate was then.
_THEN = frozenset({"as", "while", "when", "kao", "dok", "kad", "kada"})
_REACH_OF_THEN = 4
ORDER = {"bachelor": 0, "integrated": 0, "master": 1, "doctoral": 2}


@record
class People:
    """What a message says of the person.

    Attributes:
        found: `role`, `cycle`, `mobility_cycle`, `year` as far as they are clear.
        unclear: what contradicts itself.
        past_cycle: the one cycle in which something past was told ("na osnovnim sam bio ...").
        cycles: every cycle that was named, in order.
    """

    found: tuple[Found, ...]
    unclear: tuple[Unclear, ...]
    past_cycle: str | None
    cycles: tuple[Mention, ...]


_NOBODY = People((), (), None, ())


def people(message: Tokens, told: tuple[Stance, ...], whose: tuple[Holder, ...]) -> People:
    """Read role, cycle, cycle of the mobility and year of each person a message speaks of."""
    roles = roles_of(message, told, whose)
    cycles = _past_beside_others(message, told, cycles_of(message, told, whose))
    years = years_of(message, told)
    if not (roles or cycles or years):
        return _NOBODY
    if "other" not in whose:
        return _person(message, roles, cycles, years)
    told_of: dict[Holder, People] = {}
    holders: tuple[Holder, ...] = ("asker", "other")
    for holder in holders:
        told_of[holder] = _person(
            message,
            [role for role in roles if whose[role.start] == holder],
            [cycle for cycle in cycles if whose[cycle.start] == holder],
            [year for year in years if whose[year[1]] == holder],
        )
    own, others = told_of["asker"], told_of["other"]
    return People(
        own.found + tuple(replace(one, of="other") for one in others.found),
        own.unclear + others.unclear,
        others.past_cycle or own.past_cycle,
        tuple(cycles),
    )


def _past_beside_others(
    message: Tokens, told: tuple[Stance, ...], cycles: list[Mention]
) -> list[Mention]:
    """Take a cycle as over where the past is told right behind it: "a na osnovnim sam bila ..."."""
    if len({cycle.value for cycle in cycles}) < _SEVERAL:
        return cycles
    return [
        replace(cycle, stance=Stance.PAST) if _past_follows(message, told, cycle) else cycle
        for cycle in cycles
    ]


def _past_follows(message: Tokens, told: tuple[Stance, ...], cycle: Mention) -> bool:
    stop = cycle.stop
    while message.word(stop) in _CLITICS:
        stop += 1
    if stop == cycle.stop or stop >= len(message) or message.ends_clause(stop):
        return False
    return told[stop] is Stance.PAST and told[cycle.start] is not Stance.PAST


def _person(
    message: Tokens,
    roles: list[Mention],
    cycles: list[Mention],
    years: list[tuple[int, int, int]],
) -> People:
    found: list[Found] = []
    unclear: list[Unclear] = []
    past = {cycle.value for cycle in cycles if cycle.stance is Stance.PAST}
    current = _strongest([cycle for cycle in cycles if _is_current(cycle)])
    enrolled_in = [cycle for cycle in cycles if not cycle.to_come]
    if not current:
        current = _strongest([one for one in enrolled_in if one.stance is not Stance.PAST])
    enrolled = any(not applied_as(message, one.start) for one in current)
    if not current:
        current = _strongest(enrolled_in)
    role = _role(message, roles, current, found, unclear, enrolled=enrolled)
    if role == "graduate" or (role in STAFF and not _persons(current)):
        current = []
    if len({cycle.value for cycle in current}) == 1:
        found.append(_as_found("cycle", current[0]))
        _of_other_cycles(cycles, current[0].value, found, past)
    elif current:
        span = message.span(current[0].start, current[-1].stop)
        candidates = tuple(dict.fromkeys(cycle.value for cycle in current))
        unclear.append(Unclear("cycle", "conflict", span, candidates))
    _year(message, years, found, unclear)
    past_cycle = past.pop() if len(past) == 1 else None
    return People(tuple(found), tuple(unclear), past_cycle, tuple(cycles))


def _is_current(cycle: Mention) -> bool:
    return cycle.stance is not Stance.PAST and not cycle.planned


def _persons(mentions: list[Mention]) -> bool:
    return any(mention.rank >= Rank.PERSON for mention in mentions)


def _as_found(field: str, mention: Mention) -> Found:
    return Found(field, mention.value, mention.start, mention.stop)


def _strongest(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions of the highest rank; those told of now before all others."""
    now = [mention for mention in mentions if mention.stance is Stance.NOW]
    chosen = now or mentions
    highest = max((mention.rank for mention in chosen), default=0)
    return [mention for mention in chosen if mention.rank == highest]


def _of_other_cycles(cycles: list[Mention], cycle: str, found: list[Found], past: set[str]) -> None:
    """Set a mobility in a later cycle as one to come, one in an earlier cycle as over."""
    others = [
        mention
        for mention in cycles
        if mention.value != cycle and (mention.planned or mention.stance is Stance.PLAN)
    ]
    later = [mention for mention in others if ORDER[mention.value] > ORDER[cycle]]
    past |= {mention.value for mention in others if ORDER[mention.value] < ORDER[cycle]}
    if len({mention.value for mention in later}) == 1:
        found.append(_as_found("mobility_cycle", later[0]))


def _role(
    message: Tokens,
    roles: list[Mention],
    cycles: list[Mention],
    found: list[Found],
    unclear: list[Unclear],
    *,
    enrolled: bool,
) -> str | None:
    chosen = [role for role in roles if role.stance is not Stance.PAST or role.value == "graduate"]
    if enrolled and any(role.value == "graduate" for role in chosen):
        chosen = [role for role in chosen if role.value != "graduate"]
    if {role.value for role in chosen} == {"graduate", "student"}:
        chosen = [one for one in chosen if not (one.value == "student" and _then(message, one))]
    chosen = _strongest(chosen) if len({role.value for role in chosen}) > 1 else chosen
    values = {role.value for role in chosen}
    if ANY_STAFF in values:
        chosen = [role for role in chosen if role.value != ANY_STAFF] or chosen
        values = {role.value for role in chosen}
    if values == {ANY_STAFF}:
        span = message.span(chosen[0].start, chosen[-1].stop)
        unclear.append(Unclear("role", ANY_STAFF, span, tuple(sorted(STAFF))))
        return None
    if values and values <= STAFF and _persons(cycles) and enrolled:
        values |= {"student"}
    if len(values) > 1:
        span = message.span(chosen[0].start, chosen[-1].stop)
        unclear.append(Unclear("role", "conflict", span, tuple(sorted(values))))
        return None
    if chosen:
        found.append(_as_found("role", chosen[0]))
        return chosen[0].value
    if cycles and len({cycle.value for cycle in cycles}) == 1:
        found.append(Found("role", "student", cycles[0].start, cycles[0].stop))
        return "student"
    return None


def _then(message: Tokens, role: Mention) -> bool:
    """Return whether a role is told of an earlier time: "applied as a student"."""
    return not _THEN.isdisjoint(message.words[max(0, role.start - _REACH_OF_THEN) : role.start])


def _year(
    message: Tokens,
    years: list[tuple[int, int, int]],
    found: list[Found],
    unclear: list[Unclear],
) -> None:
    values = {value for value, _, _ in years}
    if len(values) == 1:
        found.append(Found("year", *years[0]))
    elif values:
        span = message.span(years[0][1], years[-1][2])
        unclear.append(Unclear("year", "conflict", span, tuple(sorted(values))))
