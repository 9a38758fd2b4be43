// Creating, resuming and ending generators; what `yield from` and `await` drive.
#include "runtime/interpreter/generator.h"

#include "gc/marker.h"
#include "gc/roots.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/dispatch.h"
#include "runtime/interpreter/generator_types.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

bool IsResumable(Value v) {
  return HasKind(v, ObjectKind::kGenerator) || HasKind(v, ObjectKind::kCoroutine);
}

const char* KindName(const Generator* generator) {
  switch (static_cast<ObjectKind>(generator->kind)) {
    case ObjectKind::kCoroutine:
      return "coroutine";
    case ObjectKind::kAsyncGenerator:
      return "async generator";
    default:
      return "generator";
  }
}

bool CheckNotRunning(Isolate* iso, const Generator* generator) {
  if (generator->state != GeneratorState::kRunning) return true;
  return RaiseF(iso, ExceptionId::kValueError, "%s already executing", KindName(generator));
}

// Frames that the GC must call back: those with something to clean up.
bool NeedsFinalizer(const Generator* generator) {
  return static_cast<ObjectKind>(generator->kind) != ObjectKind::kGenerator ||
         !generator->frame.code->body->exceptions.empty();
}

// The Send before a delegating Yield (behind its WIDE prefix); see Yield in opcodes.h.
const Word* SendOfYield(const Word* yield) {
  const Word* loop_back = yield + 1;
  const Word* send = loop_back + 2 + static_cast<int32_t>(loop_back[1]);
  return OpOf(*send) == Op::kWide ? send + 1 : send;
}
// Where it goes on when its receiver has returned.
const Word* AfterDelegation(const Word* yield) {
  const Word* send = SendOfYield(yield);
  return send + 3 + static_cast<int32_t>(send[2]);
}

}  // namespace

// Access to the interpreter's loop for resuming frames.
class GeneratorRunner {
 public:
  // Resumes from C++. `kind` is kSend when the frames of a delegation were entered before.
  static SendResult Resume(Isolate* iso, Generator* generator, Value value, bool throwing,
                           Value* result, FrameKind kind = FrameKind::kEntry) {
    Interpreter& interp = iso->interpreter();
    Frame* resumer = interp.current();
    const uint32_t result_register = ResultRegister(resumer, kind);
    if (!iso->CheckStack("") ||
        !(throwing
              ? Dispatch::ResumeThrowing(interp, generator, resumer, kind, result_register)
              : Dispatch::ResumeFrame(interp, generator, value, resumer, kind, result_register))) {
      return kind == FrameKind::kSend ? Run(iso, resumer, true, result) : SendResult::kRaised;
    }
    return Run(iso, &generator->frame, throwing, result);
  }

  // Makes a delegating generator's frame current as if it were running its Send, so that what
  // happens in the delegate goes on in it.
  static bool EnterDelegation(Isolate* iso, Generator* generator, FrameKind kind) {
    return EnterDelegation(iso, generator, kind, ResultRegister(iso->interpreter().current(), kind));
  }
  static bool EnterDelegation(Isolate* iso, Generator* generator, FrameKind kind,
                              uint32_t result_register) {
    Interpreter& interp = iso->interpreter();
    const Word* yield = generator->frame.pc;
    if (!Dispatch::ResumeFrame(interp, generator, Value::None(), interp.current(), kind,
                               result_register)) {
      return false;
    }
    generator->frame.pc = SendOfYield(yield);
    return true;
  }
  // Takes it back: the delegate has yielded, so all of them have.
  static void LeaveDelegations(Isolate* iso) {
    Interpreter& interp = iso->interpreter();
    FrameKind kind;
    do {
      Frame* frame = interp.current();
      kind = frame->kind;
      frame->pc += 3;  // from the Send to its Yield
      if (OpOf(*frame->pc) == Op::kWide) ++frame->pc;
      Dispatch::SuspendFrame(interp, frame);
    } while (kind != FrameKind::kEntry);
  }

  static SendResult Run(Isolate* iso, Frame* frame, bool throwing, Value* result) {
    Interpreter& interp = iso->interpreter();
    *result = Dispatch::Run(interp, frame, throwing);
    if (!*result) return SendResult::kRaised;
    return interp.yielded_ ? SendResult::kYielded : SendResult::kReturned;
  }

