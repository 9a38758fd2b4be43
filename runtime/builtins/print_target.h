// Where print() and the prompt of input() write: a stream, by its write() method, or directly when
// it is the runtime's own text file.
#ifndef KRAIT_RUNTIME_BUILTINS_PRINT_TARGET_H_
#define KRAIT_RUNTIME_BUILTINS_PRINT_TARGET_H_

#include "gc/value.h"

namespace krait {

class Isolate;

class PrintTarget {
 public:
  PrintTarget(Isolate* iso, Value file);
  // Writes str(v). False with the exception pending.
  bool Write(Value v) const;

 private:
  Isolate* iso_;
  Value file_;
  bool native_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_PRINT_TARGET_H_
