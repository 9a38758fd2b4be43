// Exception objects: making, matching, and the attributes that all of them have.
#include "runtime/object/exception.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Exception* Self(Value v) { return v.As<Exception>(); }
inline Value OrNone(Value v) { return v ? v : Value::None(); }

bool IsExceptionClass(const Isolate* iso, Value v) {
  return HasKind(v, ObjectKind::kType) &&
         IsSubtype(v.As<Type>(), iso->exception_type(ExceptionId::kBaseException));
}

// --- BaseException's methods ---

Value Repr(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  const Str* name = TypeOf(iso, args[0])->name;
  std::string text(name->view());
  KRAIT_TRY(Str*, inner,
            self->args->size == 1 ? krait::Repr(iso, self->args->items[0])
                                  : krait::Repr(iso, Value::Object(self->args)));
  if (self->args->size == 1) text += '(';
  text += inner->view();
  if (self->args->size == 1) text += ')';
  return Value::Object(Str::New(iso, text));
}

Value ToString(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  if (self->args->size == 0) return Value::Object(iso->names().empty);
  if (self->args->size == 1) return Value::Object(ToStr(iso, self->args->items[0]));
  return Value::Object(ToStr(iso, Value::Object(self->args)));
}

Value Reduce(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  const Value type = Value::Object(TypeOf(iso, args[0]));
  HeapObject** word = AttributesWord(iso, self);
  if (word != nullptr && *word != nullptr) {
    KRAIT_TRY(Dict*, dict, InstanceDict(iso, self));
    return Value::Object(
        Tuple::Of(iso, {type, Value::Object(self->args), Value::Object(dict)}));
  }
  return Value::Object(Tuple::Of(iso, {type, Value::Object(self->args)}));
}

Value SetState(Isolate* iso, Value* args, size_t) {
  if (args[1].IsNone()) return Value::None();
  if (!HasKind(args[1], ObjectKind::kDict)) return RaiseTypeError(iso, "state is not a dictionary");
  int64_t position = 0;
  Value key, value;
  while (args[1].As<Dict>()->NextEntry(&position, &key, &value)) {
    if (!HasKind(key, ObjectKind::kStr)) continue;
    KRAIT_CHECK_OK(SetAttr(iso, args[0], key.As<Str>(), value));
  }
  return Value::None();
}

Value WithTraceback(Isolate* iso, Value* args, size_t) {
  KRAIT_CHECK_OK(SetAttr(iso, args[0], iso->names().dunder_traceback, args[1]));
  return args[0];
}

Value AddNote(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "note must be a str, not '%s'",
                  TypeName(iso, args[1]));
  }
  Value notes;
  KRAIT_CHECK_OK(LookupAttr(iso, args[0], iso->names().dunder_notes, &notes));
  if (!notes) {
    KRAIT_TRY(List*, list, List::New(iso));
    notes = Value::Object(list);
    KRAIT_CHECK_OK(SetAttr(iso, args[0], iso->names().dunder_notes, notes));
  } else if (!HasKind(notes, ObjectKind::kList)) {
    return RaiseTypeError(iso, "Cannot add note: __notes__ is not a list");
  }
  KRAIT_CHECK_OK(notes.As<List>()->Append(iso, args[1]));
  return Value::None();
}

// --- attributes ---

Value GetArgs(Isolate*, Value self) { return Value::Object(Self(self)->args); }
bool SetArgs(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "args may not be deleted");
  KRAIT_TRY(Tuple*, args, TupleFromIterable(iso, v));
  Self(self)->args = args;
  iso->Barrier(Self(self));
  return true;
}

Value GetTraceback(Isolate*, Value self) {
  return OrNone(Value::Object(Self(self)->traceback));
}
bool SetTraceback(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "__traceback__ may not be deleted");
  if (!v.IsNone() && !HasKind(v, ObjectKind::kTraceback)) {
    return RaiseTypeError(iso, "__traceback__ must be a traceback or None");
  }
  Self(self)->traceback = v.IsNone() ? nullptr : v.As<Traceback>();
  iso->Barrier(Self(self));
  return true;
}

Value GetContext(Isolate*, Value self) { return OrNone(Self(self)->context); }
bool SetContext(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "__context__ may not be deleted");
  if (!v.IsNone() && !IsException(v)) {
    return RaiseTypeError(iso, "exception context must be None or derive from BaseException");
  }
  Self(self)->context = v.IsNone() ? Value::Empty() : v;
  iso->Barrier(Self(self));
  return true;
}

Value GetCause(Isolate*, Value self) { return OrNone(Self(self)->cause); }
bool SetCause(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "__cause__ may not be deleted");
  if (!v.IsNone() && !IsException(v)) {
    return RaiseTypeError(iso, "exception cause must be None or derive from BaseException");
  }
  Self(self)->cause = v.IsNone() ? Value::Empty() : v;
  Self(self)->suppress_context = true;
  iso->Barrier(Self(self));
  return true;
}

Value GetSuppress(Isolate*, Value self) { return Value::Bool(Self(self)->suppress_context); }
bool SetSuppress(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "can't delete numeric/char attribute");
  if (!v.IsBool()) return RaiseTypeError(iso, "attribute value type must be bool");
  Self(self)->suppress_context = v.IsTrue();
  return true;
}

