// re.Match.
#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/modules/regex/regex_objects.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/str.h"

namespace krait::regex {

Value NewMatch(Isolate* iso, PatternObject* pattern, const Subject& subject, const Matcher& matcher,
               int64_t position, int64_t end_position) {
  const size_t groups = pattern->groups + size_t{1};
  KRAIT_TRY(MatchObject*, match,
            NewInstance<MatchObject>(iso, pattern->match_type, groups * 2 * sizeof(int64_t)));
  match->pattern = pattern;
  match->string = subject.string();
  match->position = position;
  match->end_position = end_position;
  match->last_index = matcher.last_index();
  match->groups = static_cast<int64_t>(groups);
  const char* begin = subject.begin();
  match->places[0] = matcher.start() - begin;
  match->places[1] = matcher.end() - begin;
  for (uint32_t i = 0; i < pattern->groups; ++i) {
    const bool set = matcher.HasGroup(i);
    match->places[2 * i + 2] = set ? matcher.mark(2 * i) - begin : MatchObject::kUnset;
    match->places[2 * i + 3] = set ? matcher.mark(2 * i + 1) - begin : MatchObject::kUnset;
  }
  return Value::Object(match);
}

namespace {

constexpr NativeLayout kLayout =
    LayoutOf<MatchObject, &MatchObject::pattern, &MatchObject::string, &MatchObject::regs>("Match");

MatchObject* Self(Value* args) { return args[0].As<MatchObject>(); }

// The number of a group that is given by number or name; -1 with an exception pending.
int64_t GroupNumber(Isolate* iso, const MatchObject* self, Value key) {
  int64_t number = -1;
  if (key.IsInt()) {
    number = key.AsInt();
  } else if (LookupSpecial(iso, key, Special::kIndex)) {
    // A number out of range is no group, whatever its size.
    if (!IndexToInt64(iso, key, &number)) {
      if (!ClearPendingIf(iso, ExceptionId::kOverflowError)) return -1;
      number = -1;
    }
  } else {
    Value found;
    if (!self->pattern->group_index->Lookup(iso, key, &found)) return -1;
    if (found && found.IsInt()) number = found.AsInt();
  }
  if (number >= 0 && number < self->groups) return number;
  RaiseIndexError(iso, "no such group");
  return -1;
}

// The text of the group; `missing` when it took no part.
Value GroupText(const Subject& subject, const MatchObject* self, int64_t group, Value missing) {
  const int64_t from = self->places[2 * group];
  const int64_t to = self->places[2 * group + 1];
  if (from < 0 || to < 0) return missing;
  // A mutable subject may have shrunk since.
  const auto size = static_cast<int64_t>(subject.size());
  return subject.Slice(subject.begin() + std::min(from, size), subject.begin() + std::min(to, size));
}

Value GroupByKey(Isolate* iso, const Subject& subject, const MatchObject* self, Value key) {
  const int64_t group = GroupNumber(iso, self, key);
  if (group < 0) return Failure{};
  return GroupText(subject, self, group, Value::None());
}

Value Group(Isolate* iso, Value* args, size_t count) {
  const MatchObject* self = Self(args);
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  if (count == 1) return GroupText(subject, self, 0, Value::None());
  if (count == 2) return GroupByKey(iso, subject, self, args[1]);
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, static_cast<int64_t>(count) - 1));
  for (size_t i = 1; i < count; ++i) {
    KRAIT_TRY(Value, text, GroupByKey(iso, subject, self, args[i]));
    result->items[i - 1] = text;
    iso->Barrier(result, text);
  }
  return Value::Object(result);
}

Value GetItemOf(Isolate* iso, Value* args, size_t) {
  const MatchObject* self = Self(args);
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  return GroupByKey(iso, subject, self, args[1]);
}

Value Groups(Isolate* iso, Value* args, size_t) {
  const MatchObject* self = Self(args);
  const Value missing = args[1] ? args[1] : Value::None();
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, self->groups - 1));
  for (int64_t i = 1; i < self->groups; ++i) {
    KRAIT_TRY(Value, text, GroupText(subject, self, i, missing));
    result->items[i - 1] = text;
    iso->Barrier(result, text);
  }
  return Value::Object(result);
}

Value GroupDict(Isolate* iso, Value* args, size_t) {
  const MatchObject* self = Self(args);
  const Value missing = args[1] ? args[1] : Value::None();
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(Dict*, result, Dict::New(iso));
  const Dict* names = self->pattern->group_index;
  int64_t entry = 0;
  Value name;
  Value number;
  while (names->NextEntry(&entry, &name, &number)) {
    const int64_t group = GroupNumber(iso, self, name);
    if (group < 0) return Failure{};
    KRAIT_TRY(Value, text, GroupText(subject, self, group, missing));
    KRAIT_CHECK_OK(result->SetItem(iso, name, text));
  }
  return Value::Object(result);
}

// --- positions ---

// In characters; -1 for a group that took no part.
int64_t Position(const Subject& subject, int64_t place) {
  if (place < 0 || subject.single()) return place;
  return subject.PositionOf(subject.begin() + place);
}

