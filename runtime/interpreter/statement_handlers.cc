// with, match, and the protocols of async statements.
#include <string>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "callsite/call_site.h"
#include "runtime/interpreter/generator.h"
#include "runtime/interpreter/generator_types.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// The special method bound to the object; Empty without exception when the type has none.
Value BoundSpecial(Isolate* iso, Value object, Special special) {
  Type* type = TypeOf(iso, object);
  const Value method = TypeSpecial(iso, type, special);
  return method ? BindDescriptor(iso, method, object, type) : Value();
}

bool EnterContext(Isolate* iso, Value* window, Special enter, Special exit, const char* protocol,
                  const char* exit_name) {
  const Value manager = window[0];
  const Value entering = BoundSpecial(iso, manager, enter);
  if (!entering) {
    if (iso->HasPending()) return false;
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object does not support the %s protocol",
                  TypeName(iso, manager), protocol);
  }
  const Value exiting = BoundSpecial(iso, manager, exit);
  if (!exiting) {
    if (iso->HasPending()) return false;
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'%.200s' object does not support the %s protocol (missed %s method)",
                  TypeName(iso, manager), protocol, exit_name);
  }
  const Value result = Call(iso, entering, {});
  if (!result) return false;
  window[0] = exiting;
  window[1] = result;
  return true;
}

}  // namespace

bool BeforeWithSlow(Isolate* iso, callsite::CallSite& site, Value* window) {
  const Value manager = window[0];
  if (site.state() != callsite::SiteState::kMegamorphic &&
      site.Find(manager, Value()) == nullptr) {
    LinkUnarySpecial(iso, site, manager, Special::kEnter, {FrameKind::kEnter}, &kProtocolLeaf);
  }
  const Value enter = LookupSpecial(iso, manager, Special::kEnter);
  if (IsScript(enter)) {
    const Value exit = BoundSpecial(iso, manager, Special::kExit);
    if (exit) return EnterScript(iso, enter, {manager}, FrameKind::kEnter, exit);
    if (iso->HasPending()) return false;
  }
  return EnterContext(iso, window, Special::kEnter, Special::kExit, "context manager", "__exit__");
}

bool BeforeAsyncWithSlow(Isolate* iso, Value* window) {
  return EnterContext(iso, window, Special::kAenter, Special::kAexit,
                      "asynchronous context manager", "__aexit__");
}

Value WithExitSlow(Isolate* iso, callsite::CallSite& site, Value exit, Value exception) {
  const Value type = Value::Object(TypeOf(iso, exception));
  const Traceback* traceback = exception.As<Exception>()->traceback;
  const Value where = traceback != nullptr ? Value::Object(traceback) : Value::None();
  const auto* method = CastTo<BoundMethod>(exit, ObjectKind::kBoundMethod);
  const bool script = method != nullptr && IsScript(method->function);
  if (site.state() != callsite::SiteState::kMegamorphic) {
    LinkCall(iso, site, script ? method->function : exit, Value(), 3);
  }
  if (script) {
    return EnterScript(iso, method->function, {method->self, type, exception, where},
                       FrameKind::kScript);
  }
  return Call(iso, exit, {type, exception, where});
}

bool MatchesSequence(Isolate* iso, Value v) {
  return (TypeOf(iso, v)->type_flags & kSequencePattern) != 0;
}

bool MatchesMapping(Isolate* iso, Value v) {
  return (TypeOf(iso, v)->type_flags & kMappingPattern) != 0;
}

Value MatchKeysSlow(Isolate* iso, Value subject, Value keys) {
  Tuple* tuple = keys.As<Tuple>();
  Set* seen = Set::New(iso);
  Tuple* values = Tuple::New(iso, tuple->size);
  if (values == nullptr) return Value();
  KRAIT_TRY(Value, get, GetAttr(iso, subject, iso->names().get));
  // A fresh object that no mapping can hold.
  const Value marker = Value::Object(List::New(iso));
  for (int64_t i = 0; i < tuple->size; ++i) {
    const Value key = tuple->items[i];
    bool present;
    if (!seen->Contains(iso, key, &present)) return Value();
    if (present) {
      KRAIT_TRY(Str*, text, Repr(iso, key));
      return RaiseValueError(
          iso, "mapping pattern checks duplicate key (" + std::string(text->view()) + ")");
    }
    if (!seen->Add(iso, key)) return Value();
    KRAIT_TRY(Value, v, Call(iso, get, {key, marker}));
    if (v == marker) return Value::None();
    values->items[i] = v;
    iso->Barrier(values, v);
  }
  return Value::Object(values);
}

