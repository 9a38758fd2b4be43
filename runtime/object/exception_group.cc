// Exception groups: construction, split and subgroup, and what `except*` does with them.
#include <string>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Exception* Self(Value v) { return v.As<Exception>(); }
inline Tuple* MembersOf(Value group) {
  return Self(group)->extra[GroupField::kExceptions].As<Tuple>();
}
bool IsGroup(Isolate* iso, Value v) {
  return IsExceptionInstance(iso, v, ExceptionId::kBaseExceptionGroup);
}

// What split() and subgroup() select by.
struct Matcher {
  enum Kind { kByType, kByPredicate, kByIdentity } kind;
  Value value;  // class or tuple; callable; list of exceptions

  bool Matches(Isolate* iso, Value exception, bool* result) const {
    switch (kind) {
      case kByType:
        return ExceptionMatches(iso, exception, value, result);
      case kByPredicate: {
        KRAIT_TRY(Value, answer, Call(iso, value, {exception}));
        return Truth(iso, answer, result);
      }
      case kByIdentity:
        *result = false;
        for (Value v : value.As<List>()->view()) *result |= v == exception;
        return true;
    }
    return false;
  }
};

bool MakeMatcher(Isolate* iso, Value v, Matcher* matcher) {
  const Type* base = iso->exception_type(ExceptionId::kBaseException);
  const auto is_class = [&](Value c) {
    return HasKind(c, ObjectKind::kType) && IsSubtype(c.As<Type>(), base);
  };
  if (is_class(v)) {
    *matcher = {Matcher::kByType, v};
    return true;
  }
  if (HasKind(v, ObjectKind::kTuple)) {
    bool all = true;
    for (Value c : v.As<Tuple>()->view()) all &= is_class(c);
    if (all) {
      *matcher = {Matcher::kByType, v};
      return true;
    }
  }
  if (!HasKind(v, ObjectKind::kType) && IsCallable(iso, v)) {
    *matcher = {Matcher::kByPredicate, v};
    return true;
  }
  return RaiseTypeError(iso, "expected a function, exception type or tuple of exception types");
}

// original.derive(members), with the traceback, context, cause and notes of the original.
Value DeriveFrom(Isolate* iso, Value original, const gc::RootVector& members) {
  KRAIT_TRY(List*, list, List::From(iso, {members.data(), members.size()}));
  KRAIT_TRY(Value, made, CallMethod(iso, original, "derive", {Value::Object(list)}));
  if (!IsGroup(iso, made)) {
    return RaiseTypeError(iso, "derive must return an instance of BaseExceptionGroup");
  }
  Exception* e = Self(made);
  e->traceback = Self(original)->traceback;
  e->context = Self(original)->context;
  e->cause = Self(original)->cause;
  e->suppress_context |= static_cast<bool>(e->cause);
  iso->Barrier(e);
  Value notes;
  KRAIT_CHECK_OK(LookupAttr(iso, original, iso->names().dunder_notes, &notes));
  if (notes && LookupSpecial(iso, notes, Special::kIter)) {
    KRAIT_TRY(List*, copy, ListFromIterable(iso, notes));
    KRAIT_CHECK_OK(SetAttr(iso, made, iso->names().dunder_notes, Value::Object(copy)));
  }
  return made;
}

// The matching part and the rest; None where a part is empty. `rest` may be null.
bool Split(Isolate* iso, Value exception, const Matcher& matcher, Value* match, Value* rest) {
  *match = Value::None();
  if (rest != nullptr) *rest = Value::None();
  bool matched;
  KRAIT_CHECK_OK(matcher.Matches(iso, exception, &matched));
  if (matched) {
    *match = exception;
    return true;
  }
  if (!IsGroup(iso, exception)) {
    if (rest != nullptr) *rest = exception;
    return true;
  }
  if (!iso->CheckStack(" in exceptiongroup_split_recursive")) return false;
  gc::RootVector yes(iso->heap()), no(iso->heap());
  for (int64_t i = 0; i < MembersOf(exception)->size; ++i) {
    Value member_match, member_rest;
    KRAIT_CHECK_OK(Split(iso, MembersOf(exception)->items[i], matcher, &member_match,
                         rest == nullptr ? nullptr : &member_rest));
    if (!member_match.IsNone()) yes.push_back(member_match);
    if (rest != nullptr && !member_rest.IsNone()) no.push_back(member_rest);
  }
  if (!yes.empty()) KRAIT_CHECK_OK(*match = DeriveFrom(iso, exception, yes));
  if (rest != nullptr && !no.empty()) KRAIT_CHECK_OK(*rest = DeriveFrom(iso, exception, no));
  return true;
}

