// Raising exceptions from C++.
#include "runtime/object/errors.h"

#include <cstdarg>
#include <cstdio>
#include <string>

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/exception.h"
#include "runtime/object/os_error.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// Makes `exception` pending, with the exception being handled as its context. A chain that already
// leads back to it is cut first, so that chains stay finite.
Failure SetPending(Isolate* iso, Exception* exception) {
  const Value self = Value::Object(exception);
  const Value handled = iso->handled();
  if (IsException(handled) && handled != self) {
    auto* o = handled.As<Exception>();
    Exception* slow = o;
    bool advance = false;
    while (IsException(o->context)) {
      if (o->context == self) {
        o->context = Value::Empty();
        break;
      }
      o = o->context.As<Exception>();
      if (o == slow) break;  // a cycle that does not involve us
      if (advance && IsException(slow->context)) slow = slow->context.As<Exception>();
      advance = !advance;
    }
    exception->context = handled;
    iso->Barrier(exception);
  }
  iso->set_pending(self);
  return {};
}

Failure RaiseMessage(Isolate* iso, ExceptionId id, Str* message) {
  if (message == nullptr) return {};
  Tuple* args = Tuple::Of(iso, {Value::Object(message)});
  if (args == nullptr) return {};
  Exception* exception = NewException(iso, id, args);
  if (exception == nullptr) return {};
  return SetPending(iso, exception);
}

}  // namespace

Failure Raise(Isolate* iso, ExceptionId id, std::string_view message) {
  if (message.empty()) {
    Tuple* none = Tuple::New(iso, 0);
    return SetPending(iso, NewException(iso, id, none));
  }
  return RaiseMessage(iso, id, Str::New(iso, message));
}

Failure RaiseF(Isolate* iso, ExceptionId id, const char* format, ...) {
  va_list list;
  va_start(list, format);
  char buffer[512];
  va_list again;
  va_copy(again, list);
  const int length = vsnprintf(buffer, sizeof(buffer), format, list);
  va_end(list);
  std::string text;
  if (length < static_cast<int>(sizeof(buffer))) {
    text.assign(buffer, length < 0 ? 0 : length);
  } else {
    text.resize(length + 1);
    vsnprintf(text.data(), text.size(), format, again);
    text.resize(length);
  }
  va_end(again);
  // A precision may have cut a character in two.
  return RaiseMessage(iso, id, Str::NewLossy(iso, text));
}

Failure RaiseWith(Isolate* iso, ExceptionId id, Value argument) {
  Tuple* args = argument ? Tuple::Of(iso, {argument}) : Tuple::New(iso, 0);
  if (args == nullptr) return {};
  Exception* exception = NewException(iso, id, args);
  if (argument.IsEmpty()) argument = Value::None();
  if (id == ExceptionId::kStopIteration) {
    SetExceptionField(iso, exception, StopIterationField::kValue, argument);
  } else if (id == ExceptionId::kSystemExit) {
    SetExceptionField(iso, exception, SystemExitField::kCode, argument);
  }
  return SetPending(iso, exception);
}

Failure RaiseOSError(Isolate* iso, int error_number, Value filename, Value filename2) {
  Exception* exception = NewOSError(iso, error_number, filename, filename2);
  if (exception == nullptr) return {};
  return SetPending(iso, exception);
}

Failure RaiseMemoryError(Isolate* iso) {
  Tuple* none = Tuple::New(iso, 0);
  return SetPending(iso, NewException(iso, ExceptionId::kMemoryError, none));
}

Failure RaiseRecursionError(Isolate* iso, std::string_view where) {
  return Raise(iso, ExceptionId::kRecursionError,
               "maximum recursion depth exceeded" + std::string(where));
}

Failure RaiseNameError(Isolate* iso, ExceptionId id, Str* name, std::string_view message) {
  Raise(iso, id, message);
  if (name != nullptr && IsException(iso->pending())) {
    SetExceptionField(iso, iso->pending().As<Exception>(), NameErrorField::kName,
                      Value::Object(name));
  }
  return {};
}

Failure RaiseAttributeError(Isolate* iso, Value object, Str* name, std::string_view message) {
  Raise(iso, ExceptionId::kAttributeError, message);
  if (IsException(iso->pending())) {
    auto* exception = iso->pending().As<Exception>();
    SetExceptionField(iso, exception, AttributeErrorField::kName, Value::Object(name));
    SetExceptionField(iso, exception, AttributeErrorField::kObj, object);
  }
  return {};
}

Failure RaiseImportError(Isolate* iso, ExceptionId id, std::string_view message, Value name,
                         Value path) {
  Raise(iso, id, message);
  if (IsException(iso->pending())) {
    auto* exception = iso->pending().As<Exception>();
    SetExceptionField(iso, exception, ImportErrorField::kMsg, exception->args->items[0]);
    SetExceptionField(iso, exception, ImportErrorField::kName, name);
    SetExceptionField(iso, exception, ImportErrorField::kPath, path);
  }
  return {};
}

Failure RaiseStopIteration(Isolate* iso, Value value) {
  Tuple* args = value.IsNone() ? Tuple::New(iso, 0) : Tuple::Of(iso, {value});
  if (args == nullptr) return {};
  Exception* exception = NewException(iso, ExceptionId::kStopIteration, args);
  SetExceptionField(iso, exception, StopIterationField::kValue, value);
  return SetPending(iso, exception);
}

Failure RaiseValue(Isolate* iso, Value exception) {
  const Value instance = ExceptionFromRaised(iso, exception);
  if (!instance) return {};
  return SetPending(iso, instance.As<Exception>());
}

Failure RaiseFrom(Isolate* iso, Value exception, Value cause) {
  const Value instance = ExceptionFromRaised(iso, exception);
  if (!instance) return {};
  Value fixed = cause;
  if (cause.IsHeap() && cause.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kType) &&
      IsSubtype(cause.As<Type>(), iso->exception_type(ExceptionId::kBaseException))) {
    fixed = ExceptionFromRaised(iso, cause);
    if (!fixed) return {};
  } else if (!cause.IsNone() && !IsException(cause)) {
    return RaiseTypeError(iso, "exception causes must derive from BaseException");
  }
  auto* object = instance.As<Exception>();
  object->cause = fixed.IsNone() ? Value::Empty() : fixed;
  object->suppress_context = true;
  iso->Barrier(object);
  return SetPending(iso, object);
}

Failure RaiseCurrent(Isolate* iso) {
  if (!IsException(iso->handled())) {
    return Raise(iso, ExceptionId::kRuntimeError, "No active exception to reraise");
  }
  iso->set_pending(iso->handled());
  return {};
}

bool IsExceptionInstance(Isolate* iso, Value exception, ExceptionId id) {
  return IsException(exception) && IsInstanceOf(iso, exception, iso->exception_type(id));
}

bool PendingIs(Isolate* iso, ExceptionId id) {
  return IsExceptionInstance(iso, iso->pending(), id);
}

Value TakePending(Isolate* iso) {
  const Value exception = iso->pending();
  iso->set_pending(Value::Empty());
  return exception;
}

Failure RestorePending(Isolate* iso, Value exception) {
  iso->set_pending(exception);
  return {};
}

bool ClearPendingIf(Isolate* iso, ExceptionId id) {
  if (!PendingIs(iso, id)) return false;
  iso->set_pending(Value::Empty());
  return true;
}

}  // namespace krait
