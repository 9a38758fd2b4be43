// sum(): with fast ways for ints and floats.
#ifndef KRAIT_RUNTIME_BUILTINS_SUM_H_
#define KRAIT_RUNTIME_BUILTINS_SUM_H_

#include "gc/value.h"

namespace krait {

class Isolate;

// start + the items, from the left.
Value Sum(Isolate* iso, Value iterable, Value start);

}  // namespace krait

#endif  // KRAIT_RUNTIME_BUILTINS_SUM_H_
