"""`python -m locales`: build every catalogue now (set-up calls it)."""

from locales import catalogue
from locales.locale import Locale


def main() -> None:
    """Build the catalogues of all domains in all locales."""
    for locale in Locale:
        for domain in catalogue.domains():
            catalogue.build(locale, domain)


if __name__ == "__main__":
    main()
