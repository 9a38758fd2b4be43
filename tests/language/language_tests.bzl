"""A test target per way of running the language tests."""

def language_test(name, flags = [], seconds = 20, programs = [], excluded = [], **kwargs):
    """Runs every tests/language/**/*.py that has an expected output through `krait FLAGS file.py`.

    Args:
      name: the target's name, which is also the mode's.
      flags: flags given to krait before the file.
      seconds: the time limit of one file.
      programs: patterns of the names to run; all when empty.
      excluded: names not to run.
      **kwargs: passed on to sh_test.
    """
    native.sh_test(
        name = name,
        srcs = ["run_language_tests.py"],
        args = [
            "--krait=$(rootpath //:krait)",
            "--seconds=%d" % seconds,
        ] + ["--flag=" + flag for flag in flags] + ["--exclude=" + name for name in excluded] + programs,
        data = ["//:krait", ":programs"],
        tags = kwargs.pop("tags", []) + ["cpu:2"],
        **kwargs
    )
