"""Changes to the rules, one at a time, and whether a test notices: `make mutants`."""