 private:
  // A Send takes its results into the register that its Yield yields.
  static uint32_t ResultRegister(const Frame* resumer, FrameKind kind) {
    return kind == FrameKind::kSend ? resumer->generator->yield_register : 0;
  }
};

Generator* MakeGenerator(Isolate* iso, Frame* frame) {
  const Code* code = frame->code;
  const ObjectKind kind = (code->flags & kCodeCoroutine) != 0        ? ObjectKind::kCoroutine
                          : (code->flags & kCodeAsyncGenerator) != 0 ? ObjectKind::kAsyncGenerator
                                                                     : ObjectKind::kGenerator;
  const size_t bytes = sizeof(Value) * code->register_count;
  auto* generator = NewInstance<Generator>(iso, iso->type(kind), bytes);
  if (generator == nullptr) return nullptr;
  generator->frame = *frame;
  generator->frame.registers = generator->registers;
  generator->frame.generator = generator;
  generator->frame.caller = nullptr;
  if (FrameObject* object = frame->object) {  // a finaliser looked at it before it began
    object->live = &generator->frame;
    iso->Barrier(object);
    frame->object = nullptr;
  }
  generator->frame.saved_handled = Value();
  generator->frame.kept[0] = generator->frame.kept[1] = Value();
  generator->name = frame->function->name;
  generator->qualname = frame->function->qualname;
  // Only what is set by now: the rest of the window has stale words, and the tracer is precise.
  const uint32_t set = code->first_free_register + static_cast<uint32_t>(code->freevars->size);
  for (uint32_t i = 0; i < set; ++i) generator->registers[i] = frame->registers[i];
  generator->origin = Value::None();
  if (NeedsFinalizer(generator)) iso->heap().AddFinalizable(generator);
  return generator;
}

void ConvertEscapingStop(Isolate* iso, const Generator* generator) {
  const bool is_async = HasKind(Value::Object(generator), ObjectKind::kAsyncGenerator);
  const bool stop = PendingIs(iso, ExceptionId::kStopIteration);
  if (!stop && !(is_async && PendingIs(iso, ExceptionId::kStopAsyncIteration))) return;
  const Value cause = TakePending(iso);
  RaiseF(iso, ExceptionId::kRuntimeError, "%s raised %s", KindName(generator),
         stop ? "StopIteration" : "StopAsyncIteration");
  const Value error = TakePending(iso);
  auto* exception = error.As<Exception>();
  exception->context = cause;
  exception->cause = cause;
  exception->suppress_context = true;
  iso->Barrier(exception);
  RestorePending(iso, error);
}

SendResult GeneratorSend(Isolate* iso, Generator* generator, Value value, Value* result) {
  switch (generator->state) {
    case GeneratorState::kRunning:
      CheckNotRunning(iso, generator);
      return SendResult::kRaised;
    case GeneratorState::kFinished:
      if (HasKind(Value::Object(generator), ObjectKind::kCoroutine)) {
        Raise(iso, ExceptionId::kRuntimeError, "cannot reuse already awaited coroutine");
        return SendResult::kRaised;
      }
      *result = Value::None();
      return SendResult::kReturned;
    case GeneratorState::kCreated:
      if (!value.IsNone()) {
        RaiseF(iso, ExceptionId::kTypeError, "can't send non-None value to a just-started %s",
               KindName(generator));
        return SendResult::kRaised;
      }
      break;
    case GeneratorState::kSuspended:
      break;
  }
  return GeneratorRunner::Resume(iso, generator, value, false, result);
}

