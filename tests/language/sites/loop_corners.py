# Corners of what the interpreter's loop does for built-ins.
import csv
import sys


# Iterators that share what they stand on are not searched for script by every way.
shared = iter([1])
for _ in range(40):
    shared = zip(shared, shared)
print(next(shared, "nothing"))

# More of them in each other than anyone looks through.
deep = (i for i in (1, 2))
for _ in range(300):
    deep = map(abs, deep)
print(list(deep))


class Counted:
    asked = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.asked += 1
        if self.asked > 2:
            raise StopIteration
        return "a,b"


# What ends is asked once.
lines = Counted()
print([row for row in map(lambda row: row, csv.reader(lines))], lines.asked)
lines = Counted()
print(sum(map(lambda row: len(row), csv.reader(lines))), lines.asked)
lines = Counted()
print(list(map(lambda pair: pair[0], enumerate(csv.reader(lines)))), lines.asked)


# A class pattern reads __match_args__ once.
class Meta(type):
    reads = 0

    @property
    def __match_args__(cls):
        Meta.reads += 1
        return ("x",)


class Point(metaclass=Meta):
    x = 1


match Point():
    case Point(1):
        print("matched", Meta.reads)

# A number that is no small int.
csv.field_size_limit(sys.maxsize)
print(csv.field_size_limit(131072) == sys.maxsize)


# A finder may put anything into a spec.
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "without_origin":
            return None
        for finder in sys.meta_path:
            if finder is not self:
                spec = finder.find_spec("keyword", None)
                if spec is not None:
                    break
        spec.origin = None
        return spec


sys.meta_path.insert(0, Finder())
import without_origin

print(without_origin.iskeyword("if"))

try:
    __import__("os", {"__package__": "a.b"}, None, (), 2**50)
except OverflowError as error:
    print(error)
