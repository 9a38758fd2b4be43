// Async generators and the awaitables that drive them.
//
// An async generator's frame yields two kinds of values: what its `yield` produces, wrapped by
// AsyncGenWrap, and what an `await` inside passes through, bare. asend() and athrow() end with
// StopIteration at a wrapped value and pass bare ones on.
#include <string>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/generator.h"
#include "runtime/interpreter/generator_types.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/modules/warn.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

enum class AwaitState : uint8_t { kInit, kRunning, kClosed };

struct WrappedValue : HeapObject {
  Value value;
};

// asend() and __anext__()
struct AsyncGeneratorSend : HeapObject {
  Generator* generator;
  Value value;
  AwaitState state;
};

// athrow() and aclose(); `exception` is Empty for aclose().
struct AsyncGeneratorThrow : HeapObject {
  Generator* generator;
  Value exception;
  AwaitState state;
};

// The first use of an async generator tells the event loop.
bool CallHooks(Isolate* iso, Generator* g) {
  if (g->hooks_called) return true;
  g->hooks_called = true;
  Interpreter& interp = iso->interpreter();
  g->finalizer = interp.async_hooks.finalizer;
  iso->Barrier(g, g->finalizer);
  const Value first = interp.async_hooks.first_iteration;
  return !first || first.IsNone() || Call(iso, first, {Value::Object(g)});
}

Failure RaiseStopAsync(Isolate* iso) {
  KRAIT_TRY(Exception*, e,
            NewException(iso, ExceptionId::kStopAsyncIteration, Tuple::New(iso, 0)));
  return RaiseValue(iso, Value::Object(e));
}

// The outcome of a resumption for who awaits asend(): its `yield` ends the await.
SendResult Unwrap(Isolate* iso, Generator* g, SendResult outcome, Value* result) {
  switch (outcome) {
    case SendResult::kYielded:
      if (!HasKind(*result, ObjectKind::kAsyncGeneratorWrappedValue)) return outcome;
      g->running_async = false;
      *result = result->As<WrappedValue>()->value;
      return SendResult::kReturned;
    case SendResult::kReturned:
      g->closed = true;
      g->running_async = false;
      RaiseStopAsync(iso);
      break;
    case SendResult::kRaised:
      if (PendingIs(iso, ExceptionId::kStopAsyncIteration) ||
          PendingIs(iso, ExceptionId::kGeneratorExit)) {
        g->closed = true;
      }
      g->running_async = false;
      break;
  }
  return SendResult::kRaised;
}

// --- asend ---

SendResult SendDrive(Isolate* iso, AsyncGeneratorSend* self, Value argument, Value* result) {
  Generator* g = self->generator;
  if (self->state == AwaitState::kClosed) {
    Raise(iso, ExceptionId::kRuntimeError, "cannot reuse already awaited __anext__()/asend()");
    return SendResult::kRaised;
  }
  if (self->state == AwaitState::kInit) {
    if (g->running_async) {
      Raise(iso, ExceptionId::kRuntimeError, "anext(): asynchronous generator is already running");
      return SendResult::kRaised;
    }
    if (argument.IsNone()) argument = self->value;
    self->state = AwaitState::kRunning;
    g->running_async = true;
  }
  if (g->state == GeneratorState::kFinished) {
    g->running_async = false;
    self->state = AwaitState::kClosed;
    RaiseStopAsync(iso);
    return SendResult::kRaised;
  }
  const SendResult outcome = Unwrap(iso, g, GeneratorSend(iso, g, argument, result), result);
  if (outcome != SendResult::kYielded) self->state = AwaitState::kClosed;
  return outcome;
}

