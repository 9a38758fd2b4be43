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
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
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

using callsite::CallSite;

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

namespace {

struct ContextProtocol {
  Special enter;
  Special exit;
  const char* name;
  const char* exit_name;
};
constexpr ContextProtocol kWith = {Special::kEnter, Special::kExit, "context manager", "__exit__"};
constexpr ContextProtocol kAsyncWith = {Special::kAenter, Special::kAexit,
                                        "asynchronous context manager", "__aexit__"};

bool EnterLinkedContext(Isolate* iso, CallSite& site, Value* window,
                        const ContextProtocol& protocol) {
  const Value manager = window[0];
  const Value enter = LinkReceiver(iso, site, manager, protocol.enter, {FrameKind::kEnter},
                                   &kProtocolLeaf);
  if (enter) {
    const Value exit = BoundSpecial(iso, manager, protocol.exit);
    if (exit) return EnterScript(iso, enter, {manager}, FrameKind::kEnter, exit);
    if (iso->HasPending()) return false;
  }
  return EnterContext(iso, window, protocol.enter, protocol.exit, protocol.name,
                      protocol.exit_name);
}

}  // namespace

bool BeforeWithSlow(Isolate* iso, CallSite& site, Value* window) {
  return EnterLinkedContext(iso, site, window, kWith);
}

bool BeforeAsyncWithSlow(Isolate* iso, CallSite& site, Value* window) {
  return EnterLinkedContext(iso, site, window, kAsyncWith);
}

Value WithExitSlow(Isolate* iso, CallSite& site, Value exit, Value exception) {
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

Value MatchKindSlow(Isolate* iso, CallSite& site, Value v, uint32_t flag) {
  Type* type = TypeOf(iso, v);
  const Value matches = Value::Bool((type->type_flags & flag) != 0);
  if (site.state() != callsite::SiteState::kMegamorphic && site.Find(v, Value()) == nullptr) {
    SpecialLookup lookup(iso);
    lookup.DependOnBases(type);  // fires when the class is registered with another ABC, too
    lookup.Link(site, callsite::Guard::Shape(callsite::ShapeOf(v)),
                iso->interpreter().handles().Constant(matches));
  }
  return matches;
}

namespace {

// subject.get, and its receiver or Empty; null pointer: an exception is pending.
bool LoadGet(Isolate* iso, CallSite& site, Value subject, Value* window) {
  Str* name = iso->names().get;
  if (LoadMethodSlow(iso, site, subject, name, window)) return true;
  ScriptCall& wanted = iso->interpreter().wanted;
  if (!wanted.is_wanted()) return false;
  wanted.function = nullptr;  // a property: this instruction has more to do than to read it
  window[0] = GetAttr(iso, subject, name);
  return static_cast<bool>(window[0]);
}

// Fails when a key stands in the pattern twice.
bool CheckDistinct(Isolate* iso, const Tuple* keys, Set* seen) {
  for (Value key : keys->view()) {
    bool present;
    KRAIT_CHECK_OK(seen->Contains(iso, key, &present));
    if (present) {
      KRAIT_TRY(Str*, text, Repr(iso, key));
      return RaiseValueError(
          iso, "mapping pattern checks duplicate key (" + std::string(text->view()) + ")");
    }
    KRAIT_CHECK_OK(seen->Add(iso, key));
  }
  return true;
}

}  // namespace

Value MatchKeysSlow(Isolate* iso, CallSite& site, Value subject, Value keys) {
  Tuple* tuple = keys.As<Tuple>();
  Set* seen = Set::New(iso);
  Tuple* values = Tuple::New(iso, tuple->size);
  if (values == nullptr) return Value();
  Value get[2];
  KRAIT_CHECK_OK(LoadGet(iso, site, subject, get));
  // A fresh object that no mapping can hold.
  const Value marker = Value::Object(List::New(iso));
  const Value getter = get[1] ? get[0] : CastTo<BoundMethod>(get[0], ObjectKind::kBoundMethod)
                                             ? get[0].As<BoundMethod>()->function
                                             : Value();
  if (IsScript(getter)) {
    KRAIT_CHECK_OK(CheckDistinct(iso, tuple, seen));
    const Value bound = get[1] ? Value::Object(BoundMethod::New(iso, get[0], get[1])) : get[0];
    return EnterSelfHosted(iso, SelfHosted::kMatchKeys, {bound, keys, marker});
  }
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
    KRAIT_TRY(Value, v, get[1] ? Call(iso, get[0], {get[1], key, marker})
                              : Call(iso, get[0], {key, marker}));
    if (v == marker) return Value::None();
    values->items[i] = v;
    iso->Barrier(values, v);
  }
  return Value::Object(values);
}

bool NoteClassPattern(Isolate* iso, Set* seen, Str* name, Type* type) {
  bool duplicate;
  KRAIT_CHECK_OK(seen->Contains(iso, Value::Object(name), &duplicate));
  if (!duplicate) return seen->Add(iso, Value::Object(name));
  return RaiseTypeError(iso, std::string(type->name->view()) +
                                 "() got multiple sub-patterns for attribute '" +
                                 std::string(name->view()) + "'");
}

