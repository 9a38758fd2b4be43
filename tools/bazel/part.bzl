"""Rules that every part of the project shares."""

def part_sources():
    """Names a part's C++ files for the layering test."""
    native.filegroup(
        name = "sources",
        srcs = native.glob([
            "**/*.cc",
            "**/*.h",
            "**/*.inc",
        ]),
        visibility = ["//tests/layering:__pkg__"],
    )

def unit_tests(deps, folder = None, exclude = [], **kwargs):
    """One GoogleTest target for every *_test.cc of the package and its folders, named after the file.

    Args:
      deps: what all of them need, GoogleTest apart.
      folder: only the files below this folder of the package.
      exclude: patterns of files to leave out.
      **kwargs: passed on to cc_test.
    """
    kwargs.setdefault("size", "small")
    prefix = folder + "/" if folder else ""
    for source in native.glob([prefix + "**/*_test.cc"], exclude = exclude):
        native.cc_test(
            name = source[:-len(".cc")].replace("/", "_"),
            srcs = [source] + native.glob(["**/*.h"]),
            deps = deps + ["@gtest"],
            **kwargs
        )