Value SendNext(Isolate* iso, Value* a, size_t) {
  Value result;
  const SendResult outcome =
      SendDrive(iso, a[0].As<AsyncGeneratorSend>(), Value::None(), &result);
  return ResumeResult(iso, outcome, result);
}
Value SendSend(Isolate* iso, Value* a, size_t) {
  Value result;
  const SendResult outcome = SendDrive(iso, a[0].As<AsyncGeneratorSend>(), a[1], &result);
  return ResumeResult(iso, outcome, result);
}
Value SendThrow(Isolate* iso, Value* a, size_t count) {
  auto* self = a[0].As<AsyncGeneratorSend>();
  if (self->state == AwaitState::kClosed) {
    return Raise(iso, ExceptionId::kRuntimeError, "cannot reuse already awaited __anext__()/asend()");
  }
  KRAIT_TRY(Value, exception, ExceptionOfThrow(iso, a + 1, count - 1));
  Value result;
  const SendResult thrown = GeneratorThrow(iso, self->generator, exception, &result);
  const SendResult outcome = Unwrap(iso, self->generator, thrown, &result);
  if (outcome != SendResult::kYielded) self->state = AwaitState::kClosed;
  return ResumeResult(iso, outcome, result);
}
Value SendClose(Isolate*, Value* a, size_t) {
  a[0].As<AsyncGeneratorSend>()->state = AwaitState::kClosed;
  return Value::None();
}

// --- athrow and aclose ---

Value ThrowFailed(Isolate* iso, AsyncGeneratorThrow* self) {
  self->generator->running_async = false;
  self->state = AwaitState::kClosed;
  // aclose() is done when the generator let the GeneratorExit, or its own end, out.
  if (!self->exception && (ClearPendingIf(iso, ExceptionId::kStopAsyncIteration) ||
                           ClearPendingIf(iso, ExceptionId::kGeneratorExit))) {
    return RaiseStopIteration(iso, Value::None());
  }
  return Value();
}

Value ThrowOutcome(Isolate* iso, AsyncGeneratorThrow* self, SendResult outcome, Value result) {
  Generator* g = self->generator;
  if (self->exception) {
    const SendResult unwrapped = Unwrap(iso, g, outcome, &result);
    if (unwrapped != SendResult::kYielded) self->state = AwaitState::kClosed;
    return ResumeResult(iso, unwrapped, result);
  }
  if (outcome == SendResult::kYielded) {
    if (!HasKind(result, ObjectKind::kAsyncGeneratorWrappedValue)) return result;
    g->running_async = false;
    self->state = AwaitState::kClosed;
    return Raise(iso, ExceptionId::kRuntimeError, "async generator ignored GeneratorExit");
  }
  if (outcome == SendResult::kReturned) RaiseStopAsync(iso);
  return ThrowFailed(iso, self);
}

Value ThrowDrive(Isolate* iso, AsyncGeneratorThrow* self, Value argument) {
  Generator* g = self->generator;
  if (self->state == AwaitState::kClosed) {
    return Raise(iso, ExceptionId::kRuntimeError, "cannot reuse already awaited aclose()/athrow()");
  }
  Value result;
  if (self->state == AwaitState::kRunning) {
    return ThrowOutcome(iso, self, GeneratorSend(iso, g, argument, &result), result);
  }
  if (g->state == GeneratorState::kFinished) {
    self->state = AwaitState::kClosed;
    return RaiseStopIteration(iso, Value::None());
  }
  if (g->running_async) {
    self->state = AwaitState::kClosed;
    return RaiseF(iso, ExceptionId::kRuntimeError,
                  "%s(): asynchronous generator is already running",
                  self->exception ? "athrow" : "aclose");
  }
  if (g->closed) {
    self->state = AwaitState::kClosed;
    return RaiseStopAsync(iso);
  }
  if (!argument.IsNone()) {
    return Raise(iso, ExceptionId::kRuntimeError,
                 "can't send non-None value to a just-started coroutine");
  }
  self->state = AwaitState::kRunning;
  g->running_async = true;
  Value exception = self->exception;
  if (!exception) {
    g->closed = true;
    KRAIT_TRY(Exception*, e, NewException(iso, ExceptionId::kGeneratorExit, Tuple::New(iso, 0)));
    exception = Value::Object(e);
  }
  return ThrowOutcome(iso, self, GeneratorThrow(iso, g, exception, &result, false), result);
}

Value ThrowNext(Isolate* iso, Value* a, size_t) {
  return ThrowDrive(iso, a[0].As<AsyncGeneratorThrow>(), Value::None());
}
Value ThrowSend(Isolate* iso, Value* a, size_t) {
  return ThrowDrive(iso, a[0].As<AsyncGeneratorThrow>(), a[1]);
}
Value ThrowThrow(Isolate* iso, Value* a, size_t count) {
  auto* self = a[0].As<AsyncGeneratorThrow>();
  if (self->state == AwaitState::kClosed) {
    return Raise(iso, ExceptionId::kRuntimeError, "cannot reuse already awaited aclose()/athrow()");
  }
  KRAIT_TRY(Value, exception, ExceptionOfThrow(iso, a + 1, count - 1));
  Value result;
  return ThrowOutcome(iso, self, GeneratorThrow(iso, self->generator, exception, &result), result);
}
Value ThrowClose(Isolate*, Value* a, size_t) {
  a[0].As<AsyncGeneratorThrow>()->state = AwaitState::kClosed;
  return Value::None();
}

