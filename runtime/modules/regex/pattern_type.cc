// re.Pattern.
#include <algorithm>
#include <iterator>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/modules/regex/regex_objects.h"
#include "runtime/modules/regex/translator.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/mapping_proxy.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/hash.h"
#include "runtime/text/str.h"

namespace krait::regex {

const Program* ProgramFor(Isolate* iso, PatternObject* pattern, bool text) {
  Code* code = pattern->code;
  std::unique_ptr<Program>& program = text ? code->text : code->bytes;
  if (program != nullptr) return program.get();
  auto made = Translate(iso, code->words, pattern->groups, text);
  if (made == nullptr) return nullptr;
  const size_t bytes = made->Bytes() + code->words.size() * sizeof(Word);
  code->charged += bytes;
  program = std::move(made);
  iso->heap().AccountExternal(gc::Category::kBuffers, static_cast<ptrdiff_t>(bytes));
  return program.get();
}

const Program* ProgramFor(Isolate* iso, PatternObject* pattern, const Subject& subject) {
  if (subject.text() && pattern->source == PatternObject::Source::kBytes) {
    return RaiseTypeError(iso, "cannot use a bytes pattern on a string-like object");
  }
  if (!subject.text() && pattern->source == PatternObject::Source::kText) {
    return RaiseTypeError(iso, "cannot use a string pattern on a bytes-like object");
  }
  return ProgramFor(iso, pattern, subject.text());
}

bool PositionArgument(Isolate* iso, Value v, int64_t fallback, int64_t* result) {
  *result = fallback;
  return v.IsEmpty() ||
         IndexToInt64(iso, v, result, "Python int too large to convert to C ssize_t");
}

Value ReturnItself(Isolate*, Value* args, size_t) { return args[0]; }

namespace {

void DestroyPattern(HeapObject* object, Isolate* iso) {
  Code* code = static_cast<PatternObject*>(object)->code;
  if (code == nullptr) return;
  iso->heap().AccountExternal(gc::Category::kBuffers, -static_cast<ptrdiff_t>(code->charged));
  delete code;
}

constexpr NativeLayout kLayout = {
    "Pattern", sizeof(PatternObject),
    TraceFields<PatternObject, &PatternObject::pattern, &PatternObject::group_index,
                &PatternObject::index_group, &PatternObject::match_type>,
    DestroyPattern};

PatternObject* Self(Value* args) { return args[0].As<PatternObject>(); }

// --- matching at one place ---

enum class Manner { kMatch, kFullMatch, kSearch };

// ($self, /, string, pos=0, endpos=sys.maxsize)
template <Manner manner>
Value FindOne(Isolate* iso, Value* args, size_t) {
  PatternObject* self = Self(args);
  int64_t position;
  int64_t end_position;
  if (!PositionArgument(iso, args[2], 0, &position) ||
      !PositionArgument(iso, args[3], INT64_MAX, &end_position)) {
    return Failure{};
  }
  const Subject subject(iso, args[1]);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(const Program*, program, ProgramFor(iso, self, subject));
  const int64_t length = subject.Length();
  position = std::clamp<int64_t>(position, 0, length);
  end_position = std::clamp<int64_t>(end_position, 0, length);
  const char* start = position == 0 ? subject.begin() : subject.At(position);
  const char* end = end_position == length ? subject.end() : subject.At(end_position);
  Matcher matcher(iso, *program, {subject.begin(), end, subject.single()});
  const Outcome outcome = manner == Manner::kSearch
                              ? matcher.Search(start, false)
                              : matcher.Match(start, manner == Manner::kFullMatch, false);
  if (outcome == Outcome::kError) return Failure{};
  if (outcome == Outcome::kFailed) return Value::None();
  return NewMatch(iso, self, subject, matcher, position, end_position);
}

// --- all matches ---

// A group's text; `missing` when it has none.
Value GroupText(const Subject& subject, const Matcher& matcher, uint32_t group, Value missing) {
  if (!matcher.HasGroup(group)) return missing;
  return subject.Slice(matcher.mark(2 * group), matcher.mark(2 * group + 1));
}

// What findall makes of a match.
Value FoundItem(Isolate* iso, const Subject& subject, const Matcher& matcher, uint32_t groups,
                Value empty) {
  if (groups == 0) return subject.Slice(matcher.start(), matcher.end());
  if (groups == 1) return GroupText(subject, matcher, 0, empty);
  KRAIT_TRY(Tuple*, item, Tuple::New(iso, groups));
  for (uint32_t i = 0; i < groups; ++i) {
    KRAIT_TRY(Value, text, GroupText(subject, matcher, i, empty));
    item->items[i] = text;
    iso->Barrier(item, text);
  }
  return Value::Object(item);
}

Value FindAll(Isolate* iso, Value* args, size_t) {
  PatternObject* self = Self(args);
  int64_t position;
  int64_t end_position;
  if (!PositionArgument(iso, args[2], 0, &position) ||
      !PositionArgument(iso, args[3], INT64_MAX, &end_position)) {
    return Failure{};
  }
  const Subject subject(iso, args[1]);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(const Program*, program, ProgramFor(iso, self, subject));
  KRAIT_TRY(Value, empty, subject.Slice(subject.begin(), subject.begin()));
  KRAIT_TRY(List*, found, List::New(iso));
  const char* at = subject.At(position);
  Matcher matcher(iso, *program, {subject.begin(), subject.At(end_position), subject.single()});
  bool must_advance = false;
  while (true) {
    const Outcome outcome = matcher.Search(at, must_advance);
    if (outcome == Outcome::kError) return Failure{};
    if (outcome == Outcome::kFailed) return Value::Object(found);
    KRAIT_TRY(Value, item, FoundItem(iso, subject, matcher, self->groups, empty));
    KRAIT_CHECK_OK(found->Append(iso, item));
    at = matcher.end();
    must_advance = matcher.start() == at;
  }
}

template <const TypeSpec* spec>
Value MakeScanner(Isolate* iso, Value* args, size_t) {
  int64_t position;
  int64_t end_position;
  if (!PositionArgument(iso, args[2], 0, &position) ||
      !PositionArgument(iso, args[3], INT64_MAX, &end_position)) {
    return Failure{};
  }
  return NewScanner(iso, spec, Self(args), args[1], position, end_position);
}

Value Split(Isolate* iso, Value* args, size_t) {
  PatternObject* self = Self(args);
  int64_t limit;
  if (!PositionArgument(iso, args[2], 0, &limit)) return Failure{};
  const Subject subject(iso, args[1]);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(const Program*, program, ProgramFor(iso, self, subject));
  KRAIT_TRY(List*, parts, List::New(iso));
  Matcher matcher(iso, *program, {subject.begin(), subject.end(), subject.single()});
  const char* last = subject.begin();
  bool must_advance = false;
  for (int64_t n = 0; limit == 0 || n < limit; ++n) {
    const Outcome outcome = matcher.Search(last, must_advance);
    if (outcome == Outcome::kError) return Failure{};
    if (outcome == Outcome::kFailed) break;
    KRAIT_TRY(Value, part, subject.Slice(last, matcher.start()));
    KRAIT_CHECK_OK(parts->Append(iso, part));
    for (uint32_t i = 0; i < self->groups; ++i) {
      KRAIT_TRY(Value, group, GroupText(subject, matcher, i, Value::None()));
      KRAIT_CHECK_OK(parts->Append(iso, group));
    }
    last = matcher.end();
    must_advance = matcher.start() == last;
  }
  KRAIT_TRY(Value, rest, subject.Slice(last, subject.end()));
  KRAIT_CHECK_OK(parts->Append(iso, rest));
  return Value::Object(parts);
}

// ($self, /, repl, string, count=0)
Value Sub(Isolate* iso, Value* args, size_t) {
  int64_t count;
  int64_t replaced;
  if (!PositionArgument(iso, args[3], 0, &count)) return Failure{};
  return Substitute(iso, Self(args), args[1], args[2], count, &replaced);
}

Value Subn(Isolate* iso, Value* args, size_t) {
  int64_t count;
  int64_t replaced;
  if (!PositionArgument(iso, args[3], 0, &count)) return Failure{};
  KRAIT_TRY(Value, result, Substitute(iso, Self(args), args[1], args[2], count, &replaced));
  return Value::Object(Tuple::Of(iso, {result, IntFromInt64(iso, replaced)}));
}

// --- as a value ---

void AppendFlags(StrBuilder* out, int64_t flags) {
  static constexpr struct {
    const char* name;
    int64_t bit;
  } kNames[] = {
      {"re.TEMPLATE", 1}, {"re.IGNORECASE", 2}, {"re.LOCALE", 4},
      {"re.MULTILINE", 8}, {"re.DOTALL", 16},   {"re.UNICODE", 32},
      {"re.VERBOSE", 64}, {"re.DEBUG", 128},    {"re.ASCII", 256},
  };
  const char* separator = ", ";
  const auto append = [&](std::string_view text) {
    out->AppendAscii(separator);
    out->AppendAscii(text);
    separator = "|";
  };
  for (const auto& [name, bit] : kNames) {
    if ((flags & bit) != 0) append(name);
    flags &= ~bit;
  }
  if (flags == 0) return;
  char digits[32];
  std::snprintf(digits, sizeof(digits), "0x%x", static_cast<unsigned>(flags));
  append(digits);
}

Value PatternRepr(Isolate* iso, Value* args, size_t) {
  constexpr int64_t kLocale = 4, kUnicode = 32, kAscii = 256, kMaxShown = 200;
  PatternObject* self = Self(args);
  int64_t flags = self->flags;
  if (self->source == PatternObject::Source::kText &&
      (flags & (kLocale | kUnicode | kAscii)) == kUnicode) {
    flags &= ~kUnicode;
  }
  KRAIT_TRY(Str*, source, Repr(iso, self->pattern));
  if (source->length > kMaxShown) {
    KRAIT_TRY(Str*, part, Str::Substring(iso, source, 0, kMaxShown));
    source = part;
  }
  StrBuilder out(iso);
  out.AppendAscii("re.compile(");
  out.Append(source);
  AppendFlags(&out, flags);
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

template <bool equal>
Value PatternEquals(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kNativeInstance) ||
      args[1].As<NativeInstance>()->layout != &kLayout) {
    return Value::NotImplemented();
  }
  const PatternObject* a = Self(args);
  const auto* b = args[1].As<PatternObject>();
  bool same = a == b;
  if (!same && a->flags == b->flags && a->source == b->source && a->code->words == b->code->words) {
    KRAIT_CHECK_OK(Equal(iso, a->pattern, b->pattern, &same));
  }
  return Value::Bool(same == equal);
}

Value PatternHash(Isolate* iso, Value* args, size_t) {
  const PatternObject* self = Self(args);
  int64_t hash;
  if (!Hash(iso, self->pattern, &hash)) return Failure{};
  const std::vector<Word>& words = self->code->words;
  hash ^= HashBytes(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(Word));
  hash ^= self->flags ^ self->groups ^ static_cast<int64_t>(self->source);
  return IntFromInt64(iso, hash == -1 ? -2 : hash);
}

Value GetPattern(Isolate*, Value self) { return self.As<PatternObject>()->pattern; }
Value GetFlags(Isolate* iso, Value self) {
  return IntFromInt64(iso, self.As<PatternObject>()->flags);
}
Value GetGroups(Isolate*, Value self) { return Value::Int(self.As<PatternObject>()->groups); }
Value GetGroupIndex(Isolate* iso, Value self) {
  return Value::Object(
      MappingProxy::New(iso, Value::Object(self.As<PatternObject>()->group_index)));
}

constexpr const char* kSearchSignature = "($self, /, string, pos=0, endpos=sys.maxsize)";
constexpr const char* kSubSignature = "($self, /, repl, string, count=0)";

constexpr NativeMethod kMethods[] = {
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"__copy__", ReturnItself, "($self, /)"},
    {"__deepcopy__", ReturnItself, "($self, memo, /)"},
    {"__eq__", PatternEquals<true>, "($self, value, /)"},
    {"__hash__", PatternHash, "($self, /)"},
    {"__ne__", PatternEquals<false>, "($self, value, /)"},
    {"__repr__", PatternRepr, "($self, /)"},
    {"findall", FindAll, kSearchSignature, 0, "The texts of all matches."},
    {"finditer", MakeScanner<&kFindIteratorSpec>, kSearchSignature, 0,
     "An iterator over all matches."},
    {"fullmatch", FindOne<Manner::kFullMatch>, kSearchSignature, 0,
     "A match of the whole string, or None."},
    {"match", FindOne<Manner::kMatch>, kSearchSignature, 0,
     "A match at the beginning of the string, or None."},
    {"scanner", MakeScanner<&kScannerSpec>, kSearchSignature},
    {"search", FindOne<Manner::kSearch>, kSearchSignature, 0,
     "The first match in the string, or None."},
    {"split", Split, "($self, /, string, maxsplit=0)", 0, "What stands between the matches."},
    {"sub", Sub, kSubSignature, 0, "The string with its matches replaced."},
    {"subn", Subn, kSubSignature, 0, "The string with its matches replaced, and their number."},
};

constexpr NativeProperty kProperties[] = {
    {"flags", GetFlags, nullptr, "The regex matching flags.", kMember},
    {"groupindex", GetGroupIndex, nullptr, "Group names and their numbers."},
    {"groups", GetGroups, nullptr, "The number of groups.", kMember},
    {"pattern", GetPattern, nullptr, "What the object was compiled from.", kMember},
};

}  // namespace

const TypeSpec kPatternSpec = {
    .name = "re.Pattern",
    .module = "re",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
    .doc = "Compiled regular expression object.",
    .layout = &kLayout,
};

}  // namespace krait::regex
