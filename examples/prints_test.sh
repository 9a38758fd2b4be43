#!/bin/sh
# An example prints what its text file says:  prints_test.sh PROGRAM EXPECTED
"$1" | diff "$2" - || { echo "$1 printed something else (>) than $2 (<)"; exit 1; }
