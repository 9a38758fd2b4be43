// How a slow path of the interpreter has a script function called: see ScriptCall in interpreter.h.
// Only functions that the loop's handlers call themselves may use it.
#ifndef KRAIT_RUNTIME_INTERPRETER_SCRIPT_CALL_H_
#define KRAIT_RUNTIME_INTERPRETER_SCRIPT_CALL_H_

#include <initializer_list>

#include "gc/value.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"

namespace krait {

// Is it a method that a frame can be pushed for? Anything else is called from C++.
inline bool IsScript(Value method) { return HasKind(method, ObjectKind::kFunction); }

// Is it an instance of a class that may have such methods? Exact built-ins have none.
inline bool IsScriptInstance(Value v) { return v.IsHeap() && v.AsHeap()->shape >= 256; }

// What becomes of a frame's result, where the kind alone does not say it; see Frame.
struct FrameUse {
  FrameKind kind;
  Value first = Value();
  Value second = Value();
  uint8_t role = 0;
  uint32_t operand = 0;
};

// Says in `call` what becomes of the result.
inline void SetUse(ScriptCall& call, const FrameUse& use) {
  call.kind = use.kind;
  call.role = use.role;
  call.operand = use.operand;
  call.kept[0] = use.first;
  call.kept[1] = use.second;
}

// Wants `function` called; its result is used as `use` says. Return what this returns.
inline Failure EnterScript(Isolate* iso, Value function, std::initializer_list<Value> arguments,
                           const FrameUse& use) {
  ScriptCall& call = iso->interpreter().wanted;
  call.function = function.As<Function>();
  call.count = 0;
  for (Value v : arguments) call.arguments[call.count++] = v;
  SetUse(call, use);
  return {};
}
inline Failure EnterScript(Isolate* iso, Value function, std::initializer_list<Value> arguments,
                           FrameKind kind, Value first = Value(), Value second = Value(),
                           uint8_t role = 0) {
  return EnterScript(iso, function, arguments, FrameUse{kind, first, second, role});
}

// Can the generator or coroutine be resumed with the value in the running loop? Otherwise
// GeneratorSend says what is wrong with it.
inline bool CanResume(const Generator* generator, Value value) {
  return generator->state == GeneratorState::kSuspended ||
         (generator->state == GeneratorState::kCreated && value.IsNone());
}

// Wants a generator for which CanResume resumed. Return what this returns.
inline Failure EnterGenerator(Isolate* iso, Generator* generator, Value value,
                              const FrameUse& use) {
  ScriptCall& call = iso->interpreter().wanted;
  call.generator = generator;
  call.arguments[0] = value;
  SetUse(call, use);
  return {};
}

// Wants the exception thrown into a suspended or fresh generator and what it delegates to, for which
// ThrowsInLoop (generator.h). Return what this returns.
inline Failure EnterThrow(Isolate* iso, Generator* generator, Value exception, FrameKind kind) {
  EnterGenerator(iso, generator, exception, {kind});
  iso->interpreter().wanted.throwing = true;
  return {};
}

// Wants all items of `iterable` in `list`, a List; `operand` as kind kCollect has it. They come by
// `iter`, its script __iter__; Empty: it is a generator for which CanResume. Return what this returns.
inline Failure EnterCollection(Isolate* iso, Value iterable, Value iter, Value list,
                               uint32_t operand = 0) {
  if (iter) {
    return EnterScript(iso, iter, {iterable},
                       FrameUse{FrameKind::kCollectFrom, Value(), list, 0, operand});
  }
  return EnterGenerator(iso, iterable.As<Generator>(), Value::None(),
                        {FrameKind::kCollect, iterable, list, 0, operand});
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_SCRIPT_CALL_H_
