// The _sre module: what Python's own re package stands on. See docs/regex.md.
#include <memory>
#include <utility>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/regex/regex_objects.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {
namespace {

using regex::Code;
using regex::PatternObject;
using regex::Word;

Failure RaiseArgument(Isolate* iso, const char* name, const char* expected, Value given) {
  return RaiseF(iso, ExceptionId::kTypeError, "compile() argument '%s' must be %s, not %.50s", name,
                expected, TypeName(iso, given));
}

// The re package's own words are ints or instances of a subclass of int.
bool ReadWord(Isolate* iso, Value v, Word* word) {
  int64_t number = -1;
  if (v.IsInt()) {
    number = v.AsInt();
  } else if (HasKind(v, ObjectKind::kInt) && !IndexToInt64(iso, v, &number)) {
    TakePending(iso);
    number = -1;
  }
  if (number < 0 || number > int64_t{UINT32_MAX}) {
    return RaiseOverflowError(iso, "regular expression code size limit exceeded");
  }
  *word = static_cast<Word>(number);
  return true;
}

bool ReadSource(Isolate* iso, Value pattern, PatternObject::Source* source) {
  *source = PatternObject::Source::kNone;
  if (pattern.IsNone()) return true;
  const regex::Subject subject(iso, pattern);
  if (!subject.ok()) return false;
  *source = subject.text() ? PatternObject::Source::kText : PatternObject::Source::kBytes;
  return true;
}

// A C int, as a parameter declares it.
bool ReadInt(Isolate* iso, Value v, int64_t* result) {
  constexpr const char* kTooLarge = "Python int too large to convert to C int";
  if (!IndexToInt64(iso, v, result, kTooLarge)) return false;
  if (*result < INT32_MIN || *result > INT32_MAX) return RaiseOverflowError(iso, kTooLarge);
  return true;
}

// (pattern, flags, code, groups, groupindex, indexgroup)
Value Compile(Isolate* iso, Value* args, size_t) {
  int64_t flags;
  int64_t groups;
  if (!ReadInt(iso, args[1], &flags)) return Failure{};
  if (!HasKind(args[2], ObjectKind::kList)) return RaiseArgument(iso, "code", "list", args[2]);
  if (!IndexToInt64(iso, args[3], &groups, "Python int too large to convert to C ssize_t")) {
    return Failure{};
  }
  if (!HasKind(args[4], ObjectKind::kDict)) return RaiseArgument(iso, "groupindex", "dict", args[4]);
  if (!HasKind(args[5], ObjectKind::kTuple)) {
    return RaiseArgument(iso, "indexgroup", "tuple", args[5]);
  }
  auto code = std::make_unique<Code>();
  const List* list = args[2].As<List>();
  code->words.resize(static_cast<size_t>(list->size));
  for (int64_t i = 0; i < list->size && static_cast<size_t>(i) < code->words.size(); ++i) {
    if (!ReadWord(iso, list->At(i), &code->words[static_cast<size_t>(i)])) return Failure{};
  }
  PatternObject::Source source;
  if (!ReadSource(iso, args[0], &source)) return Failure{};
  if (groups < 0 || groups > int64_t{regex::kMaxGroups}) {
    return Raise(iso, ExceptionId::kRuntimeError, "invalid SRE code");
  }
  KRAIT_TRY(Type*, match_type, iso->native_type(&regex::kMatchSpec));
  KRAIT_TRY(PatternObject*, pattern,
            NewInstance<PatternObject>(iso, iso->native_type(&regex::kPatternSpec)));
  pattern->match_type = match_type;
  pattern->pattern = args[0];
  pattern->group_index = args[4].As<Dict>();
  pattern->index_group = args[5].As<Tuple>();
  iso->Barrier(pattern);
  pattern->code = code.release();
  pattern->flags = flags;
  pattern->groups = static_cast<uint32_t>(groups);
  pattern->source = source;
  const bool text = source != PatternObject::Source::kBytes;
  if (regex::ProgramFor(iso, pattern, text) == nullptr) return Failure{};
  return Value::Object(pattern);
}

Value GetCodeSize(Isolate*, Value*, size_t) { return Value::Int(sizeof(Word)); }

// Functions of one character. What is no code point is its own lower case.

bool IsCodePoint(int64_t c) { return c >= 0 && c <= 0x10FFFF; }

Value AsciiIsCased(Isolate* iso, Value* args, size_t) {
  int64_t c;
  if (!ReadInt(iso, args[0], &c)) return Failure{};
  return Value::Bool((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

Value UnicodeIsCased(Isolate* iso, Value* args, size_t) {
  int64_t c;
  if (!ReadInt(iso, args[0], &c)) return Failure{};
  if (!IsCodePoint(c)) return Value::Bool(false);
  const auto character = static_cast<uint32_t>(c);
  return Value::Bool(regex::LowerUnicode(character) != character ||
                     regex::UpperUnicode(character) != character);
}

template <uint32_t (*lower)(uint32_t)>
Value ToLower(Isolate* iso, Value* args, size_t) {
  int64_t c;
  if (!ReadInt(iso, args[0], &c)) return Failure{};
  return Value::Int(IsCodePoint(c) ? int64_t{lower(static_cast<uint32_t>(c))} : c);
}

constexpr NativeMethod kFunctions[] = {
    {"ascii_iscased", AsciiIsCased, "($module, character, /)"},
    {"ascii_tolower", ToLower<regex::LowerAscii>, "($module, character, /)"},
    {"compile", Compile,
     "($module, /, pattern, flags, code, groups, groupindex, indexgroup)"},
    {"getcodesize", GetCodeSize, "($module, /)"},
    {"unicode_iscased", UnicodeIsCased, "($module, character, /)"},
    {"unicode_tolower", ToLower<regex::LowerUnicode>, "($module, character, /)"},
};

constexpr ModuleConstant kConstants[] = {
    {"MAGIC", Value::Int(regex::kMagic)},
    {"CODESIZE", Value::Int(sizeof(Word))},
    {"MAXREPEAT", Value::Int(regex::kMaxRepeat)},
    {"MAXGROUPS", Value::Int(regex::kMaxGroups)},
};

}  // namespace

const ModuleSpec kSreModule = {
    .name = "_sre",
    .doc = "Matching of regular expressions.",
    .functions = kFunctions,
    .constants = kConstants,
};

}  // namespace krait