Value Self(Isolate*, Value* a, size_t) { return a[0]; }

// --- the async generator ---

Value MakeSend(Isolate* iso, Value generator, Value value) {
  KRAIT_CHECK_OK(CallHooks(iso, generator.As<Generator>()));
  auto* send =
      NewInstance<AsyncGeneratorSend>(iso, iso->type(ObjectKind::kAsyncGeneratorSend));
  send->generator = generator.As<Generator>();
  send->value = value;
  return Value::Object(send);
}
Value MakeThrow(Isolate* iso, Value generator, Value exception) {
  KRAIT_CHECK_OK(CallHooks(iso, generator.As<Generator>()));
  auto* thrower =
      NewInstance<AsyncGeneratorThrow>(iso, iso->type(ObjectKind::kAsyncGeneratorThrow));
  thrower->generator = generator.As<Generator>();
  thrower->exception = exception;
  return Value::Object(thrower);
}

Value Anext(Isolate* iso, Value* a, size_t) { return MakeSend(iso, a[0], Value::None()); }
Value Asend(Isolate* iso, Value* a, size_t) { return MakeSend(iso, a[0], a[1]); }
Value Aclose(Isolate* iso, Value* a, size_t) { return MakeThrow(iso, a[0], Value()); }
Value Athrow(Isolate* iso, Value* a, size_t count) {
  KRAIT_TRY(Value, exception, ExceptionOfThrow(iso, a + 1, count - 1));
  return MakeThrow(iso, a[0], exception);
}

// Found dead: the event loop's finaliser closes it; without one it is closed as far as it goes
// without awaiting.
Value Del(Isolate* iso, Value* a, size_t) {
  Generator* g = a[0].As<Generator>();
  if (g->state == GeneratorState::kFinished || g->state == GeneratorState::kRunning) {
    return Value::None();
  }
  if (g->finalizer && !g->finalizer.IsNone() && !g->closed) return Call(iso, g->finalizer, {a[0]});
  return GeneratorClose(iso, g) ? Value::None() : Value();
}

Value ReprMethod(Isolate* iso, Value* a, size_t) {
  char address[32];
  snprintf(address, sizeof(address), "%p", static_cast<void*>(a[0].AsHeap()));
  const std::string text = "<async_generator object " +
                           std::string(a[0].As<Generator>()->qualname->view()) + " at " + address +
                           ">";
  return Value::Object(Str::New(iso, text));
}

Value GetName(Isolate*, Value self) { return Value::Object(self.As<Generator>()->name); }
Value GetQualname(Isolate*, Value self) { return Value::Object(self.As<Generator>()->qualname); }
Value GetFrame(Isolate* iso, Value self) {
  Generator* g = self.As<Generator>();
  if (g->state == GeneratorState::kFinished) return Value::None();
  return Value::Object(FrameObjectFor(iso, &g->frame));
}
Value GetRunning(Isolate*, Value self) { return Value::Bool(self.As<Generator>()->running_async); }
Value GetCode(Isolate*, Value self) { return Value::Object(self.As<Generator>()->frame.code); }
Value GetAwait(Isolate*, Value self) {
  Generator* g = self.As<Generator>();
  if (g->state != GeneratorState::kSuspended || !g->delegating) return Value::None();
  return g->registers[g->delegate_register];
}

