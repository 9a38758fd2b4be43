#include "runtime/builtins/async_builtins.h"

#include "gc/marker.h"
#include "runtime/interpreter/generator.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// What anext(iterator, default) gives: awaits the item, and gives the default at the end.
struct AnextAwaitable : NativeInstance {
  Value awaitable;
  Value fallback;
  Value iterator;  // of the awaitable; made when the first step is asked for
};

AnextAwaitable* Self(Value v) { return v.As<AnextAwaitable>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<AnextAwaitable*>(object);
  marker.Visit(self->awaitable);
  marker.Visit(self->fallback);
  marker.Visit(self->iterator);
}

constexpr NativeLayout kLayout = {"anext_awaitable", sizeof(AnextAwaitable), Trace};

// The end of the asynchronous iterator becomes the default, by way of StopIteration(default).
Value TranslateEnd(Isolate* iso, AnextAwaitable* self) {
  if (!ClearPendingIf(iso, ExceptionId::kStopAsyncIteration)) return Value();
  return RaiseStopIteration(iso, self->fallback);
}

Value IteratorOf(Isolate* iso, AnextAwaitable* self) {
  if (self->iterator) return self->iterator;
  const Value awaitable = self->awaitable;
  Value iterator = awaitable;
  if (!HasKind(awaitable, ObjectKind::kCoroutine) && !HasKind(awaitable, ObjectKind::kGenerator)) {
    bool found;
    iterator = CallSpecial(iso, awaitable, Special::kAwait, {}, &found);
    if (!iterator) {
      if (found || iso->HasPending()) return Value();
      return RaiseF(iso, ExceptionId::kTypeError, "object %.100s can't be used in 'await' expression",
                    TypeName(iso, awaitable));
    }
  }
  self->iterator = iterator;
  iso->Barrier(self);
  return iterator;
}

Value Step(Isolate* iso, AnextAwaitable* self, std::string_view method,
           std::span<const Value> args) {
  KRAIT_TRY(Value, iterator, IteratorOf(iso, self));
  KRAIT_TRY(Value, function, GetAttr(iso, iterator, method));
  const Value result = Call(iso, function, args);
  return result ? result : TranslateEnd(iso, self);
}

Value Identity(Isolate*, Value* args, size_t) { return args[0]; }

Value NextMethod(Isolate* iso, Value* args, size_t) {
  AnextAwaitable* self = Self(args[0]);
  KRAIT_TRY(Value, iterator, IteratorOf(iso, self));
  bool found;
  Value result;
  if (HasKind(iterator, ObjectKind::kCoroutine)) {
    return Step(iso, self, "send", std::initializer_list<Value>{Value::None()});
  }
  result = CallSpecial(iso, iterator, Special::kNext, {}, &found);
  if (!result && !found && !iso->HasPending()) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "__await__() returned non-iterator of type '%.100s'", TypeName(iso, iterator));
  }
  return result ? result : TranslateEnd(iso, self);
}

Value SendMethod(Isolate* iso, Value* args, size_t) {
  return Step(iso, Self(args[0]), "send", {&args[1], 1});
}

Value ThrowMethod(Isolate* iso, Value* args, size_t count) {
  return Step(iso, Self(args[0]), "throw", {args + 1, count - 1});
}

Value CloseMethod(Isolate* iso, Value* args, size_t) {
  return Step(iso, Self(args[0]), "close", {});
}

constexpr NativeMethod kMethods[] = {
    {"__await__", Identity, "($self, /)"},
    {"__iter__", Identity, "($self, /)"},
    {"__next__", NextMethod, "($self, /)"},
    {"send", SendMethod, "($self, value, /)", kForwards},
    {"throw", ThrowMethod, nullptr, kVariadic},
    {"close", CloseMethod, "($self, /)"},
};

constexpr TypeSpec kAnextAwaitableSpec = {
    .name = "anext_awaitable",
    .methods = kMethods,
    .flags = kNotCallable,
    .layout = &kLayout,
};

Value AiterFunction(Isolate* iso, Value* args, size_t) {
  bool found;
  const Value iterator = CallSpecial(iso, args[0], Special::kAiter, {}, &found);
  if (!iterator) {
    if (found || iso->HasPending()) return Value();
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not an async iterable",
                  TypeName(iso, args[0]));
  }
  if (!LookupSpecial(iso, iterator, Special::kAnext)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "aiter() returned not an async iterator of type '%.200s'",
                  TypeName(iso, iterator));
  }
  return iterator;
}

Value AnextFunction(Isolate* iso, Value* args, size_t) {
  bool found;
  const Value awaitable = CallSpecial(iso, args[0], Special::kAnext, {}, &found);
  if (!awaitable) {
    if (found || iso->HasPending()) return Value();
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not an async iterator",
                  TypeName(iso, args[0]));
  }
  if (!args[1]) return awaitable;
  KRAIT_TRY(Type*, type, iso->native_type(&kAnextAwaitableSpec));
  KRAIT_TRY(AnextAwaitable*, result, NewInstance<AnextAwaitable>(iso, type));
  result->awaitable = awaitable;
  result->fallback = args[1];
  return Value::Object(result);
}

constexpr NativeMethod kFunctions[] = {
    {"aiter", AiterFunction, "($module, async_iterable, /)", 0,
     "Return an asynchronous iterator for an asynchronous iterable."},
    {"anext", AnextFunction, "($module, aiterator, default=<unrepresentable>, /)", 0,
     "Return an awaitable of the next item, or of the default at the end."},
};

}  // namespace

const std::span<const NativeMethod> kAsyncBuiltins = kFunctions;

}  // namespace krait
