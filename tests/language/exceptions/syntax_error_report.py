# test: exit=1 stderr
"""A syntax error names the line and the column."""
print("never printed")
value = (1 + 2
for x in value:
    pass
