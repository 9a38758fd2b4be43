# test: exit=1 stderr
"""A message as the exit code goes to standard error."""
print("before")
raise SystemExit("the message")
