"""The six names that Bazel 4.2 loads from rules_cc: they are its native rules.

Debian's own package of rules_cc is written for a later Bazel (it wants a function this one lacks), and
downloading the right release is not an option for a build from Debian packages alone.
"""

cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