Type* ChooseClass(Isolate* iso, Type* type, Tuple* members) {
  Type* base_group = iso->exception_type(ExceptionId::kBaseExceptionGroup);
  Type* group = iso->exception_type(ExceptionId::kExceptionGroup);
  const Type* ordinary = iso->exception_type(ExceptionId::kException);
  bool all_ordinary = true;
  for (Value v : members->view()) all_ordinary &= IsInstanceOf(iso, v, ordinary);
  if (type == base_group) return all_ordinary ? group : type;
  if (all_ordinary || !IsSubtype(type, ordinary)) return type;
  if (type == group) {
    return RaiseTypeError(iso, "Cannot nest BaseExceptions in an ExceptionGroup");
  }
  return RaiseTypeError(iso, "Cannot nest BaseExceptions in '" + std::string(type->name->view()) +
                                 "'");
}

Value NewGroup(Isolate* iso, Type* type, Value message, Tuple* members, Tuple* args) {
  KRAIT_TRY(Type*, chosen, ChooseClass(iso, type, members));
  KRAIT_TRY(Exception*, self, AllocateException(iso, chosen, args));
  SetExceptionField(iso, self, GroupField::kMessage, message);
  SetExceptionField(iso, self, GroupField::kExceptions, Value::Object(members));
  return Value::Object(self);
}

// A group of `members` without a message, for `except*`; its args show them as they were `given`.
Value PlainGroup(Isolate* iso, Tuple* members, Value given) {
  const Value message = Value::Object(iso->names().empty);
  KRAIT_TRY(Tuple*, args, Tuple::Of(iso, {message, given}));
  return NewGroup(iso, iso->exception_type(ExceptionId::kBaseExceptionGroup), message, members,
                  args);
}

// The leaf exceptions of a group.
bool CollectLeaves(Isolate* iso, Value exception, List* leaves) {
  if (!IsGroup(iso, exception)) return leaves->Append(iso, exception);
  if (!iso->CheckStack()) return false;
  for (int64_t i = 0; i < MembersOf(exception)->size; ++i) {
    KRAIT_CHECK_OK(CollectLeaves(iso, MembersOf(exception)->items[i], leaves));
  }
  return true;
}

// Was it re-raised from the handled group, rather than raised anew by a handler?
bool IsSameGroupContext(const Exception* a, const Exception* b) {
  return a->traceback == b->traceback && a->context == b->context && a->cause == b->cause;
}

}  // namespace

Value GroupNew(Isolate* iso, Value* args, size_t) {
  auto* given = args[1].As<Tuple>();
  if (given->size != 2) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)",
                  static_cast<int>(given->size));
  }
  const Value message = given->items[0], exceptions = given->items[1];
  if (!HasKind(message, ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "BaseExceptionGroup.__new__() argument 1 must be str, not %s",
                  TypeName(iso, message));
  }
  if (!LookupSpecial(iso, exceptions, Special::kGetitem) ||
      HasKind(exceptions, ObjectKind::kDict)) {
    return RaiseTypeError(iso, "second argument (exceptions) must be a sequence");
  }
  KRAIT_TRY(Tuple*, members, TupleFromIterable(iso, exceptions));
  if (members->size == 0) {
    return RaiseValueError(iso, "second argument (exceptions) must be a non-empty sequence");
  }
  for (int64_t i = 0; i < members->size; ++i) {
    if (IsException(members->items[i])) continue;
    return RaiseF(iso, ExceptionId::kValueError,
                  "Item %d of second argument (exceptions) is not an exception",
                  static_cast<int>(i));
  }
  return NewGroup(iso, args[0].As<Type>(), message, members, given);
}

Value GroupInit(Isolate* iso, Value* args, size_t) {
  if (args[2].As<Dict>()->size != 0) {
    return RaiseF(iso, ExceptionId::kTypeError, "%.200s() takes no keyword arguments",
                  TypeName(iso, args[0]));
  }
  Self(args[0])->args = args[1].As<Tuple>();
  iso->Barrier(args[0].AsHeap());
  return Value::None();
}

Value GroupStr(Isolate* iso, Value* args, size_t) {
  const Value message = Self(args[0])->extra[GroupField::kMessage];
  KRAIT_TRY(Str*, text, ToStr(iso, message));
  const int64_t count = MembersOf(args[0])->size;
  return Value::Object(Str::New(iso, std::string(text->view()) + " (" + std::to_string(count) +
                                         " sub-exception" + (count > 1 ? "s" : "") + ")"));
}

Value GroupDerive(Isolate* iso, Value* args, size_t) {
  const Value type = Value::Object(iso->exception_type(ExceptionId::kBaseExceptionGroup));
  return Call(iso, type, {Self(args[0])->extra[GroupField::kMessage], args[1]});
}

