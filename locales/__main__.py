"""`python -m locales`: read every catalogue, so that one that is broken is found."""

from locales import catalogue
from locales.locale import Locale


def main() -> None:
    """Read the catalogues of all domains in all locales."""
    for locale in Locale:
        for domain in catalogue.domains():
            catalogue.load(locale, domain)


if __name__ == "__main__":
    main()