namespace {

// What a suspended generator delegates to; Empty when it does not delegate.
Value DelegateOf(const Generator* generator) {
  if (generator->state != GeneratorState::kSuspended || !generator->delegating) return Value();
  return generator->registers[generator->delegate_register];
}

// Makes `exception` pending, in the context of what the generator is handling.
void RaiseInside(Isolate* iso, const Generator* generator, Value exception) {
  const Value handled = iso->handled();
  if (generator->handled.IsHeap()) iso->set_handled(generator->handled);
  RaiseValue(iso, exception);
  iso->set_handled(handled);
}

// close() of a generator whose own delegate is closed already; an exception that is pending is
// thrown instead of GeneratorExit.
bool CloseInnermost(Isolate* iso, Generator* generator) {
  if (generator->state == GeneratorState::kFinished) return true;
  if (generator->state == GeneratorState::kCreated) {
    generator->state = GeneratorState::kFinished;
    return true;
  }
  Value thrown = TakePending(iso);
  if (!thrown) {
    KRAIT_TRY(Exception*, exit, NewException(iso, ExceptionId::kGeneratorExit, Tuple::New(iso, 0)));
    thrown = Value::Object(exit);
  }
  RaiseInside(iso, generator, thrown);
  Value result;
  switch (GeneratorRunner::Resume(iso, generator, Value::None(), true, &result)) {
    case SendResult::kYielded:
      return RaiseF(iso, ExceptionId::kRuntimeError, "%s ignored GeneratorExit",
                    KindName(generator));
    case SendResult::kReturned:
      return true;
    case SendResult::kRaised:
      return ClearPendingIf(iso, ExceptionId::kGeneratorExit) ||
             ClearPendingIf(iso, ExceptionId::kStopIteration);
  }
  __builtin_unreachable();
}

// Closes an iterator that delegates to nothing.
bool CloseEnd(Isolate* iso, Value delegate) {
  if (IsResumable(delegate)) {
    return CheckNotRunning(iso, delegate.As<Generator>()) &&
           CloseInnermost(iso, delegate.As<Generator>());
  }
  Value close;
  if (!LookupAttr(iso, delegate, iso->names().close, &close)) {
    iso->ReportUnraisable(delegate);
    return true;
  }
  return !close || Call(iso, close, {});
}

// Closes what a generator delegates to, the innermost first. All of them count as running
// meanwhile.
bool CloseDelegates(Isolate* iso, Generator* generator) {
  Value end = DelegateOf(generator);
  if (!end) return true;
  // The first may be an async generator, which is no delegate of anything.
  gc::RootVector chain(iso->heap());
  generator->state = GeneratorState::kRunning;
  chain.push_back(generator);
  while (IsResumable(end)) {
    auto* g = end.As<Generator>();
    const Value delegate = DelegateOf(g);
    if (!delegate) break;
    g->state = GeneratorState::kRunning;
    chain.push_back(g);
    end = delegate;
  }
  bool closed = CloseEnd(iso, end);
  for (size_t i = chain.size() - 1;; --i) {
    auto* g = chain[i].As<Generator>();
    g->state = GeneratorState::kSuspended;
    if (i == 0) return closed;
    closed = CloseInnermost(iso, g);
  }
}

// Throws into what a generator delegates to, when that is no suspended generator itself. False: it
// has no throw().
bool ThrowIntoOther(Isolate* iso, Value delegate, Value exception, SendResult* outcome,
                    Value* result) {
  if (IsResumable(delegate)) {
    *outcome = GeneratorThrow(iso, delegate.As<Generator>(), exception, result);
  } else {
    Value method;
    *outcome = SendResult::kRaised;
    if (!LookupAttr(iso, delegate, iso->names().throw_, &method)) return true;
    if (!method) return false;
    *result = Call(iso, method, {exception});
    if (*result) *outcome = SendResult::kYielded;
  }
  if (*outcome == SendResult::kRaised && PendingIs(iso, ExceptionId::kStopIteration)) {
    *result = StopIterationValue(TakePending(iso));
    *outcome = SendResult::kReturned;
  }
  return true;
}

// Throws into a generator whose delegates, if any, are out of the question.
SendResult ThrowHere(Isolate* iso, Generator* generator, Value exception, Value* result,
                     FrameKind kind) {
  RaiseInside(iso, generator, exception);
  return GeneratorRunner::Resume(iso, generator, Value::None(), true, result, kind);
}

}  // namespace

