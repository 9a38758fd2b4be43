// Pattern.sub and subn.
//
// A replacement is a callable, a literal, or a template with references to groups. Templates are
// taken apart by the re package; those whose literal parts are of the subject's own type are
// expanded here, anything else is left to the function that the package makes of them.
#include <string>
#include <vector>

#include "gc/roots.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/modules/regex/regex_objects.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait::regex {

namespace {

// Puts the result together as str.join or bytes.join would, and complains as they do, at the end.
class Joiner {
 public:
  Joiner(Isolate* iso, const Subject& subject)
      : iso_(iso), subject_(subject), text_(iso), bytes_(iso) {}

  void AddSlice(const char* from, const char* to) {
    if (from == to) return;
    ++pieces_;
    AddBytes({from, static_cast<size_t>(to - from)}, subject_.single());
  }

  void AddValue(Value v) {
    const size_t piece = pieces_++;
    if (subject_.text() && IsStr(v)) {
      text_.Append(v.As<Str>());
    } else if (!subject_.text() && IsBytes(v)) {
      bytes_.Append(v.As<Bytes>()->view());
    } else if (!subject_.text() && HasBuffer(v)) {
      const ScopedBuffer buffer(iso_, v);
      if (buffer.ok()) bytes_.Append(buffer.view());
    } else if (bad_type_.empty()) {
      bad_piece_ = piece;
      bad_type_ = TypeName(iso_, v);
    }
  }

  // Part of a piece.
  void AddBytes(std::string_view part, bool ascii) {
    if (!subject_.text()) {
      bytes_.Append(part);
    } else if (ascii) {
      text_.AppendAscii(part);
    } else {
      text_.Append(part);
    }
  }
  void CountPiece() { ++pieces_; }

  Value Finish() {
    if (iso_->HasPending()) return Failure{};
    if (!bad_type_.empty()) {
      return RaiseF(iso_, ExceptionId::kTypeError, "sequence item %zu: expected %s, %.80s found",
                    bad_piece_, subject_.text() ? "str instance" : "a bytes-like object",
                    bad_type_.c_str());
    }
    return subject_.text() ? Value::Object(text_.Finish()) : Value::Object(bytes_.FinishBytes());
  }

 private:
  Isolate* iso_;
  const Subject& subject_;
  StrBuilder text_;
  ByteBuilder bytes_;
  size_t pieces_ = 0;
  size_t bad_piece_ = 0;
  std::string bad_type_;  // of a piece that cannot be joined
};

// What takes the place of each match.
class Replacement {
 public:
  Replacement(Isolate* iso, PatternObject* pattern, const Subject& subject)
      : iso_(iso), pattern_(pattern), subject_(subject), literals_(iso->heap()) {}

  bool Init(Value replacement);
  bool Append(const Matcher& matcher, Joiner* out);

 private:
  bool IsPlainLiteral(Value v) const;
  bool IsPiece(Value v) const {
    return v.IsNone() || (subject_.text() ? IsExactStr(v) : IsExactBytes(v));
  }
  bool ReadTemplate(Value parsed);

  Isolate* iso_;
  PatternObject* pattern_;
  const Subject& subject_;
  Value callable_;
  Value literal_;
  // A template: pieces, and by piece the group to put there (-1: the piece itself).
  gc::RootVector literals_;
  std::vector<int64_t> groups_;
};

// A str or bytes-like object without a backslash.
bool Replacement::IsPlainLiteral(Value v) const {
  if (IsStr(v)) return v.As<Str>()->view().find('\\') == std::string_view::npos;
  if (IsBytes(v)) return v.As<Bytes>()->view().find('\\') == std::string_view::npos;
  if (!HasBuffer(v)) return false;
  const ScopedBuffer buffer(iso_, v);
  return buffer.ok() && buffer.view().find('\\') == std::string_view::npos;
}

// (groups, literals): a list of pairs (index in literals, group), a list of texts or None. False when
// it is not of that form.
bool Replacement::ReadTemplate(Value parsed) {
  const Tuple* pair = CastToExact<Tuple>(parsed, ObjectKind::kTuple);
  if (pair == nullptr || pair->size != 2) return false;
  const List* groups = CastToExact<List>(pair->items[0], ObjectKind::kList);
  const List* literals = CastToExact<List>(pair->items[1], ObjectKind::kList);
  if (groups == nullptr || literals == nullptr) return false;
  for (const Value literal : literals->view()) {
    if (!IsPiece(literal)) return false;
    literals_.push_back(literal);
    groups_.push_back(-1);
  }
  for (const Value item : groups->view()) {
    const Tuple* place = CastToExact<Tuple>(item, ObjectKind::kTuple);
    if (place == nullptr || place->size != 2) return false;
    const Value index = place->items[0];
    const Value group = place->items[1];
    if (!index.IsInt() || !group.IsInt() || index.AsInt() < 0 || group.AsInt() < 0) return false;
    if (index.AsInt() >= static_cast<int64_t>(groups_.size())) return false;
    if (group.AsInt() > int64_t{pattern_->groups}) return false;
    groups_[static_cast<size_t>(index.AsInt())] = group.AsInt();
  }
  for (size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i] < 0 && literals_[i].IsNone()) return false;
  }
  return true;
}

