// Traceback objects: one per frame that an exception passed, outermost first.
#ifndef KRAIT_RUNTIME_OBJECT_TRACEBACK_H_
#define KRAIT_RUNTIME_OBJECT_TRACEBACK_H_

#include <cstdint>
#include <string>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Code;

struct Traceback : HeapObject {
  Traceback* next;  // towards the frame that raised; null at the end
  Code* code;
  Value frame;      // Frame object, or Empty: tb_frame is None
  uint32_t offset;  // word offset of the instruction in the code
  int32_t line;     // 0: ask the code's position table

  static Traceback* New(Isolate* iso, Traceback* next, Value frame, Code* code, uint32_t offset,
                        int32_t line = 0);
};

// The interpreter calls it for each frame that the exception enters or leaves: the new entry becomes
// the head of the exception's traceback.
void AddTraceback(Isolate* iso, Value exception, Value frame, Code* code, uint32_t offset);

int32_t TracebackLine(const Traceback* tb);

// What CPython's default excepthook prints, final newline included. Never raises.
std::string FormatException(Isolate* iso, Value exception);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_TRACEBACK_H_