SendResult GeneratorThrow(Isolate* iso, Generator* generator, Value exception, Value* result,
                          bool closes_delegates) {
  if (!CheckNotRunning(iso, generator)) return SendResult::kRaised;
  if (generator->state == GeneratorState::kFinished) {
    if (HasKind(Value::Object(generator), ObjectKind::kCoroutine)) {
      Raise(iso, ExceptionId::kRuntimeError, "cannot reuse already awaited coroutine");
    } else {
      RaiseValue(iso, exception);
    }
    return SendResult::kRaised;
  }
  if (closes_delegates && IsExceptionInstance(iso, exception, ExceptionId::kGeneratorExit)) {
    if (!CloseDelegates(iso, generator)) exception = TakePending(iso);
    return ThrowHere(iso, generator, exception, result, FrameKind::kEntry);
  }
  // The frames of the chain become current, so that the exception goes through them in one loop.
  Generator* g = generator;
  FrameKind kind = FrameKind::kEntry;
  Value delegate;
  while ((delegate = DelegateOf(g)) && IsResumable(delegate) &&
         delegate.As<Generator>()->state == GeneratorState::kSuspended) {
    if (!GeneratorRunner::EnterDelegation(iso, g, kind)) {
      if (kind == FrameKind::kEntry) return SendResult::kRaised;
      return GeneratorRunner::Run(iso, iso->interpreter().current(), true, result);
    }
    kind = FrameKind::kSend;
    g = delegate.As<Generator>();
  }
  if (!delegate) return ThrowHere(iso, g, exception, result, kind);
  SendResult outcome;
  g->state = GeneratorState::kRunning;
  const bool thrown = ThrowIntoOther(iso, delegate, exception, &outcome, result);
  g->state = GeneratorState::kSuspended;
  if (!thrown) return ThrowHere(iso, g, exception, result, kind);
  switch (outcome) {
    case SendResult::kYielded:
      if (kind == FrameKind::kSend) GeneratorRunner::LeaveDelegations(iso);
      return outcome;
    case SendResult::kReturned:
      g->registers[g->yield_register] = *result;
      iso->Barrier(g, *result);
      g->frame.pc = AfterDelegation(g->frame.pc);
      g->state = GeneratorState::kCreated;  // goes on at pc itself
      return GeneratorRunner::Resume(iso, g, Value::None(), false, result, kind);
    case SendResult::kRaised:
      break;
  }
  return ThrowHere(iso, g, TakePending(iso), result, kind);
}

bool ThrowsInLoop(Isolate* iso, const Generator* generator, Value exception) {
  if (generator->state != GeneratorState::kSuspended &&
      generator->state != GeneratorState::kCreated) {
    return false;
  }
  Value delegate = DelegateOf(generator);
  if (delegate && IsExceptionInstance(iso, exception, ExceptionId::kGeneratorExit)) return false;
  while (delegate) {
    if (!IsResumable(delegate)) return false;
    generator = delegate.As<Generator>();
    if (generator->state != GeneratorState::kSuspended) return false;
    delegate = DelegateOf(generator);
  }
  return true;
}

void BeginThrow(Isolate* iso, Generator* generator, Value exception, FrameKind kind,
                uint32_t result_register) {
  Interpreter& interp = iso->interpreter();
  while (const Value delegate = DelegateOf(generator)) {
    if (!GeneratorRunner::EnterDelegation(iso, generator, kind, result_register)) return;
    kind = FrameKind::kSend;
    result_register = generator->yield_register;
    generator = delegate.As<Generator>();
  }
  RaiseInside(iso, generator, exception);
  Dispatch::ResumeThrowing(interp, generator, interp.current(), kind, result_register);
}

bool GeneratorClose(Isolate* iso, Generator* generator) {
  if (!CheckNotRunning(iso, generator)) return false;
  CloseDelegates(iso, generator);  // what fails is pending, and thrown inside
  return CloseInnermost(iso, generator);
}

SendResult SendTo(Isolate* iso, Value receiver, Value value, Value* result) {
  if (IsResumable(receiver)) {
    return GeneratorSend(iso, receiver.As<Generator>(), value, result);
  }
  if (HasKind(receiver, ObjectKind::kAsyncGeneratorSend)) {
    return AsyncGeneratorSendTo(iso, receiver, value, result);
  }
  if (value.IsNone()) {
    const Value method = TypeSpecial(iso, TypeOf(iso, receiver), Special::kNext);
    if (HasKind(method, ObjectKind::kMethodDescriptor) ||
        HasKind(method, ObjectKind::kWrapperDescriptor)) {
      const auto* native = method.As<NativeFunction>();
      if ((native->method->flags & kExhaustible) != 0 && ReceiverFits(iso, native, receiver)) {
        // Not by Next(), which would swallow the value of a StopIteration that comes out of it.
        Value args[] = {receiver};
        *result = native->method->fn(iso, args, 1);
        if (*result) return SendResult::kYielded;
        if (iso->HasPending() && !PendingIs(iso, ExceptionId::kStopIteration)) {
          return SendResult::kRaised;
        }
        *result = iso->HasPending() ? StopIterationValue(TakePending(iso)) : Value::None();
        return SendResult::kReturned;
      }
    }
    bool found = true;
    *result = CallSpecial(iso, receiver, Special::kNext, {}, &found);
    if (!found) {
      RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not an iterator",
             TypeName(iso, receiver));
    }
  } else {
    *result = CallMethod(iso, receiver, iso->names().send, {value});
  }
  if (*result) return SendResult::kYielded;
  if (!PendingIs(iso, ExceptionId::kStopIteration)) return SendResult::kRaised;
  *result = StopIterationValue(TakePending(iso));
  return SendResult::kReturned;
}

