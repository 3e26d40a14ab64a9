"""How fast the program is, measured on this machine. Run with `make bench`."""
