// Integer arguments that CPython keeps in a variable of C: what does not fit is an OverflowError
// that says so.
#ifndef KRAIT_RUNTIME_OBJECT_INTEGER_ARGUMENT_H_
#define KRAIT_RUNTIME_OBJECT_INTEGER_ARGUMENT_H_

#include <cstdint>
#include <limits>

#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

// A Py_ssize_t: positions, counts, widths.
inline bool SizeArgument(Isolate* iso, Value v, int64_t* result) {
  return IndexToInt64(iso, v, result, "Python int too large to convert to C ssize_t");
}

// An int: levels, modes, flags.
inline bool IntArgument(Isolate* iso, Value v, int* result) {
  constexpr const char* kTooLarge = "Python int too large to convert to C int";
  int64_t number;
  if (!IndexToInt64(iso, v, &number, kTooLarge)) return false;
  using Limits = std::numeric_limits<int>;
  if (number < Limits::min() || number > Limits::max()) return RaiseOverflowError(iso, kTooLarge);
  *result = static_cast<int>(number);
  return true;
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_INTEGER_ARGUMENT_H_