namespace {

bool IsIterableCoroutine(Value v) {
  return HasKind(v, ObjectKind::kGenerator) &&
         (v.As<Generator>()->frame.code->flags & kCodeIterableCoroutine) != 0;
}

}  // namespace

Value AwaitResult(Isolate* iso, Value iterator) {
  if (HasKind(iterator, ObjectKind::kCoroutine) || IsIterableCoroutine(iterator)) {
    return RaiseTypeError(iso, "__await__() returned a coroutine");
  }
  if (!TypeSpecial(iso, TypeOf(iso, iterator), Special::kNext)) {
    return RaiseF(iso, ExceptionId::kTypeError, "__await__() returned non-iterator of type '%.100s'",
                  TypeName(iso, iterator));
  }
  return iterator;
}

bool AwaitsItself(Value v) {
  return HasKind(v, ObjectKind::kCoroutine) || IsIterableCoroutine(v) ||
         HasKind(v, ObjectKind::kAsyncGeneratorSend) || HasKind(v, ObjectKind::kAsyncGeneratorThrow);
}

Value AwaitableIterator(Isolate* iso, Value v, int where) {
  if (HasKind(v, ObjectKind::kCoroutine)) {
    Generator* coroutine = v.As<Generator>();
    if (coroutine->state == GeneratorState::kSuspended && coroutine->delegating) {
      return Raise(iso, ExceptionId::kRuntimeError, "coroutine is being awaited already");
    }
  }
  if (AwaitsItself(v)) return v;
  Type* type = TypeOf(iso, v);
  const Value method = TypeSpecial(iso, type, Special::kAwait);
  if (!method) {
    if (where == 0) {
      return RaiseF(iso, ExceptionId::kTypeError, "object %.100s can't be used in 'await' expression",
                    TypeName(iso, v));
    }
    return RaiseF(iso, ExceptionId::kTypeError,
                  "'async with' received an object from %s that does not implement __await__: %.100s",
                  where == 1 ? "__aenter__" : "__aexit__", TypeName(iso, v));
  }
  KRAIT_TRY(Value, bound, BindDescriptor(iso, method, v, type));
  KRAIT_TRY(Value, iterator, Call(iso, bound, {}));
  return AwaitResult(iso, iterator);
}

namespace {

void TraceGeneratorObject(HeapObject* object, gc::Marker& marker) {
  auto* g = static_cast<Generator*>(object);
  marker.Visit(reinterpret_cast<HeapObject*>(g->name));
  marker.Visit(reinterpret_cast<HeapObject*>(g->qualname));
  marker.Visit(g->handled);
  marker.Visit(g->finalizer);
  marker.Visit(g->origin);
  const Frame& f = g->frame;
  marker.Visit(f.code);
  marker.Visit(reinterpret_cast<HeapObject*>(f.function));
  marker.Visit(f.ns);
  marker.Visit(f.saved_handled);
  marker.Visit(f.object);
  // A finished generator's registers are dead. A running one's are scanned with the stacks instead,
  // because they change without barriers; no register ever holds a word that was not kept alive.
  if (g->state == GeneratorState::kFinished || g->on_stack || f.code == nullptr) return;
  marker.VisitRange(g->registers, f.code->register_count);
}

}  // namespace

void TraceGenerator(HeapObject* object, gc::Marker& marker) { TraceGeneratorObject(object, marker); }
void TraceCoroutine(HeapObject* object, gc::Marker& marker) { TraceGeneratorObject(object, marker); }
void TraceAsyncGenerator(HeapObject* object, gc::Marker& marker) {
  TraceGeneratorObject(object, marker);
}

}  // namespace krait
