"""sys: what programs read of it."""
import sys

print(
    sys.version_info[:2],
    sys.version_info >= (3, 11),
    sys.version_info.major,
    sys.byteorder,
    sys.maxsize == 2**63 - 1,
    sys.maxunicode,
    sys.argv[1:],
    sys.float_info.max,
    sys.float_info.epsilon,
    sys.float_info.dig,
    sys.int_info.bits_per_digit > 0,
    sys.hash_info.width,
    sys.hash_info.modulus,
    sys.platform,
    sys.implementation.name != "",
    type(sys.modules).__name__,
    sys.modules["sys"] is sys,
    sys.getrecursionlimit(),
    sys.flags.optimize,
    sys.dont_write_bytecode in (True, False),
    sys.stdin is not None,
    type(sys.path).__name__,
    sys.getdefaultencoding(),
    sys.getfilesystemencoding(),
    sys.exc_info(),
    sys.version_info.releaselevel,
)
print(
    sys.getsizeof([]) > 0,
    sys.getrefcount([]) > 0 if hasattr(sys, "getrefcount") else True,
    sys.intern("a" + "b") == "ab",
    "math" in sys.builtin_module_names or True,
    sys.api_version > 0,
    len(sys.copyright) > 10,
    sys.hexversion >> 16 == 0x30B,
    callable(sys.exit),
    sys.call_tracing if False else 0,
    sys.is_finalizing(),
    sys.getswitchinterval() > 0,
    sys.get_int_max_str_digits() >= 0,
)
try:
    sys.exit("msg")
except SystemExit as e:
    print(repr(e), e.code)
for v in (None, 0, 5, [1]):
    try:
        sys.exit(v)
    except SystemExit as e:
        print(e.code, e.args)
try:
    sys.intern(5)
except TypeError as e:
    print(e)
try:
    int("9" * 5000)
except ValueError as e:
    print(e)
try:
    str(10**5000)
except ValueError as e:
    print(e)
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))
sys.set_int_max_str_digits(4300)
sys.ps_custom = 1
print(sys.ps_custom, hasattr(sys, "ps1"))
print(sys.displayhook.__name__, sys.excepthook.__name__, sys.__stdout__ is sys.stdout)


def tracer():
    return sys._getframe(0).f_code.co_name, sys._getframe(1).f_lineno


print(tracer())
print(
    sys.orig_argv[-1:] != [],
    sys.executable is not None,
    sys.prefix is not None,
    sys.warnoptions,
    sys.path_importer_cache is not None,
    sys.meta_path != [],
    sys.float_repr_style,
    sys.thread_info.name,
)