Value GroupSplit(Isolate* iso, Value* args, size_t) {
  Matcher matcher;
  KRAIT_CHECK_OK(MakeMatcher(iso, args[1], &matcher));
  Value match, rest;
  KRAIT_CHECK_OK(Split(iso, args[0], matcher, &match, &rest));
  return Value::Object(Tuple::Of(iso, {match, rest}));
}

Value GroupSubgroup(Isolate* iso, Value* args, size_t) {
  Matcher matcher;
  KRAIT_CHECK_OK(MakeMatcher(iso, args[1], &matcher));
  Value match;
  KRAIT_CHECK_OK(Split(iso, args[0], matcher, &match, nullptr));
  return match;
}

Value GroupClassItem(Isolate* iso, Value* args, size_t) {
  return NewGenericAlias(iso, args[0], args[1]);
}

bool MatchExceptionGroup(Isolate* iso, Value exception, Value classes, Value* match,
                         Value* rest, Value* split) {
  // Groups in the classes would make the meaning of a match ambiguous.
  const Type* group = iso->exception_type(ExceptionId::kBaseExceptionGroup);
  const auto check = [&](Value cls) {
    if (!HasKind(cls, ObjectKind::kType) ||
        !IsSubtype(cls.As<Type>(), iso->exception_type(ExceptionId::kBaseException))) {
      return static_cast<bool>(RaiseTypeError(
          iso, "catching classes that do not inherit from BaseException is not allowed"));
    }
    if (IsSubtype(cls.As<Type>(), group)) {
      return static_cast<bool>(RaiseTypeError(
          iso, "catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    return true;
  };
  if (HasKind(classes, ObjectKind::kTuple)) {
    for (Value cls : classes.As<Tuple>()->view()) {
      if (!check(cls)) return false;
    }
  } else if (!check(classes)) {
    return false;
  }
  *match = *rest = Value::None();
  *split = Value();
  if (exception.IsNone()) return true;
  const Matcher matcher = {Matcher::kByType, classes};
  if (IsGroup(iso, exception)) {
    bool whole;
    KRAIT_CHECK_OK(ExceptionMatches(iso, exception, classes, &whole));
    if (whole) {
      *match = exception;
      return true;
    }
    Str* name = Str::Intern(iso, "split");
    const Value own = LookupOnType(iso, TypeOf(iso, exception), name);
    if (own != LookupOnType(iso, iso->exception_type(ExceptionId::kBaseExceptionGroup), name)) {
      *split = own;
      return true;
    }
    return Split(iso, exception, matcher, match, rest);
  }
  bool matched;
  KRAIT_CHECK_OK(ExceptionMatches(iso, exception, classes, &matched));
  if (!matched) {
    *rest = exception;
    return true;
  }
  KRAIT_TRY(Tuple*, members, Tuple::Of(iso, {exception}));
  KRAIT_TRY(Value, wrapped, PlainGroup(iso, members, Value::Object(members)));
  Self(wrapped)->traceback = Self(exception)->traceback;
  iso->Barrier(wrapped.AsHeap());
  *match = wrapped;
  return true;
}

Value JoinExceptionGroup(Isolate* iso, Value original, List* raised) {
  if (!IsGroup(iso, original)) {
    // A naked exception is matched whole or not at all.
    for (Value v : raised->view()) {
      if (!v.IsNone()) return v;
    }
    return Value::None();
  }
  gc::RootVector fresh(iso->heap());
  KRAIT_TRY(List*, kept_leaves, List::New(iso));
  bool any_kept = false;
  for (int64_t i = 0; i < raised->size; ++i) {
    const Value v = raised->At(i);
    if (v.IsNone()) continue;
    if (IsSameGroupContext(Self(v), Self(original))) {
      any_kept = true;
      KRAIT_CHECK_OK(CollectLeaves(iso, v, kept_leaves));
    } else {
      fresh.push_back(v);
    }
  }
  Value kept = Value::None();
  if (any_kept) {
    const Matcher matcher = {Matcher::kByIdentity, Value::Object(kept_leaves)};
    KRAIT_CHECK_OK(Split(iso, original, matcher, &kept, nullptr));
  }
  if (fresh.empty()) return kept;
  if (!kept.IsNone()) fresh.push_back(kept);
  KRAIT_TRY(Tuple*, members, Tuple::From(iso, {fresh.data(), fresh.size()}));
  KRAIT_TRY(List*, given, List::New(iso));
  KRAIT_CHECK_OK(given->Extend(iso, members->view()));
  return PlainGroup(iso, members, Value::Object(given));
}

}  // namespace krait
