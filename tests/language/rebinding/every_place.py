"""range, len, int, a global, a class attribute, a method and import hooks, rebound every 1, 10 and 1,000 iterations of a
hot loop: in an inner frame, in __del__, in a callback, patched and restored."""
import _load

_load.run(((1, 40), (10, 400), (1_000, 6_100)))
