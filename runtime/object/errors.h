// Raising exceptions from C++. Every function here sets the isolate's pending exception, chains
// __context__ to the exception being handled, and returns Empty, so that `return RaiseTypeError(
// iso, "...")` is the idiom. In functions that return bool or a pointer: `Raise...; return false;`.
#ifndef KRAIT_RUNTIME_OBJECT_ERRORS_H_
#define KRAIT_RUNTIME_OBJECT_ERRORS_H_

#include <string_view>

#include "gc/value.h"
#include "runtime/object/exception_table.h"

namespace krait {

class Isolate;
struct Type;

// What a failing function returns: converts to Empty, false, nullptr and -1, whatever its caller
// needs to return.
struct Failure {
  operator Value() const { return Value::Empty(); }
  operator bool() const { return false; }
  template <typename T>
  operator T*() const {
    return nullptr;
  }
};

// An exception of the built-in class with the message (UTF-8) as its only argument.
Failure Raise(Isolate* iso, ExceptionId id, std::string_view message);
// printf-style: "%s" takes const char*, "%.200s" as usual.
Failure RaiseF(Isolate* iso, ExceptionId id, const char* format, ...)
    __attribute__((format(printf, 3, 4)));
inline Failure RaiseTypeError(Isolate* iso, std::string_view m) {
  return Raise(iso, ExceptionId::kTypeError, m);
}
inline Failure RaiseValueError(Isolate* iso, std::string_view m) {
  return Raise(iso, ExceptionId::kValueError, m);
}
inline Failure RaiseIndexError(Isolate* iso, std::string_view m) {
  return Raise(iso, ExceptionId::kIndexError, m);
}
inline Failure RaiseOverflowError(Isolate* iso, std::string_view m) {
  return Raise(iso, ExceptionId::kOverflowError, m);
}
// An exception whose single argument is any value: KeyError(key), StopIteration(value). Without
// arguments when it is Empty.
Failure RaiseWith(Isolate* iso, ExceptionId id, Value argument);
// OSError (or the subclass that errno maps to) with errno, strerror and optional file names.
Failure RaiseOSError(Isolate* iso, int error_number, Value filename = Value(),
                     Value filename2 = Value());
Failure RaiseMemoryError(Isolate* iso);
Failure RaiseRecursionError(Isolate* iso, std::string_view where);  // " while calling ..." or ""
// Raises an existing exception instance (or class, which is instantiated first), as `raise x`.
Failure RaiseValue(Isolate* iso, Value exception);

// Is the pending exception an instance of the class?
bool PendingIs(Isolate* iso, ExceptionId id);
bool IsExceptionInstance(Isolate* iso, Value exception, ExceptionId id);
// Takes the pending exception away and returns it.
Value TakePending(Isolate* iso);
// Puts back what TakePending gave, without touching its context or traceback.
Failure RestorePending(Isolate* iso, Value exception);
// Clears the pending exception when it is of this class; true when it was.
bool ClearPendingIf(Isolate* iso, ExceptionId id);

}  // namespace krait

// Declares `type name` from the expression and leaves the enclosing function with Failure{} when it
// is Empty or null:  KRAIT_TRY(Value, item, GetItem(iso, list, index));
#define KRAIT_TRY(type, name, ...) \
  type name = (__VA_ARGS__);       \
  if (!name) return ::krait::Failure {}
// The same for an expression whose result is only success: KRAIT_CHECK_OK(SetItem(iso, d, k, v));
#define KRAIT_CHECK_OK(...) \
  if (!(__VA_ARGS__)) return ::krait::Failure {}

#endif  // KRAIT_RUNTIME_OBJECT_ERRORS_H_