constexpr NativeMethod kMethods[] = {
    {"__new__", BaseExceptionNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", BaseExceptionInit, "($self, /, *args, **kwargs)"},
    {"__repr__", Repr, "($self, /)"},
    {"__str__", ToString, "($self, /)"},
    {"__reduce__", Reduce, "($self, /)"},
    {"__setstate__", SetState, "($self, state, /)"},
    {"with_traceback", WithTraceback, "($self, tb, /)", kNativeDefault,
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note", AddNote, "($self, note, /)", kNativeDefault,
     "Exception.add_note(note) --\n    add a note to the exception"},
};

constexpr NativeProperty kProperties[] = {
    {"args", GetArgs, SetArgs},
    {"__traceback__", GetTraceback, SetTraceback},
    {"__context__", GetContext, SetContext, "exception context"},
    {"__cause__", GetCause, SetCause, "exception cause"},
    {"__suppress_context__", GetSuppress, SetSuppress, nullptr, kMember},
};

}  // namespace

Value BaseExceptionNew(Isolate* iso, Value* args, size_t) {
  return Value::Object(AllocateException(iso, args[0].As<Type>(), args[1].As<Tuple>()));
}

Value BaseExceptionInit(Isolate* iso, Value* args, size_t) {
  Exception* self = Self(args[0]);
  if (args[2].As<Dict>()->size != 0) {
    return RaiseF(iso, ExceptionId::kTypeError, "%.200s() takes no keyword arguments",
                  TypeName(iso, args[0]));
  }
  self->args = args[1].As<Tuple>();
  iso->Barrier(self);
  return Value::None();
}

const TypeSpec kExceptionTypeSpec = {
    .name = "BaseException",
    .kind = ObjectKind::kException,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Common base class for all exceptions",
};

void TraceException(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Exception*>(object);
  marker.Visit(self->args);
  marker.Visit(self->context);
  marker.Visit(self->cause);
  marker.Visit(self->traceback);
  marker.Visit(self->attributes);
  for (int i = 0; i < self->extra_count; ++i) marker.Visit(self->extra[i]);
}

void SetExceptionField(Isolate* iso, Exception* e, int field, Value v) {
  e->extra[field] = v;
  iso->Barrier(e, v);
}

Exception* AllocateException(Isolate* iso, Type* type, Tuple* args) {
  const ExceptionLayout layout = ExceptionLayoutOf(iso, type);
  const int extra = ExtraCount(layout);
  auto* self = NewInstance<Exception>(iso, type, sizeof(Value) * extra);
  if (self == nullptr) return nullptr;
  self->layout = layout;
  self->extra_count = static_cast<uint8_t>(extra);
  self->args = args;
  iso->Barrier(self);
  return self;
}

Exception* NewException(Isolate* iso, ExceptionId id, Tuple* args) {
  return AllocateException(iso, iso->exception_type(id), args);
}

Value StopIterationValue(Value exception) {
  if (!IsException(exception)) return Value::None();
  auto* self = exception.As<Exception>();
  if (self->layout != ExceptionLayout::kStopIteration) return Value::None();
  return OrNone(self->extra[StopIterationField::kValue]);
}

Value ExceptionFromRaised(Isolate* iso, Value raised) {
  if (IsException(raised)) return raised;
  if (!IsExceptionClass(iso, raised)) {
    return RaiseTypeError(iso, "exceptions must derive from BaseException");
  }
  KRAIT_TRY(Value, instance, Call(iso, raised, {}));
  if (IsException(instance)) return instance;
  KRAIT_TRY(Str*, type, krait::Repr(iso, Value::Object(TypeOf(iso, instance))));
  return RaiseNotAnException(iso, raised, type->view());
}

Failure RaiseNotAnException(Isolate* iso, Value called, std::string_view type) {
  KRAIT_TRY(Str*, repr, krait::Repr(iso, called));
  return RaiseTypeError(iso, "calling " + std::string(repr->view()) +
                                 " should have returned an instance of BaseException, not " +
                                 std::string(type));
}

bool ExceptionMatches(Isolate* iso, Value exception, Value classes, bool* result) {
  *result = false;
  if (HasKind(classes, ObjectKind::kTuple)) {
    // All members are checked before any is matched.
    const Tuple* tuple = classes.As<Tuple>();
    for (int64_t i = 0; i < tuple->size; ++i) {
      if (!IsExceptionClass(iso, tuple->items[i])) {
        return RaiseTypeError(
            iso, "catching classes that do not inherit from BaseException is not allowed");
      }
    }
    for (int64_t i = 0; i < tuple->size && !*result; ++i) {
      *result = IsInstanceOf(iso, exception, tuple->items[i].As<Type>());
    }
    return true;
  }
  if (!IsExceptionClass(iso, classes)) {
    return RaiseTypeError(
        iso, "catching classes that do not inherit from BaseException is not allowed");
  }
  *result = IsInstanceOf(iso, exception, classes.As<Type>());
  return true;
}

}  // namespace krait
