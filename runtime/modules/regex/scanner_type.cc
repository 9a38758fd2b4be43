// Walking from match to match: SRE_Scanner, and what finditer returns.
#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/modules/regex/regex_objects.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"

namespace krait::regex {

Value NewScanner(Isolate* iso, const TypeSpec* spec, PatternObject* pattern, Value string,
                 int64_t position, int64_t end_position) {
  const Subject subject(iso, string);
  if (!subject.ok() || ProgramFor(iso, pattern, subject) == nullptr) return Failure{};
  KRAIT_TRY(ScannerObject*, scanner, NewInstance<ScannerObject>(iso, iso->native_type(spec)));
  const int64_t length = subject.Length();
  scanner->pattern = pattern;
  scanner->string = string;
  scanner->position = std::clamp<int64_t>(position, 0, length);
  scanner->end_position = std::clamp<int64_t>(end_position, 0, length);
  iso->Barrier(scanner);
  scanner->next = subject.At(position) - subject.begin();
  scanner->end = subject.At(end_position) - subject.begin();
  return Value::Object(scanner);
}

namespace {

constexpr NativeLayout kLayout =
    LayoutOf<ScannerObject, &ScannerObject::pattern, &ScannerObject::string>("SRE_Scanner");

// The next match; Empty at the end, with or without an exception.
template <bool search>
Value Advance(Isolate* iso, ScannerObject* self) {
  if (self->next < 0) return Value::Empty();
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(const Program*, program, ProgramFor(iso, self->pattern, subject));
  // A mutable subject may have shrunk since.
  const auto size = static_cast<int64_t>(subject.size());
  const char* at = subject.begin() + std::min(self->next, size);
  const char* end = subject.begin() + std::min(self->end, size);
  Matcher matcher(iso, *program, {subject.begin(), end, subject.single()});
  const Outcome outcome = search ? matcher.Search(at, self->must_advance)
                                 : matcher.Match(at, false, self->must_advance);
  if (outcome == Outcome::kError) return Failure{};
  if (outcome == Outcome::kFailed) {
    self->next = -1;
    return Value::Empty();
  }
  self->next = matcher.end() - subject.begin();
  self->must_advance = matcher.start() == matcher.end();
  return NewMatch(iso, self->pattern, subject, matcher, self->position, self->end_position);
}

template <bool search>
Value ScannerStep(Isolate* iso, Value* args, size_t) {
  const Value match = Advance<search>(iso, args[0].As<ScannerObject>());
  return match || iso->HasPending() ? match : Value::None();
}

Value GetPattern(Isolate*, Value self) {
  return Value::Object(self.As<ScannerObject>()->pattern);
}

constexpr NativeMethod kScannerMethods[] = {
    {"match", ScannerStep<false>, "($self, /)"},
    {"search", ScannerStep<true>, "($self, /)"},
};

constexpr NativeProperty kScannerProperties[] = {
    {"pattern", GetPattern, nullptr, nullptr, kMember},
};

Value IteratorNext(Isolate* iso, Value* args, size_t) {
  return Advance<true>(iso, args[0].As<ScannerObject>());
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", ReturnItself, "($self, /)"},
    {"__next__", IteratorNext, "($self, /)", kExhaustible},
};

}  // namespace

const TypeSpec kScannerSpec = {
    .name = "_sre.SRE_Scanner",
    .module = "_sre",
    .methods = kScannerMethods,
    .properties = kScannerProperties,
    .flags = kNotCallable | kImmutable,
    .layout = &kLayout,
};

const TypeSpec kFindIteratorSpec = {
    .name = "callable_iterator",
    .module = "builtins",
    .methods = kIteratorMethods,
    .flags = kNotCallable | kImmutable,
    .layout = &kLayout,
};

}  // namespace krait::regex
