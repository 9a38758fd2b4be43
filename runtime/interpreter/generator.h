// Generators, coroutines and async generators: heap objects that own their frame and registers.
#ifndef KRAIT_RUNTIME_INTERPRETER_GENERATOR_H_
#define KRAIT_RUNTIME_INTERPRETER_GENERATOR_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/interpreter/frame.h"

namespace krait {

class Isolate;
struct Str;

enum class GeneratorState : uint8_t { kCreated, kSuspended, kRunning, kFinished };

// Kinds kGenerator, kCoroutine, kAsyncGenerator.
struct Generator : HeapObject {
  GeneratorState state;
  bool hooks_called;   // async generators: firstiter hook done
  bool running_async;  // async generators: an asend/athrow is being awaited
  bool closed;         // async generators: aclose() began
  bool on_stack;       // its frame is among the running ones: its registers change without barriers
  bool delegating;     // suspended inside `yield from` or await
  uint32_t yield_register;     // receives the value that is sent in
  uint32_t delegate_register;  // holds the iterator delegated to
  Str* name;
  Str* qualname;
  Value handled;    // exception being handled inside while suspended; Empty: none
  Value finalizer;  // async generators
  Value origin;     // coroutines: cr_origin
  Frame frame;
  Value registers[];  // frame.code->register_count
};

enum class SendResult : uint8_t { kYielded, kReturned, kRaised };

// Resumes: `value` becomes the result of the yield (None at the first). *result is the yielded or
// returned value.
SendResult GeneratorSend(Isolate* iso, Generator* generator, Value value, Value* result);
// Throws the exception instance at the suspension point, that of what it delegates to first. A
// GeneratorExit closes the delegates instead, except those of asynchronous generators, which may
// have to await.
SendResult GeneratorThrow(Isolate* iso, Generator* generator, Value exception, Value* result,
                          bool closes_delegates = true);
bool GeneratorClose(Isolate* iso, Generator* generator);
// Can the interpreter's loop throw into it, without calling anything else? What it delegates to are then
// generators and coroutines only; for a GeneratorExit it delegates to nothing.
bool ThrowsInLoop(Isolate* iso, const Generator* generator, Value exception);
// Does so: makes the frames of the delegation current, and the exception pending in the innermost. The
// outermost is resumed as `kind`. Should a frame not be entered, another exception is pending in the one
// before.
void BeginThrow(Isolate* iso, Generator* generator, Value exception, FrameKind kind,
                uint32_t result_register);
// send() on any iterator, as `yield from` and `await` do: next() when value is None.
SendResult SendTo(Isolate* iso, Value receiver, Value value, Value* result);
// What await does with its operand: the iterator to drive. `where`: see GetAwaitable in opcodes.h.
Value AwaitableIterator(Isolate* iso, Value awaitable, int where);
// Is it awaited as it is, without an __await__?
bool AwaitsItself(Value v);
// The result of an __await__, if that is an iterator.
Value AwaitResult(Isolate* iso, Value iterator);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_GENERATOR_H_
