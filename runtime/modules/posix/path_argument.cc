#include "runtime/modules/posix/path_argument.h"

#include <climits>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Failure RaiseNotPath(Isolate* iso, Value v) {
  return RaiseF(iso, ExceptionId::kTypeError,
                "expected str, bytes or os.PathLike object, not %.200s", TypeName(iso, v));
}

// What __fspath__ gives; Empty without an exception when there is no such method.
Value CallFspath(Isolate* iso, Value v) {
  bool found;
  const Value path = CallSpecial(iso, v, Special::kFspath, {}, &found);
  if (!path) return path;
  if (IsStr(path) || IsBytes(path)) return path;
  return RaiseF(iso, ExceptionId::kTypeError,
                "expected %.200s.__fspath__() to return str or bytes, not %.200s",
                TypeName(iso, v), TypeName(iso, path));
}

bool IntToDescriptor(Isolate* iso, Value v, int* fd) {
  int64_t number;
  if (!IndexToInt64(iso, v, &number, "Python int too large to convert to C int")) return false;
  if (number > INT_MAX) return RaiseOverflowError(iso, "fd is greater than maximum");
  if (number < INT_MIN) return RaiseOverflowError(iso, "fd is less than minimum");
  *fd = static_cast<int>(number);
  return true;
}

}  // namespace

Value FileSystemPath(Isolate* iso, Value v) {
  if (IsStr(v) || IsBytes(v)) return v;
  const Value path = CallFspath(iso, v);
  if (path || iso->HasPending()) return path;
  return RaiseNotPath(iso, v);
}

Str* FileNameArgument(Isolate* iso, Value v) {
  KRAIT_TRY(Value, path, FileSystemPath(iso, v));
  if (IsStr(path)) return path.As<Str>();
  return DecodeFileName(iso, path.As<Bytes>()->view());
}

bool PathBytes(Isolate* iso, Value path, std::string* bytes, const char* where) {
  if (IsBytes(path)) {
    *bytes = path.As<Bytes>()->view();
  } else {
    KRAIT_TRY(Bytes*, encoded, EncodeFileName(iso, path.As<Str>()));
    *bytes = encoded->view();
  }
  if (bytes->find('\0') == std::string::npos) return true;
  if (*where == '\0') return RaiseValueError(iso, "embedded null byte");
  return RaiseF(iso, ExceptionId::kValueError, "%s: embedded null character in path", where);
}

bool ParsePath(Isolate* iso, Value v, const char* function, const char* argument, unsigned options,
               PathArgument* result) {
  result->object = v;
  if ((options & kAllowNone) != 0 && (!v || v.IsNone())) {
    result->path = ".";
    result->object = Value();
    return true;
  }
  Value path = v;
  if (!IsStr(v) && !IsBytes(v)) {
    if ((options & kAllowFd) != 0 && LookupSpecial(iso, v, Special::kIndex)) {
      return IntToDescriptor(iso, v, &result->fd);
    }
    path = CallFspath(iso, v);
    if (!path) {
      if (iso->HasPending()) return false;
      const char* kinds = (options & kAllowFd) != 0
                              ? ((options & kAllowNone) != 0
                                     ? "string, bytes, os.PathLike, integer or None"
                                     : "string, bytes, os.PathLike or integer")
                          : (options & kAllowNone) != 0 ? "string, bytes, os.PathLike or None"
                                                        : "string, bytes or os.PathLike";
      return RaiseF(iso, ExceptionId::kTypeError, "%s: %s should be %s, not %.200s", function,
                    argument, kinds, TypeName(iso, v));
    }
  }
  result->is_bytes = IsBytes(path);
  if (!PathBytes(iso, path, &result->path)) {
    if (!PendingIs(iso, ExceptionId::kValueError)) return false;
    TakePending(iso);
    return RaiseF(iso, ExceptionId::kValueError, "%s: embedded null character in %s", function,
                  argument);
  }
  return true;
}

bool ParseDescriptor(Isolate* iso, Value v, int* fd) {
  if (IsIntLike(v)) {
    if (!IntToDescriptor(iso, v, fd)) return false;
  } else {
    Value method;
    if (!LookupAttr(iso, v, Str::Intern(iso, "fileno"), &method)) return false;
    if (!method) {
      return RaiseTypeError(iso, "argument must be an int, or have a fileno() method.");
    }
    KRAIT_TRY(Value, number, Call(iso, method, {}));
    if (!IsIntLike(number)) return RaiseTypeError(iso, "fileno() returned a non-integer");
    if (!IntToDescriptor(iso, number, fd)) return false;
  }
  if (*fd < 0) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "file descriptor cannot be a negative integer (%d)", *fd);
  }
  return true;
}

}  // namespace krait
