// What the object model asks of the interpreter about the script frame that is running.
#ifndef KRAIT_RUNTIME_INTERPRETER_CURRENT_FRAME_H_
#define KRAIT_RUNTIME_INTERPRETER_CURRENT_FRAME_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct Code;
struct Dict;

struct CurrentFrameInfo {
  const Code* code = nullptr;
  Dict* globals = nullptr;
  // The first argument, looked up through its cell when it is captured; Empty: deleted, or the code
  // takes none.
  Value first_argument;
  // The `__class__` cell (a Cell) of zero-argument super(); Empty: the function has none.
  Value class_cell;
};

// The innermost script frame. False when no script is running.
bool GetCurrentFrame(Isolate* iso, CurrentFrameInfo* info);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_CURRENT_FRAME_H_
