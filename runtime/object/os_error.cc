// OSError.
#include "runtime/object/os_error.h"

#include <cerrno>
#include <cstring>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Exception* Self(Value v) { return v.As<Exception>(); }

bool IsNative(Value v, NativeFn fn) {
  return (HasKind(v, ObjectKind::kNativeFunction) || HasKind(v, ObjectKind::kWrapperDescriptor)) &&
         v.As<NativeFunction>()->method->fn == fn;
}

// Does the class leave __new__ alone but bring an __init__? Then that one decides the arguments.
bool UsesInit(Isolate* iso, Type* type) {
  return !IsNative(TypeSpecial(iso, type, Special::kInit), OSErrorInit) &&
         IsNative(TypeSpecial(iso, type, Special::kNew), OSErrorNew);
}

bool FillFields(Isolate* iso, Exception* self, Tuple* args) {
  self->args = args;
  iso->Barrier(self);
  if (args->size < 2 || args->size > 5) return true;
  SetExceptionField(iso, self, OSErrorField::kErrno, args->items[0]);
  SetExceptionField(iso, self, OSErrorField::kStrerror, args->items[1]);
  const Value filename = args->size > 2 ? args->items[2] : Value::None();
  if (filename.IsNone()) return true;
  const Type* blocking = iso->exception_type(ExceptionId::kBlockingIOError);
  if (TypeOf(iso, Value::Object(self)) == blocking &&
      LookupSpecial(iso, filename, Special::kIndex)) {
    int64_t written;
    KRAIT_CHECK_OK(IndexToInt64(iso, filename, &written));
    SetExceptionField(iso, self, OSErrorField::kCharactersWritten, IntFromInt64(iso, written));
    return true;
  }
  SetExceptionField(iso, self, OSErrorField::kFilename, filename);
  if (args->size > 4 && !args->items[4].IsNone()) {
    SetExceptionField(iso, self, OSErrorField::kFilename2, args->items[4]);
  }
  KRAIT_TRY(Tuple*, two, Tuple::Of(iso, {args->items[0], args->items[1]}));
  self->args = two;
  iso->Barrier(self);
  return true;
}

bool RefuseKeywords(Isolate* iso, const Type* type, Value keywords) {
  if (keywords.As<Dict>()->size == 0) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "%.200s() takes no keyword arguments",
                type->name->data);
}

}  // namespace

ExceptionId OSErrorClass(int error_number) {
  switch (error_number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
      return ExceptionId::kBlockingIOError;
    case EPIPE:
    case ESHUTDOWN:
      return ExceptionId::kBrokenPipeError;
    case ECHILD:
      return ExceptionId::kChildProcessError;
    case ECONNABORTED:
      return ExceptionId::kConnectionAbortedError;
    case ECONNREFUSED:
      return ExceptionId::kConnectionRefusedError;
    case ECONNRESET:
      return ExceptionId::kConnectionResetError;
    case EEXIST:
      return ExceptionId::kFileExistsError;
    case ENOENT:
      return ExceptionId::kFileNotFoundError;
    case EISDIR:
      return ExceptionId::kIsADirectoryError;
    case ENOTDIR:
      return ExceptionId::kNotADirectoryError;
    case EINTR:
      return ExceptionId::kInterruptedError;
    case EACCES:
    case EPERM:
      return ExceptionId::kPermissionError;
    case ESRCH:
      return ExceptionId::kProcessLookupError;
    case ETIMEDOUT:
      return ExceptionId::kTimeoutError;
    default:
      return ExceptionId::kOSError;
  }
}

Exception* NewOSError(Isolate* iso, int error_number, Value filename, Value filename2) {
  KRAIT_TRY(Str*, text, Str::NewLossy(iso, std::strerror(error_number)));
  KRAIT_TRY(Tuple*, args,
            Tuple::Of(iso, {Value::Int(error_number), Value::Object(text)}));
  KRAIT_TRY(Exception*, self, NewException(iso, OSErrorClass(error_number), args));
  SetExceptionField(iso, self, OSErrorField::kErrno, args->items[0]);
  SetExceptionField(iso, self, OSErrorField::kStrerror, args->items[1]);
  SetExceptionField(iso, self, OSErrorField::kFilename, filename);
  SetExceptionField(iso, self, OSErrorField::kFilename2, filename2);
  return self;
}