namespace {

// One attribute of a class pattern into `out`; *matched false: absent.
bool MatchAttribute(Isolate* iso, Value subject, Type* type, Str* name, Set* seen, List* out,
                    bool* matched) {
  KRAIT_CHECK_OK(NoteClassPattern(iso, seen, name, type));
  Value v;
  if (!LookupAttr(iso, subject, name, &v)) return false;
  *matched = static_cast<bool>(v);
  return !v || out->Append(iso, v);
}

// pattern.__match_args__; Empty when there is none. Linked to the value as long as nobody changes it on
// the class, on a base or on the metaclass.
bool FindMatchArgs(Isolate* iso, CallSite& site, Value pattern, Value* match_args) {
  Str* name = iso->names().dunder_match_args;
  if (site.state() != callsite::SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(pattern, Value())) {
      *match_args = handle->value().IsNone() ? Value() : handle->value();
      return true;
    }
  }
  KRAIT_CHECK_OK(LookupAttr(iso, pattern, name, match_args));
  Type* metatype = TypeOf(iso, pattern);
  Type* plain = iso->type(ObjectKind::kType);
  SpecialLookup lookup(iso);
  const Value reader = lookup.Find(metatype, Special::kGetattribute);
  if (site.state() == callsite::SiteState::kMegamorphic ||
      reader != TypeSpecial(iso, plain, Special::kGetattribute) ||
      lookup.Find(metatype, Special::kGetattr) || lookup.Find(metatype, name)) {
    site.LinkFailed();
    return true;
  }
  const Value found = lookup.Find(pattern.As<Type>(), name);
  if (found != *match_args || (found && !IsExact(found, ObjectKind::kTuple))) {
    site.LinkFailed();
    return true;
  }
  lookup.Link(site, callsite::Guard::Identity(pattern),
              iso->interpreter().handles().Constant(found ? found : Value::None()));
  return true;
}

// Appends the attributes that the positional patterns match; *matched false: one is absent.
bool MatchPositional(Isolate* iso, Value match_args, Value subject, Type* type,
                     uint32_t positional, Set* seen, List* found, bool* matched) {
  if (match_args && !IsExact(match_args, ObjectKind::kTuple)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s.__match_args__ must be a tuple (got %s)",
                  std::string(type->name->view()).c_str(), TypeName(iso, match_args));
  }
  const bool self_match = !match_args && (type->type_flags & kSelfMatch) != 0;
  const int64_t allowed = self_match ? 1 : match_args ? match_args.As<Tuple>()->size : 0;
  if (allowed < positional) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "%s() accepts %lld positional sub-pattern%s (%u given)",
                  std::string(type->name->view()).c_str(), static_cast<long long>(allowed),
                  allowed == 1 ? "" : "s", positional);
  }
  if (self_match) return found->Append(iso, subject);
  for (uint32_t i = 0; i < positional && *matched; ++i) {
    const Value name = match_args.As<Tuple>()->items[i];
    if (!HasKind(name, ObjectKind::kStr)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "__match_args__ elements must be strings (got %s)", TypeName(iso, name));
    }
    KRAIT_CHECK_OK(MatchAttribute(iso, subject, type, Str::Intern(iso, name.As<Str>()), seen, found,
                                  matched));
  }
  return true;
}

// The names that the positional patterns read, then `names`, when there is one that script reads; else
// null. Match arguments that are in error are left to MatchPositional.
Tuple* NamesReadByScript(Isolate* iso, Value subject, Value match_args, uint32_t positional,
                         Tuple* names) {
  if (!IsScriptInstance(subject)) return nullptr;
  List* all = List::New(iso);
  if (all == nullptr) return nullptr;
  if (positional > 0) {
    if (!IsExact(match_args, ObjectKind::kTuple) || match_args.As<Tuple>()->size < positional) {
      return nullptr;
    }
    for (uint32_t i = 0; i < positional; ++i) {
      const Value name = match_args.As<Tuple>()->items[i];
      if (!HasKind(name, ObjectKind::kStr)) return nullptr;
      if (!all->Append(iso, Value::Object(Str::Intern(iso, name.As<Str>())))) return nullptr;
    }
  }
  if (!all->Extend(iso, names->view())) return nullptr;
  for (Value name : all->view()) {
    if (IsReadByScript(iso, subject, name.As<Str>())) return Tuple::From(iso, all->view());
  }
  return nullptr;
}

}  // namespace

