"""Rebound once a loop has run a million times (see _load.py): what is old and hot must fall all the same."""
import _load

_load.run(((1_000_000, 1_000_100),), _load.SUBJECTS[0:2])