bool Replacement::Init(Value replacement) {
  if (IsCallable(iso_, replacement)) {
    callable_ = replacement;
    return true;
  }
  if (IsPlainLiteral(replacement)) {
    literal_ = replacement;
    return true;
  }
  if (iso_->HasPending()) TakePending(iso_);
  KRAIT_TRY(Value, re, ImportByName(iso_, "re"));
  const Value pattern = Value::Object(pattern_);
  KRAIT_TRY(Value, compile, GetAttr(iso_, re, "_compile_repl"));
  KRAIT_TRY(Value, parsed, Call(iso_, compile, {replacement, pattern}));
  if (ReadTemplate(parsed)) return true;
  literals_.clear();
  groups_.clear();
  KRAIT_TRY(Value, make, GetAttr(iso_, re, "_subx"));
  KRAIT_TRY(Value, made, Call(iso_, make, {pattern, replacement}));
  (IsCallable(iso_, made) ? callable_ : literal_) = made;
  return true;
}

bool Replacement::Append(const Matcher& matcher, Joiner* out) {
  if (callable_) {
    const int64_t length = subject_.Length();
    KRAIT_TRY(Value, match, NewMatch(iso_, pattern_, subject_, matcher, 0, length));
    KRAIT_TRY(Value, result, Call(iso_, callable_, {match}));
    if (!result.IsNone()) out->AddValue(result);
    return !iso_->HasPending();
  }
  if (literal_) {
    if (!literal_.IsNone()) out->AddValue(literal_);
    return !iso_->HasPending();
  }
  out->CountPiece();
  for (size_t i = 0; i < groups_.size(); ++i) {
    const int64_t group = groups_[i];
    if (group < 0) {
      const Value piece = literals_[i];
      if (subject_.text()) {
        out->AddBytes(piece.As<Str>()->view(), piece.As<Str>()->IsAscii());
      } else {
        out->AddBytes(piece.As<Bytes>()->view(), false);
      }
      continue;
    }
    const char* from = matcher.start();
    const char* to = matcher.end();
    if (group > 0) {
      const auto number = static_cast<uint32_t>(group - 1);
      if (!matcher.HasGroup(number)) continue;
      from = matcher.mark(2 * number);
      to = matcher.mark(2 * number + 1);
    }
    out->AddBytes({from, static_cast<size_t>(to - from)}, subject_.single());
  }
  return !iso_->HasPending();
}

}  // namespace

Value Substitute(Isolate* iso, PatternObject* pattern, Value replacement, Value string,
                 int64_t count, int64_t* replaced) {
  *replaced = 0;
  // The replacement comes first: of two mistakes its one is reported.
  const Subject subject(iso, string);
  if (!subject.ok()) return Failure{};
  Replacement filter(iso, pattern, subject);
  if (!filter.Init(replacement)) return Failure{};
  KRAIT_TRY(const Program*, program, ProgramFor(iso, pattern, subject));
  Joiner out(iso, subject);
  Matcher matcher(iso, *program, {subject.begin(), subject.end(), subject.single()});
  const char* last = subject.begin();
  bool must_advance = false;
  while (count == 0 || *replaced < count) {
    const Outcome outcome = matcher.Search(last, must_advance);
    if (outcome == Outcome::kError) return Failure{};
    if (outcome == Outcome::kFailed) break;
    out.AddSlice(last, matcher.start());
    if (!filter.Append(matcher, &out)) return Failure{};
    last = matcher.end();
    must_advance = matcher.start() == last;
    ++*replaced;
  }
  if (*replaced == 0) return subject.Slice(subject.begin(), subject.end());
  out.AddSlice(last, subject.end());
  return out.Finish();
}

}  // namespace krait::regex
