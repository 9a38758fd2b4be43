// What the types generator, coroutine and async generator share.
#ifndef KRAIT_RUNTIME_INTERPRETER_GENERATOR_TYPES_H_
#define KRAIT_RUNTIME_INTERPRETER_GENERATOR_TYPES_H_

#include <cstddef>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/interpreter/generator.h"

namespace krait {

class Isolate;

// What coroutine.__await__ returns.
struct CoroutineWrapper : HeapObject {
  Generator* coroutine;
};

// The outcome of a resumption as a method returns it: a value, or StopIteration.
Value ResumeResult(Isolate* iso, SendResult outcome, Value result);
// send() of what asend() and __anext__() of an asynchronous generator return.
SendResult AsyncGeneratorSendTo(Isolate* iso, Value receiver, Value value, Value* result);
// The same in two halves, around a resumption of the generator in the running loop. The generator to be
// resumed with *value; null: nothing was begun, AsyncGeneratorSendTo says what happens.
Generator* BeginAsyncSend(Isolate* iso, Value receiver, Value* value);
// What the outcome of the resumption is for who awaits; a result may be unwrapped.
SendResult EndAsyncSend(Isolate* iso, Value receiver, SendResult outcome, Value* result);
// __anext__() of an asynchronous generator.
Value AsyncGeneratorNext(Isolate* iso, Value generator);
// The exception instance that throw(type[, value[, traceback]]) means.
Value ExceptionOfThrow(Isolate* iso, const Value* args, size_t count);
// RuntimeWarning "coroutine 'f' was never awaited".
void WarnNeverAwaited(Isolate* iso, Generator* coroutine);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_GENERATOR_TYPES_H_
