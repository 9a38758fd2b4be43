# Two NaNs are two objects: containers do not take one for the other.
print([float("nan")] == [float("nan")])
print(float("nan") in [float("nan")])
