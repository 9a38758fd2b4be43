// The types generator, coroutine and coroutine_wrapper as scripts see them.
#include <string>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/generator.h"
#include "runtime/interpreter/generator_types.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

Value ResumeResult(Isolate* iso, SendResult outcome, Value result) {
  switch (outcome) {
    case SendResult::kYielded:
      return result;
    case SendResult::kReturned:
      return RaiseStopIteration(iso, result);
    case SendResult::kRaised:
      break;
  }
  return Value();
}

Value ExceptionOfThrow(Isolate* iso, const Value* args, size_t count) {
  if (count < 1 || count > 3) {
    return RaiseF(iso, ExceptionId::kTypeError, "throw expected at %s, got %zu",
                  count < 1 ? "least 1 argument" : "most 3 arguments", count);
  }
  const Value type = args[0];
  const Value value = count > 1 ? args[1] : Value::None();
  const Value traceback = count > 2 ? args[2] : Value::None();
  if (!traceback.IsNone() && !HasKind(traceback, ObjectKind::kTraceback)) {
    return RaiseTypeError(iso, "throw() third argument must be a traceback object");
  }
  Value exception;
  if (IsException(type)) {
    if (!value.IsNone()) {
      return RaiseTypeError(iso, "instance exception may not have a separate value");
    }
    exception = type;
  } else if (HasKind(type, ObjectKind::kType) &&
             IsSubtype(type.As<Type>(), iso->exception_type(ExceptionId::kBaseException))) {
    if (IsException(value) && IsInstanceOf(iso, value, type.As<Type>())) {
      exception = value;
    } else if (value.IsNone()) {
      exception = Call(iso, type, {});
    } else if (HasKind(value, ObjectKind::kTuple)) {
      exception = Call(iso, type, value.As<Tuple>()->view());
    } else {
      exception = Call(iso, type, {value});
    }
    // What goes wrong while the exception is made is thrown into the generator, too.
    if (exception && !IsException(exception)) {
      exception = RaiseNotAnException(iso, type, TypeName(iso, exception));
    }
    if (!exception) exception = TakePending(iso);
  } else {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "exceptions must be classes or instances deriving from BaseException, not %s",
                  TypeName(iso, type));
  }
  if (!traceback.IsNone()) {
    exception.As<Exception>()->traceback = traceback.As<Traceback>();
    iso->Barrier(exception.AsHeap());
  }
  return exception;
}

