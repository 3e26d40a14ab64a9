"""Who is spoken of, and where they belong: roles, cycles, programmes, institutions, places."""