Value MatchClassSlow(Isolate* iso, CallSite& site, Value subject, Value pattern,
                     uint32_t positional, Value names) {
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
  Value match_args;
  if (positional > 0) KRAIT_CHECK_OK(FindMatchArgs(iso, site, pattern, &match_args));
  if (Tuple* read = NamesReadByScript(iso, subject, match_args, positional, names.As<Tuple>())) {
    if (positional == 0) LinkLeaf(iso, site, pattern, &kProtocolLeaf);
    return EnterSelfHosted(
        iso, SelfHosted::kMatchAttributes,
        {subject, pattern, Value::Object(read), Value::Object(seen), Value::Object(found)});
  }
  if (iso->HasPending()) return Value();
  if (positional > 0) {
    KRAIT_CHECK_OK(
        MatchPositional(iso, match_args, subject, type, positional, seen, found, &matched));
    if (!matched) return Value::None();
  } else {
    LinkLeaf(iso, site, pattern, &kProtocolLeaf);
  }
  for (Value name : names.As<Tuple>()->view()) {
    KRAIT_CHECK_OK(MatchAttribute(iso, subject, type, name.As<Str>(), seen, found, &matched));
    if (!matched) return Value::None();
  }
  return Value::Object(Tuple::From(iso, found->view()));
}

Value LengthSlow(Isolate* iso, CallSite& site, Value v) {
  const Value method =
      LinkReceiver(iso, site, v, Special::kLen, {FrameKind::kLen},
                   IsScriptInstance(v) ? &kProtocolLeaf : &kLengthLeaf);
  if (method) return EnterScript(iso, method, {v}, FrameKind::kLen);
  int64_t length;
  return Length(iso, v, &length) ? Value::Int(length) : Value();
}

Value AwaitableSlow(Isolate* iso, CallSite& site, Value v, int where) {
  const callsite::NativeLeaf* leaf = HasKind(v, ObjectKind::kCoroutine) ? &kCoroutineLeaf
                                                                        : &kProtocolLeaf;
  const Value method =
      LinkReceiver(iso, site, v, Special::kAwait, {FrameKind::kAwait}, leaf);
  if (method) return EnterScript(iso, method, {v}, FrameKind::kAwait);
  return AwaitableIterator(iso, v, where);
}

Value CheckAsyncIterator(Isolate* iso, Value iterator) {
  if (TypeSpecial(iso, TypeOf(iso, iterator), Special::kAnext)) return iterator;
  return RaiseF(iso, ExceptionId::kTypeError,
                "'async for' received an object from __aiter__ that does not implement "
                "__anext__: %.100s",
                TypeName(iso, iterator));
}

Value AsyncIteratorSlow(Isolate* iso, CallSite& site, Value v) {
  const Value script =
      LinkReceiver(iso, site, v, Special::kAiter, {FrameKind::kAsyncIterator},
                   HasKind(v, ObjectKind::kAsyncGenerator) ? &kAsyncGeneratorLeaf : &kProtocolLeaf);
  if (script) return EnterScript(iso, script, {v}, FrameKind::kAsyncIterator);
  const Value method = BoundSpecial(iso, v, Special::kAiter);
  if (!method) {
    if (iso->HasPending()) return Value();
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'async for' requires an object with __aiter__ method, got %.100s",
                  TypeName(iso, v));
  }
  KRAIT_TRY(Value, iterator, Call(iso, method, {}));
  return CheckAsyncIterator(iso, iterator);
}

Failure RaiseInvalidAsyncNext(Isolate* iso, Value awaitable) {
  const Value cause = TakePending(iso);
  RaiseF(iso, ExceptionId::kTypeError,
         "'async for' received an invalid object from __anext__: %.100s", TypeName(iso, awaitable));
  return RaiseFrom(iso, TakePending(iso), cause);
}

Value AwaitAsyncNext(Isolate* iso, Value awaitable) {
  if (!AwaitsItself(awaitable)) {
    const Value method = LookupSpecial(iso, awaitable, Special::kAwait);
    if (IsScript(method)) {
      return EnterScript(iso, method, {awaitable}, FrameKind::kAwait, awaitable);
    }
  }
  const Value iterator = AwaitableIterator(iso, awaitable, 0);
  return iterator ? iterator : Value(RaiseInvalidAsyncNext(iso, awaitable));
}

Value AsyncNextSlow(Isolate* iso, CallSite& site, Value v) {
  const bool generator = HasKind(v, ObjectKind::kAsyncGenerator);
  const Value method = LinkReceiver(iso, site, v, Special::kAnext, {FrameKind::kAsyncNext},
                                    generator ? &kAsyncGeneratorLeaf : &kProtocolLeaf);
  if (method) return EnterScript(iso, method, {v}, FrameKind::kAsyncNext);
  if (generator) return AsyncGeneratorNext(iso, v);
  bool found;
  const Value awaitable = CallSpecial(iso, v, Special::kAnext, {}, &found);
  if (!found) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'async for' requires an iterator with __anext__ method, got %.100s",
                  TypeName(iso, v));
  }
  return awaitable ? AwaitAsyncNext(iso, awaitable) : Value();
}

bool PrintExpressionSlow(Isolate* iso, CallSite& site, Value v) {
  Str* name = Str::Intern(iso, "displayhook");
  const Value sys = iso->modules()->Get(iso, iso->names().sys);
  Value hook;
  if (sys) hook = LinkedModuleAttribute(iso, site, sys, name);
  if (!hook) hook = iso->sys_attribute("displayhook");
  if (!hook) return Raise(iso, ExceptionId::kRuntimeError, "lost sys.displayhook");
  return static_cast<bool>(Call(iso, hook, {v}));
}

}  // namespace krait