constexpr NativeMethod kMethods[] = {
    {"__aiter__", Self, "($self, /)"},     {"__anext__", Anext, "($self, /)"},
    {"__repr__", ReprMethod, "($self, /)"}, {"__del__", Del, "($self, /)"},
    {"asend", Asend, "($self, value, /)"}, {"athrow", Athrow, nullptr, kVariadic},
    {"aclose", Aclose, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"__name__", GetName},     {"__qualname__", GetQualname}, {"ag_frame", GetFrame},
    {"ag_running", GetRunning}, {"ag_code", GetCode},          {"ag_await", GetAwait},
};
constexpr NativeMethod kSendMethods[] = {
    {"__await__", Self, "($self, /)"},       {"__iter__", Self, "($self, /)"},
    {"__next__", SendNext, "($self, /)"},    {"send", SendSend, "($self, value, /)"},
    {"throw", SendThrow, nullptr, kVariadic}, {"close", SendClose, "($self, /)"},
};
constexpr NativeMethod kThrowMethods[] = {
    {"__await__", Self, "($self, /)"},        {"__iter__", Self, "($self, /)"},
    {"__next__", ThrowNext, "($self, /)"},    {"send", ThrowSend, "($self, value, /)"},
    {"throw", ThrowThrow, nullptr, kVariadic}, {"close", ThrowClose, "($self, /)"},
};

}  // namespace

Value AsyncGeneratorNext(Isolate* iso, Value generator) {
  return MakeSend(iso, generator, Value::None());
}

SendResult AsyncGeneratorSendTo(Isolate* iso, Value receiver, Value value, Value* result) {
  return SendDrive(iso, receiver.As<AsyncGeneratorSend>(), value, result);
}

Generator* BeginAsyncSend(Isolate* iso, Value receiver, Value* value) {
  auto* self = receiver.As<AsyncGeneratorSend>();
  Generator* g = self->generator;
  Value sent = *value;
  if (self->state == AwaitState::kClosed) return nullptr;
  if (self->state == AwaitState::kInit) {
    if (g->running_async) return nullptr;
    if (sent.IsNone()) sent = self->value;
  }
  if (!CanResume(g, sent)) return nullptr;
  self->state = AwaitState::kRunning;
  g->running_async = true;
  *value = sent;
  return g;
}

SendResult EndAsyncSend(Isolate* iso, Value receiver, SendResult outcome, Value* result) {
  auto* self = receiver.As<AsyncGeneratorSend>();
  outcome = Unwrap(iso, self->generator, outcome, result);
  if (outcome != SendResult::kYielded) self->state = AwaitState::kClosed;
  return outcome;
}

Value WrapAsyncYield(Isolate* iso, Value v) {
  auto* wrapped =
      NewInstance<WrappedValue>(iso, iso->type(ObjectKind::kAsyncGeneratorWrappedValue));
  wrapped->value = v;
  return Value::Object(wrapped);
}

const TypeSpec kAsyncGeneratorTypeSpec = {
    .name = "async_generator", .kind = ObjectKind::kAsyncGenerator, .methods = kMethods,
    .properties = kProperties, .flags = kNotCallable | kImmutable};
const TypeSpec kAsyncGeneratorSendTypeSpec = {
    .name = "async_generator_asend", .kind = ObjectKind::kAsyncGeneratorSend,
    .methods = kSendMethods, .flags = kNotCallable | kImmutable};
const TypeSpec kAsyncGeneratorThrowTypeSpec = {
    .name = "async_generator_athrow", .kind = ObjectKind::kAsyncGeneratorThrow,
    .methods = kThrowMethods, .flags = kNotCallable | kImmutable};
const TypeSpec kAsyncGeneratorWrappedValueTypeSpec = {
    .name = "async_generator_wrapped_value", .kind = ObjectKind::kAsyncGeneratorWrappedValue,
    .flags = kNotCallable | kImmutable};

void TraceAsyncGeneratorSend(HeapObject* object, gc::Marker& marker) {
  auto* send = static_cast<AsyncGeneratorSend*>(object);
  marker.Visit(send->generator);
  marker.Visit(send->value);
}
void TraceAsyncGeneratorThrow(HeapObject* object, gc::Marker& marker) {
  auto* thrower = static_cast<AsyncGeneratorThrow*>(object);
  marker.Visit(thrower->generator);
  marker.Visit(thrower->exception);
}
void TraceAsyncGeneratorWrappedValue(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<WrappedValue*>(object)->value);
}

void WarnNeverAwaited(Isolate* iso, Generator* coroutine) {
  const std::string text =
      "coroutine '" + std::string(coroutine->qualname->view()) + "' was never awaited";
  if (Warn(iso, ExceptionId::kRuntimeWarning, text)) return;
  iso->ReportUnraisable(Value::Object(coroutine));
}

}  // namespace krait
