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

// Wants `function` called; its result is used as the kind says. Return what this returns.
inline Failure EnterScript(Isolate* iso, Value function, std::initializer_list<Value> arguments,
                           FrameKind kind, Value first = Value(), Value second = Value(),
                           uint8_t role = 0) {
  ScriptCall& call = iso->interpreter().wanted;
  call.function = function.As<Function>();
  call.count = 0;
  for (Value v : arguments) call.arguments[call.count++] = v;
  call.kind = kind;
  call.role = role;
  call.kept[0] = first;
  call.kept[1] = second;
  return {};
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_SCRIPT_CALL_H_
