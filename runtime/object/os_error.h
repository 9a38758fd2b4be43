// OSError: subclasses by errno, file names.
#ifndef KRAIT_RUNTIME_OBJECT_OS_ERROR_H_
#define KRAIT_RUNTIME_OBJECT_OS_ERROR_H_

#include "gc/value.h"
#include "runtime/object/exception_table.h"

namespace krait {

class Isolate;
struct Exception;
struct Type;

// OSError or the subclass for the number.
ExceptionId OSErrorClass(int error_number);
// An instance with errno, strerror and up to two file names (Empty: none).
Exception* NewOSError(Isolate* iso, int error_number, Value filename, Value filename2);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_OS_ERROR_H_
