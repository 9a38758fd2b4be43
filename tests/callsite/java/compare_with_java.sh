#!/bin/sh
# Random handle graphs, built and run by java.lang.invoke: results, errors and effects must be Krait's.
#   compare_with_java.sh WRITE_GRAPHS RUN_GRAPHS_JAVA [how many graphs] [first seed]
set -e
if ! command -v javac > /dev/null || ! command -v java > /dev/null; then
  echo "skipped: there is no javac"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
javac -d "$work" "$2"
# Handles are spun into classes, which soon fill the room for Java's code: so many graphs at a time. What they do is then done by the
# quick compiler.
left=${3:-2000}
seed=${4:-0}
while [ "$left" -gt 0 ]; do
  graphs=$((left < 10000 ? left : 10000))
  "$1" "$graphs" "$seed" > "$work/graphs"
  java -Xss64m -XX:TieredStopAtLevel=1 -cp "$work" RunGraphs < "$work/graphs"
  left=$((left - graphs))
  seed=$((seed + graphs))
done
