#!/usr/bin/env python3
"""The command line behaves as CPython's: sources, arguments, search paths, exit codes, messages."""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

KRAIT = ""


class Result:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def krait(self, *arguments, stdin="", **environment):
        env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        env.update(LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1", **environment)
        return Result(
            subprocess.run(
                [KRAIT, *map(str, arguments)],
                cwd=self.folder,
                env=env,
                input=stdin,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
            )
        )

    def expect(self, result, out, code=0):
        self.assertEqual((result.out, result.code), (out, code), result.err)

    def test_runs_a_file_with_arguments(self):
        self.write("a.py", "import sys\nprint(sys.argv, __name__)\n")
        self.expect(
            self.krait("a.py", "x", "-v", "--y=1"), "['a.py', 'x', '-v', '--y=1'] __main__\n"
        )

    def test_runs_a_command_with_arguments(self):
        self.expect(
            self.krait("-c", "import sys; print(sys.argv, __name__)", "a", "-b"),
            "['-c', 'a', '-b'] __main__\n",
        )

    def test_runs_standard_input(self):
        self.expect(self.krait(stdin="import sys\nprint(sys.argv, __name__)\n"), "[''] __main__\n")

    def test_dash_is_standard_input(self):
        self.expect(self.krait("-", "x", stdin="import sys\nprint(sys.argv)\n"), "['-', 'x']\n")

    def test_runs_a_module(self):
        self.write("mod.py", "import sys\nprint(__name__, __file__ == sys.argv[0], sys.argv[1:])\n")
        self.expect(self.krait("-m", "mod", "q"), "__main__ True ['q']\n")

    def test_runs_a_module_of_a_package(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/sub.py", "from . import other\nprint(__name__, __package__, other.v)\n")
        self.write("pkg/other.py", "v = 3\n")
        self.expect(self.krait("-m", "pkg.sub"), "__main__ pkg 3\n")

    def test_runs_a_package_through_its_main_module(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/__main__.py", "print(__name__, __package__)\n")
        self.expect(self.krait("-m", "pkg"), "__main__ pkg\n")

    def test_missing_module_is_named(self):
        result = self.krait("-m", "no_such_module_here")
        self.assertEqual(result.code, 1)
        self.assertIn("No module named no_such_module_here", result.err)

    def test_missing_file_names_itself_and_the_reason(self):
        result = self.krait("no_such_file.py")
        self.assertEqual(result.code, 2)
        self.assertIn("no_such_file.py", result.err)
        self.assertIn("[Errno 2] No such file or directory", result.err)

    def test_unreadable_directory_is_an_error(self):
        (self.folder / "d").mkdir()
        self.assertEqual(self.krait("d").code, 1)

    def test_first_search_path_is_the_folder_of_the_script(self):
        self.write(
            "deep/a.py", "import sys, helper\nprint(sys.path[0].endswith('deep'), helper.v)\n"
        )
        self.write("deep/helper.py", "v = 7\n")
        self.expect(self.krait("deep/a.py"), "True 7\n")

    def test_script_knows_its_absolute_name_as_it_was_spelled(self):
        self.write(
            "sub/a.py",
            "import sys\nprint(__file__, sys.argv[0], (lambda: 0).__code__.co_filename)\n",
        )
        name = f"{self.folder}/./sub/a.py"
        self.expect(self.krait("./sub/a.py"), f"{name} ./sub/a.py {name}\n")

    def test_runs_a_folder_by_its_main_module(self):
        self.write(
            "app/__main__.py", "import sys, helper\nprint(__file__, sys.argv, sys.path[0])\n"
        )
        self.write("app/helper.py", "")
        folder = f"{self.folder}/app"
        self.expect(
            self.krait("app", "x"),
            f"{folder}/__main__.py ['app', 'x'] {os.path.realpath(folder)}\n",
        )

    def test_first_search_path_of_a_command_is_empty(self):
        self.write("helper.py", "v = 8\n")
        self.expect(
            self.krait("-c", "import sys, helper; print(repr(sys.path[0]), helper.v)"), "'' 8\n"
        )

    def test_pythonpath_is_searched(self):
        self.write("lib/found.py", "v = 9\n")
        self.expect(
            self.krait("-c", "import found; print(found.v)", PYTHONPATH=str(self.folder / "lib")),
            "9\n",
        )

    def test_unbuffered_output_is_there_at_once(self):
        code = "import os; print(1); print(2, end=''); os._exit(0)"
        self.expect(self.krait("-u", "-c", code), "1\n2")
        self.expect(self.krait("-c", code, PYTHONUNBUFFERED="x"), "1\n2")
        self.expect(self.krait("-c", code), "")

    def test_exit_codes(self):
        for command, code in (
            ("pass", 0),
            ("import sys; sys.exit()", 0),
            ("import sys; sys.exit(3)", 3),
            ("raise SystemExit(4)", 4),
            ("1/0", 1),
            ("import sys; sys.exit('text')", 1),
            ("raise SystemExit(None)", 0),
            ("def", 1),
            ("raise SystemExit(256 + 5)", 5),
        ):
            with self.subTest(command):
                self.assertEqual(self.krait("-c", command).code, code)

    def test_message_of_system_exit_goes_to_standard_error(self):
        result = self.krait("-c", "import sys; sys.exit('the text')")
        self.assertEqual((result.out, result.err, result.code), ("", "the text\n", 1))

    def test_traceback_of_a_command(self):
        result = self.krait("-c", "def f():\n    return 1 / 0\nf()")
        self.assertEqual(
            result.err,
            'Traceback (most recent call last):\n  File "<string>", line 3, in <module>\n'
            '  File "<string>", line 2, in f\nZeroDivisionError: division by zero\n',
        )

    def test_traceback_of_a_file_shows_the_source(self):
        path = self.write("a.py", "def f(x):\n    return x.y + 1\n\n\nf(5)\n")
        result = self.krait(path)
        self.assertEqual(
            result.err,
            f'Traceback (most recent call last):\n  File "{path}", line 5, in <module>\n    f(5)\n'
            f'  File "{path}", line 2, in f\n    return x.y + 1\n           ^^^\n'
            "AttributeError: 'int' object has no attribute 'y'\n",
        )
        self.assertEqual(result.code, 1)

    def test_syntax_error_of_a_file(self):
        path = self.write("a.py", "x = 1\ny = = 2\n")
        self.assertEqual(
            self.krait(path).err,
            f'  File "{path}", line 2\n    y = = 2\n        ^\nSyntaxError: invalid syntax\n',
        )

    def test_invalid_utf8_is_a_syntax_error(self):
        path = self.write("a.py", b"x = '\xff'\n")
        result = self.krait(path)
        self.assertEqual(result.code, 1)
        self.assertIn(
            "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff", result.err
        )

    def test_output_is_flushed_before_the_traceback(self):
        result = self.krait("-c", "print('first', end=''); 1/0")
        self.assertEqual(result.out, "first")
        self.assertIn("ZeroDivisionError", result.err)

    def test_reads_standard_input(self):
        self.expect(
            self.krait(
                "-c", "import sys; print(input('? ').upper(), sys.stdin.read())", stdin="one\ntwo\n"
            ),
            "? ONE two\n\n",
        )

    def test_end_of_input_is_an_error(self):
        self.assertIn("EOFError: EOF when reading a line", self.krait("-c", "input()").err)

    def test_atexit_functions_run(self):
        self.expect(
            self.krait("-c", "import atexit; atexit.register(print, 'bye'); print('hi')"),
            "hi\nbye\n",
        )

    def test_version(self):
        result = self.krait("--version")
        self.assertEqual(result.code, 0)
        self.assertIn("3.11", result.out)

    def test_unknown_option_is_refused(self):
        self.assertEqual(self.krait("--no-such-option").code, 2)

    def test_disassembles_a_file(self):
        result = self.krait("--dis", self.write("a.py", "def f(x):\n    return x + 1\n"))
        self.assertEqual(result.code, 0, result.err)
        self.assertIn("f", result.out)

    def test_explains_what_sites_are_linked_to(self):
        self.write(
            "a.py",
            """size = 3
class A:
    def __add__(self, other):
        return size
class B(A):
    pass
def f(b):
    import sys
    return b + b, len("abc"), 1 in (1, 2), [*b.items]
B.items = 1, 2
for i in range(3):
    f(B())
""",
        )
        explained = self.krait("--explain", "a.py").err
        for line in (
            "special A.__add__ as Operator while bases of B, B.__add__, A.__add__",
            "LoadGlobal 'len' monomorphic: [always] get-cell builtins.len while __main__.len",
            "LoadGlobal 'size' monomorphic: [always] get-cell __main__.size",
            "ImportName 'sys' monomorphic: [always] constant while builtins.__import__, sys.modules.sys",
            "native tuple",
            "call-native len",
        ):
            self.assertIn(line, explained)

    def test_memory_limit_is_an_error_that_can_be_caught(self):
        program = (
            "def hoard():\n"
            "    kept = []\n"
            "    while True: kept.append([0] * 10)\n"
            "try: hoard()\n"
            "except MemoryError: print('caught')\n"
            "print(sum(range(1000)))\n"
        )
        for limit in ("20000000", "32M", "65536K"):
            self.expect(self.krait("--memory-limit=" + limit, "-c", program), "caught\n499500\n")
        uncaught = self.krait("--memory-limit=20M", "-c", "x = []\nwhile True: x.append([0] * 10)")
        self.assertEqual((uncaught.code, uncaught.err.splitlines()[-1]), (1, "MemoryError"))

    def test_bad_memory_limits_are_refused(self):
        for limit in ("", "0", "x", "5T", "-1", "1.5M", "99999999999999999999", "99999999999999G"):
            result = self.krait("--memory-limit=" + limit, "-c", "pass")
            self.assertEqual(result.code, 2, limit)
            self.assertIn("--memory-limit=" + limit, result.err)

    def test_statistics_tell_of_collections(self):
        result = self.krait("--statistics", "-c", "for i in range(10**6): [i]")
        self.assertEqual(result.code, 0)
        self.assertRegex(result.err, r"collections: [1-9]\d* minor, .* longest \d+\.\d+ ms")

    def test_module_beside_the_script_is_not_taken_for_the_library_of_encodings(self):
        self.write("encodings.py", "print('mine')\n")
        self.write("a.py", "print(b'\\xa4'.decode('iso-8859-15'))\nimport encodings\n")
        self.expect(self.krait("a.py"), "\u20ac\n")

    def test_same_output_when_every_allocation_collects(self):
        self.expect(
            self.krait("--stress=gc", "-c", "print([str(i) for i in range(5)])"),
            "['0', '1', '2', '3', '4']\n",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--krait", required=True)
    options, rest = parser.parse_known_args()
    KRAIT = os.path.abspath(options.krait)
    program = unittest.main(argv=sys.argv[:1] + rest, exit=False, verbosity=1)
    bad = {test.id().split(" ")[0] for test, _ in program.result.failures + program.result.errors}
    print(f"{program.result.testsRun - len(bad)} passed, {len(bad)} failed", flush=True)
    sys.exit(bool(bad) or not program.result.testsRun)