Value PositionPair(Isolate* iso, const Subject& subject, const MatchObject* self, int64_t group) {
  const int64_t start = Position(subject, self->places[2 * group]);
  const int64_t end = Position(subject, self->places[2 * group + 1]);
  return Value::Object(Tuple::Of(iso, {IntFromInt64(iso, start), IntFromInt64(iso, end)}));
}

enum class Part { kStart, kEnd, kBoth };

template <Part part>
Value Span(Isolate* iso, Value* args, size_t) {
  const MatchObject* self = Self(args);
  const int64_t group = args[1] ? GroupNumber(iso, self, args[1]) : 0;
  if (group < 0) return Failure{};
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  if (part == Part::kBoth) return PositionPair(iso, subject, self, group);
  const int64_t place = self->places[2 * group + (part == Part::kEnd ? 1 : 0)];
  return IntFromInt64(iso, Position(subject, place));
}

Value GetRegs(Isolate* iso, Value v) {
  auto* self = v.As<MatchObject>();
  if (self->regs != nullptr) return Value::Object(self->regs);
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(Tuple*, regs, Tuple::New(iso, self->groups));
  for (int64_t i = 0; i < self->groups; ++i) {
    KRAIT_TRY(Value, pair, PositionPair(iso, subject, self, i));
    regs->items[i] = pair;
    iso->Barrier(regs, pair);
  }
  self->regs = regs;
  iso->Barrier(self);
  return Value::Object(regs);
}

// --- the rest ---

Value Expand(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, re, ImportByName(iso, "re"));
  KRAIT_TRY(Value, expand, GetAttr(iso, re, "_expand"));
  return Call(iso, expand, {Value::Object(Self(args)->pattern), args[0], args[1]});
}

Value MatchRepr(Isolate* iso, Value* args, size_t) {
  const MatchObject* self = Self(args);
  const Subject subject(iso, self->string);
  if (!subject.ok()) return Failure{};
  KRAIT_TRY(Value, text, GroupText(subject, self, 0, Value::None()));
  constexpr int64_t kMaxShown = 50;
  KRAIT_TRY(Str*, shown, Repr(iso, text));
  if (shown->length > kMaxShown) {
    KRAIT_TRY(Str*, part, Str::Substring(iso, shown, 0, kMaxShown));
    shown = part;
  }
  StrBuilder out(iso);
  out.AppendAscii("<re.Match object; span=(");
  out.AppendInt(Position(subject, self->places[0]));
  out.AppendAscii(", ");
  out.AppendInt(Position(subject, self->places[1]));
  out.AppendAscii("), match=");
  out.Append(shown);
  out.AppendChar('>');
  return Value::Object(out.Finish());
}

Value GetLastGroup(Isolate*, Value v) {
  const auto* self = v.As<MatchObject>();
  const Tuple* names = self->pattern->index_group;
  if (self->last_index < 0 || self->last_index >= names->size) return Value::None();
  return names->items[self->last_index];
}
Value GetLastIndex(Isolate*, Value v) {
  const int64_t index = v.As<MatchObject>()->last_index;
  return index < 0 ? Value::None() : Value::Int(index);
}
Value GetString(Isolate*, Value v) { return v.As<MatchObject>()->string; }
Value GetRe(Isolate*, Value v) { return Value::Object(v.As<MatchObject>()->pattern); }
Value GetPos(Isolate* iso, Value v) { return IntFromInt64(iso, v.As<MatchObject>()->position); }
Value GetEndPos(Isolate* iso, Value v) {
  return IntFromInt64(iso, v.As<MatchObject>()->end_position);
}

constexpr NativeMethod kMethods[] = {
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"__copy__", ReturnItself, "($self, /)"},
    {"__deepcopy__", ReturnItself, "($self, memo, /)"},
    {"__getitem__", GetItemOf, "($self, key, /)"},
    {"__repr__", MatchRepr, "($self, /)"},
    {"end", Span<Part::kEnd>, "($self, group=0, /)", 0, "Where the group's text ends."},
    {"expand", Expand, "($self, /, template)", 0, "The template with its references replaced."},
    {"group", Group, nullptr, kVariadic, "The texts of one group or of several."},
    {"groupdict", GroupDict, "($self, /, default=None)", 0, "The texts of the named groups."},
    {"groups", Groups, "($self, /, default=None)", 0, "The texts of all groups."},
    {"span", Span<Part::kBoth>, "($self, group=0, /)", 0, "Where the group's text starts and ends."},
    {"start", Span<Part::kStart>, "($self, group=0, /)", 0, "Where the group's text starts."},
};

constexpr NativeProperty kProperties[] = {
    {"endpos", GetEndPos, nullptr, "Where the search had to end.", kMember},
    {"lastgroup", GetLastGroup, nullptr, "The name of the group that closed last."},
    {"lastindex", GetLastIndex, nullptr, "The number of the group that closed last."},
    {"pos", GetPos, nullptr, "Where the search began.", kMember},
    {"re", GetRe, nullptr, "The pattern.", kMember},
    {"regs", GetRegs, nullptr, "The spans of all groups."},
    {"string", GetString, nullptr, "What was searched.", kMember},
};

}  // namespace

const TypeSpec kMatchSpec = {
    .name = "re.Match",
    .module = "re",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
    .doc = "What a search has found. Always true.",
    .layout = &kLayout,
};

}  // namespace krait::regex
