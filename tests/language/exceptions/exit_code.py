# test: exit=7 stderr
"""SystemExit sets the exit code; finally blocks run first."""
import sys

try:
    print("out")
    sys.exit(7)
finally:
    print("finally", file=sys.stderr)
