"""Made-up questions that tell who asks, in many notations. No person and no number is real."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from locales import Locale, to_latin

_GIVEN = (
    "Тадислава Милорка Ведран Ана Јована Петар Марко Нада Мила Вера Лука Вук Милан Зора Бранимирка "
    "Сретен Дана Рада Душанка Огњен Искра Жарко Љубица Његош Ђурђа Џејна"
).split()
_FAMILY = (
    "Брзаковљевић Тодорешић Кукуљановски Зеленгрмов Сивчевац Врањушић Мргудић Ковач Пашћанин "
    "Ноћајић"
).split()
_ENGLISH_GIVEN = "Tamsin Mark Grant Zebulon Grace May Dean Odalys Bill Will Corwin April".split()
_ENGLISH_FAMILY = "Young Thistlewick Long Green Fenwrathe Page Hall Grimsward White Price".split()

_SERBIAN_QUESTIONS = (
    "да ли могу на размену 20 дана као докторанд",
    "колика је стипендија за 14 дана",
    "студент сам друге године, да ли имам право на Erasmus",
    "имам 61 поен, да ли је то довољно",
    "када је рок за пријаву у 2026. години",
)
_ENGLISH_QUESTIONS = (
    "can I go on a mobility of 20 days as a PhD student",
    "how much is the grant for 14 days",
    "I am a second year student, am I eligible for Erasmus",
    "I have 61 points, is that enough",
    "when is the deadline for applications in 2026",
)
# What an editor must still find in the questions above, folded; in the same order.
MATTERS = ("20", "14", "", "61", "2026")


@dataclass(frozen=True, slots=True)
class Notation:
    """A question with something personal in it.

    Attributes:
        text: the whole message.
        question: the part that an editor should still understand.
        secrets: parts that must not be readable.
        matters: a number that the question is about; may be empty.
        locale: the written form.
    """

    text: str
    question: str
    secrets: tuple[str, ...]
    matters: str
    locale: Locale


def notations(count: int, seed: int = 1) -> Iterator[Notation]:
    """So many notations, a third in each written form."""
    dice = random.Random(seed)
    for number in range(count):
        locale = (Locale.SR_CYRL, Locale.SR_LATN, Locale.EN)[number % 3]
        which = dice.randrange(5)
        if locale is Locale.EN:
            kinds, question = _ENGLISH, _ENGLISH_QUESTIONS[which]
            given, family = dice.choice(_ENGLISH_GIVEN), dice.choice(_ENGLISH_FAMILY)
        else:
            kinds, question = _SERBIAN, _SERBIAN_QUESTIONS[which]
            given, family = dice.choice(_GIVEN), dice.choice(_FAMILY)
        written, secrets = _fill(kinds[(number // 3) % len(kinds)], given, family, dice)
        text = written.replace("{q}", question)
        if locale is Locale.SR_LATN:
            text, question = to_latin(text), to_latin(question)
            secrets = tuple(map(to_latin, secrets))
        yield Notation(text, question, secrets, MATTERS[which], locale)


def _fill(
    template: str, given: str, family: str, dice: random.Random
) -> tuple[str, tuple[str, ...]]:
    """A template with invented values, and what of them is personal."""
    digits = "".join(dice.choice("123456789") for _ in range(13))
    latin = to_latin(given).lower().encode("ascii", "ignore").decode() + "x"
    values = {
        "Given": given,
        "Family": family,
        "given": given.lower(),
        "family": family.lower(),
        "GIVEN": given.upper(),
        "FAMILY": family.upper(),
        "user": latin,
        "a": digits[:3],
        "b": digits[3:5],
        "c": digits[5:7],
        "d": digits[7:10],
        "e": digits[10:13],
        "f": digits[:6],
        "wide": "".join(chr(ord(digit) + 0xFEE0) for digit in digits[:6]),
        "house": dice.choice(("7", "14", "73", "112")),
        "year": str(dice.randrange(1994, 2007)),
        "day": str(dice.randrange(1, 29)),
        "month": str(dice.randrange(1, 13)),
    }
    text, secrets = template, []
    for name, value in values.items():
        if f"<{name}>" in text:
            text = text.replace(f"<{name}>", value)
            if name not in ("day", "month", "house", "b", "c"):
                secrets.append(value)
    return text, tuple(secrets)


_SERBIAN = (
    "зовем се <Given> <Family>, {q}",
    "моје име је <given> <family> и {q}",
    "ја сам <Given> <Family>, {q}",
    "ја сам <given>, {q}",
    "ЗОВЕМ СЕ <GIVEN> <FAMILY>, {q}",
    "{q}? Хвала, <Given> <Family>",
    "{q}?\n<Given> <Family>",
    "{q}? поздрав, <given>",
    "моја колегиница <Given> <Family> пита {q}",
    "мој брат <given> <family> пита {q}",
    "професор <Family> ми је рекао да питам: {q}",
    "овде <Given>, {q}",
    "пишите на <user>@mejl.test, {q}",
    "мејл <user> (at) mejl (dot) test, {q}",
    "мејл <user> @ mejl . test {q}",
    "мејл <user>＠mejl．test {q}",
    "мејл <user>[at]mejl[dot]rs {q}",
    "мејл <user> et mejl tacka com, {q}",
    "број ми је 06<b>.<a>.<d>, {q}",
    "тел 06<b>-<a>-<c>-<b>, {q}",
    "тел +381 6<b> <a> <d> {q}",
    "тел 06<b>\u00a0<a>\u00a0<d> {q}",
    "тел. <wide> {q}",
    "зовите 06<b>/<a>‑<d> или вибер, {q}",
    "ЈМБГ <a>.<d>.<e>.<a>.<b>, {q}",
    "јмбг <a><d><e><a><b> {q}",
    "пасош <f>АБ, {q}",
    "број пасоша <a> <d>, {q}",
    "индекс 2021/<a>, {q}",
    "број индекса РН <b>/2021, {q}",
    "индекс број <a>-22 {q}",
    "рођен сам <day>.<month>.<year>. {q}",
    "рођена <day>. марта <year>. године, {q}",
    "датум рођења <day>/<month>/<year>, {q}",
    "<year>. годиште, {q}",
    "живим у улици <Family>а <house>, {q}",
    "адреса: Булевар <Family>а <house>, стан <b>, {q}",
    "станујем у <Family>ој <house>, {q}",
    "https://profil.test/<user>?id=<f> {q}",
    "инстаграм <user>.<family>, {q}",
    "@<user>_<b> {q}",
    "www . <user> . com {q}",
    "лична карта <a><d><e>, {q}",
    "зовем се <Given>! {q}? <Family>",
)
_ENGLISH = (
    "I'm <Given> <Family>, {q}",
    "i'm <given> <family> and {q}",
    "my name is <Given> <Family>. {q}",
    "my name is <given>, {q}",
    "I am <GIVEN> <FAMILY>, {q}",
    "this is <Given> <Family>, {q}",
    "{q}? Best regards, <Given> <Family>",
    "{q}?\n<Given>",
    "{q}? thanks, <given>",
    "my friend <Given> <Family> asks: {q}",
    "my friend <given> <family> asks: {q}",
    "professor <Family> told me to ask: {q}",
    "Dear <Given>, {q}",
    "write to <user>@mail.test, {q}",
    "mail: <user> (at) mail (dot) test {q}",
    "mail: <user> @ mail . test {q}",
    "mail: <user>＠mail．test {q}",
    "mail: <user> [at] mail [dot] com {q}",
    "mail <user> at mail dot com, {q}",
    "call me 06<b>.<a>.<d>, {q}",
    "phone 06<b>-<a>-<c>-<b>, {q}",
    "+381 (0)6<b> <a> <d> {q}",
    "phone 06<b>\u00a0<a>\u00a0<d> {q}",
    "phone <wide> {q}",
    "my phone is +44 7<b>‑<a>‑<d>, {q}",
    "JMBG <a>.<d>.<e>.<a>.<b>, {q}",
    "id number <a><d><e><a><b>, {q}",
    "passport P<f>, {q}",
    "passport number <a> <d>, {q}",
    "index 2021/<a>, {q}",
    "student number SV <b>/2021, {q}",
    "student id <f> {q}",
    "born <day>/<month>/<year>, {q}",
    "I was born on <day> March <year>, {q}",
    "date of birth: <year>-0<b>-1, {q}",
    "I live at <house> <Family> Street, {q}",
    "address: <Family> Road <house>, {q}",
    "https://profile.test/<user>?id=<f> {q}",
    "instagram <user>.<family>, {q}",
    "@<user>_<b> {q}",
    "www . <user> . com {q}",
    "fb: facebook.com/<user> {q}",
    "{q}? Yours, <Given> <Family> (<f>)",
)
