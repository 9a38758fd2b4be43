#!/bin/sh
# The figures of call sites and, where there is a Java compiler, those of java.lang.invoke next to them.
#   benchmarks/call_sites.sh [path of the call_sites program]
set -e
root=$(cd "$(dirname "$0")/.." && pwd)
program=${1:-$root/bazel-bin/benchmarks/call_sites}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" > "$work/krait"
if command -v javac > /dev/null && command -v java > /dev/null; then
  javac -d "$work" "$root/benchmarks/java/CallSites.java"
  java -cp "$work" CallSites > "$work/java"
else
  : > "$work/java"
fi
awk 'FNR == NR { java[$1] = $2; next }
     FNR == 1 { printf "%-48s %10s %10s\n", "", "krait", "java" }
     { printf "%-48s %10s %10s %s\n", $1, $2, ($1 in java ? java[$1] : "-"), $3 }' "$work/java" "$work/krait"