namespace {

Generator* Self(Value* a) { return a[0].As<Generator>(); }

Value GeneratorIter(Isolate*, Value* a, size_t) { return a[0]; }

Value GeneratorNext(Isolate* iso, Value* a, size_t) {
  Value result;
  switch (GeneratorSend(iso, Self(a), Value::None(), &result)) {
    case SendResult::kYielded:
      return result;
    case SendResult::kReturned:
      // Exhaustible: the end without a value needs no StopIteration.
      if (!result.IsNone()) return RaiseStopIteration(iso, result);
      return Value();
    case SendResult::kRaised:
      break;
  }
  return Value();
}

Value SendMethod(Isolate* iso, Value* a, size_t) {
  Value result;
  const SendResult outcome = GeneratorSend(iso, Self(a), a[1], &result);
  return ResumeResult(iso, outcome, result);
}

Value ThrowMethod(Isolate* iso, Value* a, size_t count) {
  KRAIT_TRY(Value, exception, ExceptionOfThrow(iso, a + 1, count - 1));
  Value result;
  const SendResult outcome = GeneratorThrow(iso, Self(a), exception, &result);
  return ResumeResult(iso, outcome, result);
}

Value ThrowInLoop(Isolate* iso, Value* a, size_t count) {
  KRAIT_TRY(Value, exception, ExceptionOfThrow(iso, a + 1, count - 1));
  if (ThrowsInLoop(iso, Self(a), exception)) {
    return EnterThrow(iso, Self(a), exception, FrameKind::kResume);
  }
  Value result;
  const SendResult outcome = GeneratorThrow(iso, Self(a), exception, &result);
  return ResumeResult(iso, outcome, result);
}

Value CloseMethod(Isolate* iso, Value* a, size_t) {
  return GeneratorClose(iso, Self(a)) ? Value::None() : Value();
}

Value CloseInLoop(Isolate* iso, Value* a, size_t count) {
  if (Self(a)->state == GeneratorState::kSuspended) {
    KRAIT_TRY(Exception*, exit, NewException(iso, ExceptionId::kGeneratorExit, Tuple::New(iso, 0)));
    if (HasKind(a[0], ObjectKind::kGenerator) && ThrowsInLoop(iso, Self(a), Value::Object(exit))) {
      return EnterThrow(iso, Self(a), Value::Object(exit), FrameKind::kClose);
    }
  }
  return CloseMethod(iso, a, count);
}

// What the collector runs when a suspended generator is found dead.
Value DelMethod(Isolate* iso, Value* a, size_t) {
  Generator* g = Self(a);
  if (g->state == GeneratorState::kCreated && HasKind(a[0], ObjectKind::kCoroutine)) {
    WarnNeverAwaited(iso, g);
    g->state = GeneratorState::kFinished;
    return Value::None();
  }
  if (g->state == GeneratorState::kRunning) return Value::None();
  return GeneratorClose(iso, g) ? Value::None() : Value();
}

Value ReprMethod(Isolate* iso, Value* a, size_t) {
  char address[32];
  snprintf(address, sizeof(address), "%p", static_cast<void*>(a[0].AsHeap()));
  std::string text = std::string("<") + TypeName(iso, a[0]) + " object " +
                     std::string(Self(a)->qualname->view()) + " at " + address + ">";
  return Value::Object(Str::New(iso, text));
}

Value CoroutineAwait(Isolate* iso, Value* a, size_t) {
  auto* wrapper = NewInstance<CoroutineWrapper>(iso, iso->type(ObjectKind::kCoroutineWrapper));
  wrapper->coroutine = Self(a);
  return Value::Object(wrapper);
}

// --- attributes ---

Value GetName(Isolate*, Value self) { return Value::Object(self.As<Generator>()->name); }
Value GetQualname(Isolate*, Value self) { return Value::Object(self.As<Generator>()->qualname); }
bool SetStr(Isolate* iso, Value self, Value v, Str* Generator::*field, const char* message) {
  if (!HasKind(v, ObjectKind::kStr)) return RaiseTypeError(iso, message);
  self.As<Generator>()->*field = v.As<Str>();
  iso->Barrier(self.AsHeap());
  return true;
}
bool SetName(Isolate* iso, Value self, Value v) {
  return SetStr(iso, self, v, &Generator::name, "__name__ must be set to a string object");
}
bool SetQualname(Isolate* iso, Value self, Value v) {
  return SetStr(iso, self, v, &Generator::qualname, "__qualname__ must be set to a string object");
}
Value GetFrame(Isolate* iso, Value self) {
  Generator* g = self.As<Generator>();
  if (g->state == GeneratorState::kFinished) return Value::None();
  return Value::Object(FrameObjectFor(iso, &g->frame));
}
Value GetRunning(Isolate*, Value self) {
  return Value::Bool(self.As<Generator>()->state == GeneratorState::kRunning);
}
Value GetSuspended(Isolate*, Value self) {
  return Value::Bool(self.As<Generator>()->state == GeneratorState::kSuspended);
}
Value GetCode(Isolate*, Value self) { return Value::Object(self.As<Generator>()->frame.code); }
Value GetDelegate(Isolate*, Value self) {
  Generator* g = self.As<Generator>();
  if (g->state != GeneratorState::kSuspended || !g->delegating) return Value::None();
  return g->registers[g->delegate_register];
}
Value GetOrigin(Isolate*, Value self) { return self.As<Generator>()->origin; }

// --- coroutine_wrapper ---

Value WrapperNext(Isolate* iso, Value* a, size_t) {
  Value result;
  const SendResult outcome =
      GeneratorSend(iso, a[0].As<CoroutineWrapper>()->coroutine, Value::None(), &result);
  return ResumeResult(iso, outcome, result);
}
Value WrapperSend(Isolate* iso, Value* a, size_t) {
  Value result;
  const SendResult outcome =
      GeneratorSend(iso, a[0].As<CoroutineWrapper>()->coroutine, a[1], &result);
  return ResumeResult(iso, outcome, result);
}
Value WrapperThrow(Isolate* iso, Value* a, size_t count) {
  KRAIT_TRY(Value, exception, ExceptionOfThrow(iso, a + 1, count - 1));
  Value result;
  const SendResult outcome =
      GeneratorThrow(iso, a[0].As<CoroutineWrapper>()->coroutine, exception, &result);
  return ResumeResult(iso, outcome, result);
}
Value WrapperClose(Isolate* iso, Value* a, size_t) {
  return GeneratorClose(iso, a[0].As<CoroutineWrapper>()->coroutine) ? Value::None() : Value();
}

constexpr NativeMethod kGeneratorMethods[] = {
    {"__iter__", GeneratorIter, "($self, /)"},
    {"__next__", GeneratorNext, "($self, /)", kExhaustible | kForwards},
    {"__repr__", ReprMethod, "($self, /)"},
    {"__del__", DelMethod, "($self, /)"},
    {"send", SendMethod, "($self, arg, /)", kForwards},
    {"throw", ThrowMethod, nullptr, kVariadic, nullptr, ThrowInLoop},
    {"close", CloseMethod, "($self, /)", 0, nullptr, CloseInLoop},
};
constexpr NativeProperty kGeneratorProperties[] = {
    {"__name__", GetName, SetName},
    {"__qualname__", GetQualname, SetQualname},
    {"gi_frame", GetFrame},
    {"gi_running", GetRunning},
    {"gi_suspended", GetSuspended},
    {"gi_code", GetCode},
    {"gi_yieldfrom", GetDelegate},
};
constexpr NativeMethod kCoroutineMethods[] = {
    {"__await__", CoroutineAwait, "($self, /)"},
    {"__repr__", ReprMethod, "($self, /)"},
    {"__del__", DelMethod, "($self, /)"},
    {"send", SendMethod, "($self, arg, /)", kForwards},
    {"throw", ThrowMethod, nullptr, kVariadic, nullptr, ThrowInLoop},
    {"close", CloseMethod, "($self, /)", 0, nullptr, CloseInLoop},
};
constexpr NativeProperty kCoroutineProperties[] = {
    {"__name__", GetName, SetName},
    {"__qualname__", GetQualname, SetQualname},
    {"cr_frame", GetFrame},
    {"cr_running", GetRunning},
    {"cr_suspended", GetSuspended},
    {"cr_code", GetCode},
    {"cr_await", GetDelegate},
    {"cr_origin", GetOrigin},
};
constexpr NativeMethod kWrapperMethods[] = {
    {"__iter__", GeneratorIter, "($self, /)"},
    {"__next__", WrapperNext, "($self, /)"},
    {"send", WrapperSend, "($self, arg, /)", kForwards},
    {"throw", WrapperThrow, nullptr, kVariadic},
    {"close", WrapperClose, "($self, /)"},
};

}  // namespace

const TypeSpec kGeneratorTypeSpec = {
    .name = "generator",
    .kind = ObjectKind::kGenerator,
    .methods = kGeneratorMethods,
    .properties = kGeneratorProperties,
    .flags = kNotCallable | kImmutable,
};
const TypeSpec kCoroutineTypeSpec = {
    .name = "coroutine",
    .kind = ObjectKind::kCoroutine,
    .methods = kCoroutineMethods,
    .properties = kCoroutineProperties,
    .flags = kNotCallable | kImmutable,
};
const TypeSpec kCoroutineWrapperTypeSpec = {
    .name = "coroutine_wrapper",
    .kind = ObjectKind::kCoroutineWrapper,
    .methods = kWrapperMethods,
    .flags = kNotCallable | kImmutable,
};

void TraceCoroutineWrapper(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<CoroutineWrapper*>(object)->coroutine);
}

}  // namespace krait
