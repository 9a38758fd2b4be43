// The objects of the _sre module.
#ifndef KRAIT_RUNTIME_MODULES_REGEX_REGEX_OBJECTS_H_
#define KRAIT_RUNTIME_MODULES_REGEX_REGEX_OBJECTS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "gc/value.h"
#include "runtime/modules/regex/matcher.h"
#include "runtime/modules/regex/subject.h"
#include "runtime/native.h"

namespace krait {
struct Dict;
struct Tuple;
struct Type;
}  // namespace krait

namespace krait::regex {

// What a pattern owns outside of the heap. Programs are made when a subject of their sort comes: a
// pattern that was compiled without its source matches both.
struct Code {
  std::vector<Word> words;
  std::unique_ptr<Program> text;
  std::unique_ptr<Program> bytes;
  size_t charged = 0;  // counted as external memory
};

struct PatternObject : NativeInstance {
  enum class Source : uint8_t { kText, kBytes, kNone };

  Value pattern;      // str, bytes-like or None
  Dict* group_index;  // names to numbers
  Tuple* index_group; // numbers to names
  Type* match_type;   // of its matches
  Code* code;
  int64_t flags;
  uint32_t groups;
  Source source;
};

struct MatchObject : NativeInstance {
  static constexpr int64_t kUnset = -1;

  PatternObject* pattern;
  Value string;
  Tuple* regs;         // null before it is asked for
  int64_t position;    // where the search began and ended, in characters
  int64_t end_position;
  int64_t last_index;  // -1: none
  int64_t groups;      // with group 0
  int64_t places[];    // bytes: start and end of each group, or kUnset
};

struct ScannerObject : NativeInstance {
  PatternObject* pattern;
  Value string;
  int64_t position;      // of the region, in characters
  int64_t end_position;
  int64_t next;          // byte where to go on; -1: finished
  int64_t end;           // byte
  bool must_advance;
};

extern const TypeSpec kPatternSpec;
extern const TypeSpec kMatchSpec;
extern const TypeSpec kScannerSpec;
extern const TypeSpec kFindIteratorSpec;

// The program for subjects of this sort. Null with an exception pending.
const Program* ProgramFor(Isolate* iso, PatternObject* pattern, bool text);
// The same, once the pattern has been seen to fit the subject.
const Program* ProgramFor(Isolate* iso, PatternObject* pattern, const Subject& subject);

// The match that the matcher has found.
Value NewMatch(Isolate* iso, PatternObject* pattern, const Subject& subject, const Matcher& matcher,
               int64_t position, int64_t end_position);
Value NewScanner(Isolate* iso, const TypeSpec* spec, PatternObject* pattern, Value string,
                 int64_t position, int64_t end_position);

// An optional argument of type Py_ssize_t.
bool PositionArgument(Isolate* iso, Value v, int64_t fallback, int64_t* result);

// Pattern.sub and subn.
Value Substitute(Isolate* iso, PatternObject* pattern, Value replacement, Value string,
                 int64_t count, int64_t* replaced);

// For __copy__ and __deepcopy__ of immutable objects.
Value ReturnItself(Isolate* iso, Value* args, size_t count);

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_REGEX_OBJECTS_H_
