"""abc and collections.abc."""
from abc import ABC, abstractmethod, ABCMeta
import collections.abc as ca


class Shape(ABC):
    @abstractmethod
    def area(self):
        ...

    @property
    @abstractmethod
    def name(self):
        ...

    def describe(self):
        return f"{self.name} {self.area()}"


class Sq(Shape):
    def area(self):
        return 4

    name = property(lambda self: "sq")


print(Sq().describe(), sorted(Shape.__abstractmethods__), Sq.__abstractmethods__)


class Half(Shape):
    def area(self):
        return 1


for k in (Shape, Half):
    try:
        k()
    except TypeError as error:
        print(error)


class Virt:
    pass


Shape.register(Virt)
print(isinstance(Virt(), Shape), issubclass(Virt, Shape), Shape in Virt.__mro__)


class Hooked(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        return hasattr(c, "quack") or NotImplemented


class Duck:
    def quack(self):
        pass


print(isinstance(Duck(), Hooked), isinstance(5, Hooked))
print(
    [isinstance(x, ca.Iterable) for x in ([], {}, "a", 5, (i for i in []), range(1))],
    [isinstance(x, ca.Sized) for x in ([], 5)],
    isinstance([], ca.Sequence),
    isinstance({}, ca.Mapping),
    isinstance(set(), ca.MutableSet),
    isinstance(len, ca.Callable),
    isinstance(5, ca.Hashable),
    isinstance([], ca.Hashable),
    issubclass(list, ca.MutableSequence),
    isinstance(iter([]), ca.Iterator),
    isinstance((i for i in ()), ca.Generator),
    isinstance({}.keys(), ca.KeysView),
    isinstance(b"", ca.Sequence),
)


class MySeq(ca.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError(i)
        return i * 10


s = MySeq()
print(list(s), 10 in s, s.index(20), s.count(0), list(reversed(s)))


class MyMap(ca.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = MyMap()
m["a"] = 1
m.update(b=2)
print(
    m.setdefault("c", 3),
    dict(m),
    m.pop("a"),
    list(m.items()),
    m == {"b": 2, "c": 3},
    m.get("z"),
    "b" in m,
    m.popitem(),
    list(m.keys()),
)


class MySet(ca.Set):
    def __init__(self, it):
        self.s = list(dict.fromkeys(it))

    def __contains__(self, x):
        return x in self.s

    def __iter__(self):
        return iter(self.s)

    def __len__(self):
        return len(self.s)


print(list(MySet("abc") & MySet("bcd")), list(MySet("ab") | {"z"}), MySet("a") <= MySet("ab"), MySet("a") == {"a"})
try:
    ca.Sequence()
except TypeError as error:
    print(error)
