"""assert, and warnings turned into errors."""
assert True, "never"
try:
    assert 1 == 2
except AssertionError as e:
    print(repr(e))
try:
    assert 1 == 2, "message"
except AssertionError as e:
    print(repr(e), e)
try:
    assert [], ("tuple", 1)
except AssertionError as e:
    print(repr(e))


def side():
    print("evaluated only on failure")
    return "m"


assert True, side()
try:
    assert False, side()
except AssertionError as e:
    print(e)
print(__debug__)
import warnings

with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning)
    print([(str(x.message), x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("now an error")
    except UserWarning as e:
        print(repr(e))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("silent")
