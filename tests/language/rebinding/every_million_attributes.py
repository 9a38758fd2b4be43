"""Rebound once a loop has run a million times (see _load.py): what is old and hot must fall all the same."""
import _load

_load.run_late(_load.SUBJECTS[4:])
