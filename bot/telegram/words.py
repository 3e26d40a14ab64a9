"""The few things that the adapter says by itself."""

from locales import Locale, Text, render


def late(locale: Locale) -> str:
    """Return what stands before an answer that comes late."""
    return render(Text("telegram.late"), locale)


def unable(locale: Locale) -> str:
    """Return what stands for the answer that a fault of the program prevented."""
    return render(Text("telegram.unable"), locale)


def not_yours(locale: Locale) -> str:
    """Return what is shown to who taps buttons that another person asked for."""
    return render(Text("telegram.not_yours"), locale)


def too_many(locale: Locale) -> str:
    """Return what is said once to who sends more messages than can be answered."""
    return render(Text("telegram.too_many"), locale)


def too_expensive(locale: Locale) -> str:
    """Return the answer to a message that took too much processor time."""
    return render(Text("telegram.too_expensive"), locale)


def helped(locale: Locale) -> str:
    """Return what stands on the button of who was helped."""
    return render(Text("telegram.helped"), locale)


def not_helped(locale: Locale) -> str:
    """Return what stands on the button of who was not helped."""
    return render(Text("telegram.not_helped"), locale)


def thanks(locale: Locale) -> str:
    """Return the notice for who said whether an answer helped; at most 200 characters."""
    return render(Text("telegram.thanks"), locale)


def menu_button() -> str:
    """Return what stands on the button beside the input: one text for everybody, so in both."""
    return " / ".join(
        render(Text("telegram.menu_button"), locale) for locale in (Locale.SR_LATN, Locale.EN)
    )


def cut(locale: Locale) -> str:
    """Return what stands at the end of a reply that is longer than anybody reads."""
    return render(Text("telegram.cut"), locale)


def open_privately(locale: Locale) -> str:
    """Return what stands on a button that leads from another chat into the private one."""
    return render(Text("telegram.open_privately"), locale)


def only_in_private(locale: Locale) -> str:
    """Return the notice for a tap outside the bot's own chats; at most 200 characters."""
    return render(Text("telegram.only_in_private"), locale)


def subscribe(locale: Locale) -> str:
    """Return what stands above the address of a calendar feed."""
    return render(Text("telegram.subscribe"), locale)


def copy_address(locale: Locale) -> str:
    """Return what stands on the button that copies the address of a calendar feed."""
    return render(Text("telegram.copy_address"), locale)


def all_fields(locale: Locale) -> str:
    """Return what stands on the button that opens a form with all its fields as a page."""
    return render(Text("telegram.all_fields"), locale)


def inline_nothing(locale: Locale) -> str:
    """Give what stands above the empty list of an inline query, and leads into the private chat."""
    return render(Text("telegram.inline_nothing"), locale)