Value OSErrorNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  auto* arguments = args[1].As<Tuple>();
  if (UsesInit(iso, type)) {
    return Value::Object(AllocateException(iso, type, Tuple::New(iso, 0)));
  }
  KRAIT_CHECK_OK(RefuseKeywords(iso, type, args[2]));
  int64_t number;
  if (type == iso->exception_type(ExceptionId::kOSError) && arguments->size >= 2 &&
      arguments->size <= 5 && IsIntLike(arguments->items[0]) &&
      IntToInt64(arguments->items[0], &number)) {
    type = iso->exception_type(OSErrorClass(static_cast<int>(number)));
  }
  KRAIT_TRY(Exception*, self, AllocateException(iso, type, arguments));
  KRAIT_CHECK_OK(FillFields(iso, self, arguments));
  return Value::Object(self);
}

Value OSErrorInit(Isolate* iso, Value* args, size_t) {
  Type* type = TypeOf(iso, args[0]);
  if (!UsesInit(iso, type)) return Value::None();
  KRAIT_CHECK_OK(RefuseKeywords(iso, type, args[2]));
  KRAIT_CHECK_OK(FillFields(iso, Self(args[0]), args[1].As<Tuple>()));
  return Value::None();
}

Value OSErrorStr(Isolate* iso, Value* args, size_t) {
  const Exception* self = Self(args[0]);
  const Value filename = self->extra[OSErrorField::kFilename];
  const Value filename2 = self->extra[OSErrorField::kFilename2];
  const Value number = self->extra[OSErrorField::kErrno];
  const Value message = self->extra[OSErrorField::kStrerror];
  if (filename || (number && message)) {
    KRAIT_TRY(Str*, number_text, ToStr(iso, number ? number : Value::None()));
    KRAIT_TRY(Str*, message_text, ToStr(iso, message ? message : Value::None()));
    std::string text = "[Errno " + std::string(number_text->view()) + "] " +
                       std::string(message_text->view());
    if (filename) {
      KRAIT_TRY(Str*, name, Repr(iso, filename));
      text += ": " + std::string(name->view());
    }
    if (filename && filename2) {
      KRAIT_TRY(Str*, name, Repr(iso, filename2));
      text += " -> " + std::string(name->view());
    }
    return Value::Object(Str::New(iso, text));
  }
  if (self->args->size == 0) return Value::Object(iso->names().empty);
  if (self->args->size == 1) return Value::Object(ToStr(iso, self->args->items[0]));
  return Value::Object(ToStr(iso, Value::Object(self->args)));
}

Value OSErrorReduce(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  Tuple* arguments = self->args;
  const Value filename = self->extra[OSErrorField::kFilename];
  const Value filename2 = self->extra[OSErrorField::kFilename2];
  if (arguments->size == 2 && filename) {
    arguments = filename2 ? Tuple::Of(iso, {arguments->items[0], arguments->items[1], filename,
                                            Value::None(), filename2})
                          : Tuple::Of(iso, {arguments->items[0], arguments->items[1], filename});
  }
  const Value type = Value::Object(TypeOf(iso, args[0]));
  HeapObject** word = AttributesWord(iso, self);
  if (word != nullptr && *word != nullptr) {
    KRAIT_TRY(Dict*, dict, InstanceDict(iso, self));
    return Value::Object(Tuple::Of(iso, {type, Value::Object(arguments), Value::Object(dict)}));
  }
  return Value::Object(Tuple::Of(iso, {type, Value::Object(arguments)}));
}

Value GetCharactersWritten(Isolate* iso, Value self) {
  const Value v = Self(self)->extra[OSErrorField::kCharactersWritten];
  if (v) return v;
  return Raise(iso, ExceptionId::kAttributeError, "characters_written");
}

bool SetCharactersWritten(Isolate* iso, Value self, Value v) {
  if (!v && !Self(self)->extra[OSErrorField::kCharactersWritten]) {
    return Raise(iso, ExceptionId::kAttributeError, "characters_written");
  }
  if (v) {
    int64_t written;
    KRAIT_CHECK_OK(IndexToInt64(iso, v, &written));
    v = IntFromInt64(iso, written);
  }
  SetExceptionField(iso, Self(self), OSErrorField::kCharactersWritten, v);
  return true;
}

}  // namespace krait