namespace {

// One attribute of a class pattern into `out`; *matched false: absent.
bool MatchAttribute(Isolate* iso, Value subject, Type* type, Str* name, Set* seen, List* out,
                    bool* matched) {
  bool duplicate;
  if (!seen->Contains(iso, Value::Object(name), &duplicate)) return false;
  if (duplicate) {
    return RaiseTypeError(iso, std::string(type->name->view()) +
                                   "() got multiple sub-patterns for attribute '" +
                                   std::string(name->view()) + "'");
  }
  if (!seen->Add(iso, Value::Object(name))) return false;
  Value v;
  if (!LookupAttr(iso, subject, name, &v)) return false;
  *matched = static_cast<bool>(v);
  return !v || out->Append(iso, v);
}

}  // namespace

Value MatchClassSlow(Isolate* iso, Value subject, Value pattern, uint32_t positional, Value names) {
  if (!HasKind(pattern, ObjectKind::kType)) {
    return RaiseTypeError(iso, "called match pattern must be a type");
  }
  bool is_instance;
  KRAIT_CHECK_OK(IsInstance(iso, subject, pattern, &is_instance));
  if (!is_instance) return Value::None();
  Type* type = pattern.As<Type>();
  Set* seen = Set::New(iso);
  List* found = List::New(iso);
  bool matched = true;
  if (positional > 0) {
    bool self_match = false;
    Value match_args;
    KRAIT_CHECK_OK(LookupAttr(iso, pattern, iso->names().dunder_match_args, &match_args));
    if (match_args) {
      if (!IsExact(match_args, ObjectKind::kTuple)) {
        return RaiseF(iso, ExceptionId::kTypeError,
                      "%s.__match_args__ must be a tuple (got %s)",
                      std::string(type->name->view()).c_str(), TypeName(iso, match_args));
      }
    } else {
      self_match = (type->type_flags & kSelfMatch) != 0;
    }
    const int64_t allowed = self_match ? 1 : match_args ? match_args.As<Tuple>()->size : 0;
    if (allowed < positional) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "%s() accepts %lld positional sub-pattern%s (%u given)",
                    std::string(type->name->view()).c_str(), static_cast<long long>(allowed),
                    allowed == 1 ? "" : "s", positional);
    }
    if (self_match) {
      KRAIT_CHECK_OK(found->Append(iso, subject));
    } else {
      for (uint32_t i = 0; i < positional; ++i) {
        const Value name = match_args.As<Tuple>()->items[i];
        if (!HasKind(name, ObjectKind::kStr)) {
          return RaiseF(iso, ExceptionId::kTypeError,
                        "__match_args__ elements must be strings (got %s)", TypeName(iso, name));
        }
        KRAIT_CHECK_OK(MatchAttribute(iso, subject, type, Str::Intern(iso, name.As<Str>()), seen,
                                      found, &matched));
        if (!matched) return Value::None();
      }
    }
  }
  for (Value name : names.As<Tuple>()->view()) {
    KRAIT_CHECK_OK(MatchAttribute(iso, subject, type, name.As<Str>(), seen, found, &matched));
    if (!matched) return Value::None();
  }
  return Value::Object(Tuple::From(iso, found->view()));
}

Value AsyncIteratorSlow(Isolate* iso, Value v) {
  const Value method = BoundSpecial(iso, v, Special::kAiter);
  if (!method) {
    if (iso->HasPending()) return Value();
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'async for' requires an object with __aiter__ method, got %.100s",
                  TypeName(iso, v));
  }
  KRAIT_TRY(Value, iterator, Call(iso, method, {}));
  if (!TypeSpecial(iso, TypeOf(iso, iterator), Special::kAnext)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'async for' received an object from __aiter__ that does not implement "
                  "__anext__: %.100s",
                  TypeName(iso, iterator));
  }
  return iterator;
}

Value AsyncNextSlow(Isolate* iso, Value v) {
  if (HasKind(v, ObjectKind::kAsyncGenerator)) return AsyncGeneratorNext(iso, v);
  bool found;
  const Value awaitable = CallSpecial(iso, v, Special::kAnext, {}, &found);
  if (!found) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'async for' requires an iterator with __anext__ method, got %.100s",
                  TypeName(iso, v));
  }
  if (!awaitable) return Value();
  const Value iterator = AwaitableIterator(iso, awaitable, 0);
  if (iterator) return iterator;
  const Value cause = TakePending(iso);
  RaiseF(iso, ExceptionId::kTypeError,
         "'async for' received an invalid object from __anext__: %.100s", TypeName(iso, awaitable));
  return RaiseFrom(iso, TakePending(iso), cause);
}

bool PrintExpressionSlow(Isolate* iso, Value v) {
  const Value hook = iso->sys_attribute("displayhook");
  if (!hook) return Raise(iso, ExceptionId::kRuntimeError, "lost sys.displayhook");
  return static_cast<bool>(Call(iso, hook, {v}));
}

}  // namespace krait
