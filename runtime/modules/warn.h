// Warnings from C++: filtered, shown or raised as those of warnings.warn().
#ifndef KRAIT_RUNTIME_MODULES_WARN_H_
#define KRAIT_RUNTIME_MODULES_WARN_H_

#include <cstdint>
#include <string_view>

#include "runtime/object/exception_table.h"

namespace krait {

class Isolate;
struct Str;

// Attributed to the script frame `level` calls out (1: the innermost). False with the exception
// pending when a filter makes it one.
bool Warn(Isolate* iso, ExceptionId category, std::string_view message, int64_t level = 1);
// Attributed to a line of a file: the compiler's warnings.
bool WarnAt(Isolate* iso, ExceptionId category, std::string_view message, Str* filename,
            int64_t line);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_WARN_H_
