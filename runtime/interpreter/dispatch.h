// The interpreter's loop; see dispatch.cc. Only the interpreter's own files use it.
#ifndef KRAIT_RUNTIME_INTERPRETER_DISPATCH_H_
#define KRAIT_RUNTIME_INTERPRETER_DISPATCH_H_

#include <cstdint>

#include "gc/value.h"
#include "runtime/interpreter/frame.h"
#include "runtime/interpreter/interpreter.h"

namespace krait {

class Dispatch {
 public:
  // Runs from `entry` (kind kEntry) until it returns, yields or lets an exception out. `throwing`: an
  // exception is already pending at entry->pc.
  static Value Run(Interpreter& interp, Frame* entry, bool throwing);

  // Pushes a frame whose arguments are bound already; false with RecursionError pending.
  static bool EnterFrame(Interpreter& interp, Frame* caller, Function* function, Value* window,
                         uint32_t result_register, FrameKind kind);
  // Ends a frame for good (not a generator's suspension).
  static void LeaveFrame(Interpreter& interp, Frame* frame);
  // Makes a created or suspended generator's frame current; `value` is what its yield returns.
  static bool ResumeFrame(Interpreter& interp, Generator* generator, Value value, Frame* caller,
                          FrameKind kind, uint32_t result_register);
  // The same for an exception that is pending: at the Yield itself, not behind it; a fresh generator fails
  // where it was made, outside of the handlers of its code.
  static bool ResumeThrowing(Interpreter& interp, Generator* generator, Frame* caller,
                             FrameKind kind, uint32_t result_register);
  // Leaves a generator's frame at its Yield.
  static void SuspendFrame(Interpreter& interp, Frame* frame);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_DISPATCH_H_
