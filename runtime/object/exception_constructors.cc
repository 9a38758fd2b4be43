// Exception classes with a field or two: StopIteration, SystemExit, KeyError, AttributeError,
// NameError, ImportError.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Exception* Self(Value v) { return v.As<Exception>(); }

void SetArguments(Isolate* iso, Exception* self, Value args) {
  self->args = args.As<Tuple>();
  iso->Barrier(self);
}

bool RefuseKeywords(Isolate* iso, Value self, Value keywords) {
  if (keywords.As<Dict>()->size == 0) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "%.200s() takes no keyword arguments",
                TypeName(iso, self));
}

}  // namespace

Value StopIterationInit(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(RefuseKeywords(iso, args[0], args[2]));
  Exception* self = Self(args[0]);
  SetArguments(iso, self, args[1]);
  SetExceptionField(iso, self, StopIterationField::kValue,
                    self->args->size > 0 ? self->args->items[0] : Value::None());
  return Value::None();
}

Value SystemExitInit(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(RefuseKeywords(iso, args[0], args[2]));
  Exception* self = Self(args[0]);
  SetArguments(iso, self, args[1]);
  if (self->args->size == 1) {
    SetExceptionField(iso, self, SystemExitField::kCode, self->args->items[0]);
  } else if (self->args->size > 1) {
    SetExceptionField(iso, self, SystemExitField::kCode, args[1]);
  }
  return Value::None();
}

Value KeyErrorStr(Isolate* iso, Value* args, size_t) {
  const Tuple* arguments = Self(args[0])->args;
  if (arguments->size == 1) return Value::Object(Repr(iso, arguments->items[0]));
  if (arguments->size == 0) return Value::Object(iso->names().empty);
  return Value::Object(ToStr(iso, Value::Object(arguments)));
}

Value AttributeErrorInit(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  SetArguments(iso, self, args[1]);
  SetExceptionField(iso, self, AttributeErrorField::kName, args[2]);
  SetExceptionField(iso, self, AttributeErrorField::kObj, args[3]);
  return Value::None();
}

Value NameErrorInit(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  SetArguments(iso, self, args[1]);
  SetExceptionField(iso, self, NameErrorField::kName, args[2]);
  return Value::None();
}

Value ImportErrorInit(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  SetArguments(iso, self, args[1]);
  SetExceptionField(iso, self, ImportErrorField::kName, args[2]);
  SetExceptionField(iso, self, ImportErrorField::kPath, args[3]);
  SetExceptionField(iso, self, ImportErrorField::kMsg,
                    self->args->size == 1 ? self->args->items[0] : Value::Empty());
  return Value::None();
}

Value ImportErrorStr(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  const Value message = self->extra[ImportErrorField::kMsg];
  if (IsExact(message, ObjectKind::kStr)) return message;
  if (self->args->size == 0) return Value::Object(iso->names().empty);
  if (self->args->size == 1) return Value::Object(ToStr(iso, self->args->items[0]));
  return Value::Object(ToStr(iso, Value::Object(self->args)));
}

Value ImportErrorReduce(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  const Value type = Value::Object(TypeOf(iso, args[0]));
  const Value name = self->extra[ImportErrorField::kName];
  const Value path = self->extra[ImportErrorField::kPath];
  HeapObject** word = AttributesWord(iso, self);
  const bool has_dict = word != nullptr && *word != nullptr;
  if (!name && !path && !has_dict) {
    return Value::Object(Tuple::Of(iso, {type, Value::Object(self->args)}));
  }
  Dict* state = Dict::New(iso);
  if (has_dict) {
    KRAIT_TRY(Dict*, dict, InstanceDict(iso, self));
    state = dict->Copy(iso);
  }
  if (state == nullptr) return Value::Empty();
  if (name) KRAIT_CHECK_OK(state->Set(iso, iso->names().name, name));
  if (path) KRAIT_CHECK_OK(state->Set(iso, iso->names().path, path));
  return Value::Object(Tuple::Of(iso, {type, Value::Object(self->args), Value::Object(state)}));
}

}  // namespace krait
