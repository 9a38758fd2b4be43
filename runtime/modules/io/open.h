// open(): from a name and a mode to a stack of streams.
#ifndef KRAIT_RUNTIME_MODULES_IO_OPEN_H_
#define KRAIT_RUNTIME_MODULES_IO_OPEN_H_

#include <cstddef>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;

// The function of signature (file, mode, buffering, encoding, errors, newline, closefd, opener).
Value OpenFunction(Isolate* iso, Value* args, size_t count);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_OPEN_H_
