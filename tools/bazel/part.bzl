"""Rules that every part of the project shares."""

def part_sources():
    """Names a part's C++ files for the layering test."""
    native.filegroup(
        name = "sources",
        srcs = native.glob([
            "**/*.cc",
            "**/*.h",
        ]),
        visibility = ["//tests/layering:__pkg__"],
    )

def unit_tests(deps, **kwargs):
    """One GoogleTest target for every *_test.cc of the package and its folders, named after the file."""
    kwargs.setdefault("size", "small")
    for source in native.glob(["**/*_test.cc"]):
        native.cc_test(
            name = source[:-len(".cc")].replace("/", "_"),
            srcs = [source] + native.glob(["**/*.h"]),
            deps = deps + ["@gtest"],
            **kwargs
        )
