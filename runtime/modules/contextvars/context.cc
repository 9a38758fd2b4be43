// contextvars.Context.
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_views.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/contextvars/contextvars.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait::contextvars {

namespace {

constexpr NativeLayout kLayout = LayoutOf<Context, &Context::values, &Context::previous>("Context");

struct State : ModuleState {
  static constexpr char kKey = 0;
  Context* current = nullptr;
  void Trace(gc::Marker& marker) override { marker.Visit(current); }
};

Context* Self(Value v) { return v.As<Context>(); }

Value ContextNew(Isolate* iso, Value* args, size_t) {
  if (args[1].As<Tuple>()->size != 0 || args[2].As<Dict>()->size != 0) {
    return RaiseTypeError(iso, "Context() does not accept any arguments");
  }
  return Value::Object(Context::New(iso));
}

// context[key], with Empty for a variable that has no value.
bool Find(Isolate* iso, Value self, Value key, Value* result) {
  if (AsVariable(key) == nullptr) {
    KRAIT_TRY(Str*, shown, Repr(iso, key));
    return RaiseF(iso, ExceptionId::kTypeError, "a ContextVar key was expected, got %s",
                  shown->data);
  }
  return Self(self)->values->Lookup(iso, key, result);
}

Value GetItem(Isolate* iso, Value* args, size_t) {
  Value v;
  if (!Find(iso, args[0], args[1], &v)) return Value();
  if (!v) return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
  return v;
}

Value ContainsItem(Isolate* iso, Value* args, size_t) {
  Value v;
  if (!Find(iso, args[0], args[1], &v)) return Value();
  return Value::Bool(!v.IsEmpty());
}

Value Get(Isolate* iso, Value* args, size_t) {
  Value v;
  if (!Find(iso, args[0], args[1], &v)) return Value();
  if (v) return v;
  return args[2] ? args[2] : Value::None();
}

Value Size(Isolate*, Value* args, size_t) { return Value::Int(Self(args[0])->values->size); }

template <ObjectKind kind>
Value Items(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, view, NewDictView(iso, kind, Self(args[0])->Share()));
  return Iter(iso, view);
}

template <CompareOp op>
Value CompareContexts(Isolate* iso, Value* args, size_t) {
  const Context* other = AsContext(args[1]);
  if (other == nullptr) return Value::NotImplemented();
  return Compare(iso, op, Value::Object(Self(args[0])->values), Value::Object(other->values));
}

Value CopyMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(Self(args[0])->Copy(iso));
}

// run(callable, *args, **kwargs)
Value Run(Isolate* iso, Value* args, size_t) {
  Context* self = Self(args[0]);
  const Tuple* given = args[1].As<Tuple>();
  if (given->size == 0) {
    return RaiseTypeError(iso, "run() missing 1 required positional argument");
  }
  if (self->entered) {
    KRAIT_TRY(Str*, shown, Repr(iso, args[0]));
    return RaiseF(iso, ExceptionId::kRuntimeError, "cannot enter context: %s is already entered",
                  shown->data);
  }
  KRAIT_TRY(Context*, previous, CurrentContext(iso));
  self->entered = true;
  self->previous = previous;
  iso->Barrier(self);
  SetCurrentContext(iso, self);
  const Value result =
      CallWithDict(iso, given->items[0], given->view().subspan(1), args[2].As<Dict>());
  SetCurrentContext(iso, previous);
  self->previous = nullptr;
  self->entered = false;
  return result;
}

constexpr NativeMethod kMethods[] = {
    {"__new__", ContextNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__getitem__", GetItem, "($self, key, /)"},
    {"__contains__", ContainsItem, "($self, key, /)"},
    {"__len__", Size, "($self, /)"},
    {"__iter__", Items<ObjectKind::kDictKeys>, "($self, /)"},
    {"__eq__", CompareContexts<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", CompareContexts<CompareOp::kNe>, "($self, value, /)"},
    {"get", Get, "($self, key, default=None, /)", 0,
     "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does "
     "not exist, return `default`."},
    {"keys", Items<ObjectKind::kDictKeys>, "($self, /)", 0,
     "Return a list of all variables in the context object."},
    {"values", Items<ObjectKind::kDictValues>, "($self, /)", 0,
     "Return a list of all variables' values in the context object."},
    {"items", Items<ObjectKind::kDictItems>, "($self, /)", 0,
     "Return all variables and their values in the context object."},
    {"copy", CopyMethod, "($self, /)", 0, "Return a shallow copy of the context object."},
    {"run", Run, "($self, /, *args, **kwargs)"},
};

}  // namespace

const TypeSpec kContextSpec = {
    .name = "_contextvars.Context",
    .module = "_contextvars",
    .methods = kMethods,
    .flags = kImmutable | kUnhashable,
    .layout = &kLayout,
};

Context* AsContext(Value v) {
  if (!HasKind(v, ObjectKind::kNativeInstance)) return nullptr;
  auto* context = v.As<Context>();
  return context->layout == &kLayout ? context : nullptr;
}

Context* Context::New(Isolate* iso) {
  KRAIT_TRY(Dict*, values, Dict::New(iso));
  KRAIT_TRY(Context*, context, NewInstance<Context>(iso, iso->native_type(&kContextSpec)));
  context->values = values;
  return context;
}

Context* Context::Copy(Isolate* iso) {
  KRAIT_TRY(Context*, copy, NewInstance<Context>(iso, iso->native_type(&kContextSpec)));
  copy->values = Share();
  copy->shared = true;
  return copy;
}

namespace {

bool MakeOwn(Isolate* iso, Context* context) {
  if (!context->shared) return true;
  KRAIT_TRY(Dict*, own, context->values->Copy(iso));
  context->values = own;
  context->shared = false;
  iso->Barrier(context);
  return true;
}

}  // namespace

bool Context::Set(Isolate* iso, Value variable, Value value) {
  return MakeOwn(iso, this) && values->SetItem(iso, variable, value);
}

bool Context::Delete(Isolate* iso, Value variable) {
  bool found;
  return MakeOwn(iso, this) && values->DeleteItem(iso, variable, &found);
}

Context* CurrentContext(Isolate* iso) {
  if (Context* current = StateOf<State>(iso).current) return current;
  KRAIT_TRY(Context*, first, Context::New(iso));
  SetCurrentContext(iso, first);
  return first;
}

void SetCurrentContext(Isolate* iso, Context* context) { StateOf<State>(iso).current = context; }

}  // namespace krait::contextvars
