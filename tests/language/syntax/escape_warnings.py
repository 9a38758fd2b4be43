"""Invalid escapes warn, or are errors with a place when the filters say so."""
import warnings

SOURCES = ("x = '\\d'", "y = (1,\n 'a' '\\d'\n)", "f'{1}\\d'", "b'\\8'", "'\\777'", "b'\\400'", "'\\377'", "r'\\d'", "'\\\n'")
for source in SOURCES:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "some file", "exec")
    print([(w.category.__name__, str(w.message), w.lineno, w.filename) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for source in SOURCES:
        try:
            compile(source, "some file", "exec")
            print("compiles")
        except SyntaxError as e:
            print(e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
