// collections.defaultdict.
#include "runtime/collection/dict.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/collections/collections.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::collections {

namespace {

// None for a dict that dict.__new__ made of our class: it has no room for a factory.
Value FactoryOf(Value self) {
  if (!self.AsHeap()->HasFlag(Dict::kHasDefault)) return Value::None();
  const Value factory = self.As<DefaultDict>()->factory;
  return factory ? factory : Value::None();
}

bool SetFactory(Isolate* iso, Value self, Value factory) {
  if (!self.AsHeap()->HasFlag(Dict::kHasDefault)) return true;
  self.As<DefaultDict>()->factory = factory ? factory : Value::None();
  iso->Barrier(self.AsHeap());
  return true;
}

Value DefaultDictNew(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(DefaultDict*, self, NewInstance<DefaultDict>(iso, args[0].As<Type>()));
  self->flags |= Dict::kHasDefault;
  return Value::Object(self);
}

Value DefaultDictInit(Isolate* iso, Value* args, size_t) {
  const Tuple* given = args[1].As<Tuple>();
  Value factory = Value::None();
  if (given->size > 0) {
    factory = given->items[0];
    if (!factory.IsNone() && !IsCallable(iso, factory)) {
      return RaiseTypeError(iso, "first argument must be callable or None");
    }
  }
  if (given->size > 2) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "dict expected at most 1 argument, got %lld",
                  static_cast<long long>(given->size - 1));
  }
  SetFactory(iso, args[0], factory);
  Dict* self = args[0].As<Dict>();
  if (given->size > 1) KRAIT_CHECK_OK(DictUpdate(iso, self, given->items[1]));
  if (args[2]) KRAIT_CHECK_OK(self->Merge(iso, args[2].As<Dict>()));
  return Value::None();
}

Value Missing(Isolate* iso, Value* args, size_t) {
  const Value factory = FactoryOf(args[0]);
  if (factory.IsNone()) return RaiseWith(iso, ExceptionId::kKeyError, args[1]);
  KRAIT_TRY(Value, value, Call(iso, factory, std::initializer_list<Value>{}));
  KRAIT_CHECK_OK(SetItem(iso, args[0], args[1], value));
  return value;
}

Value DefaultDictCopy(Isolate* iso, Value* args, size_t) {
  return Call(iso, Value::Object(TypeOf(iso, args[0])), {FactoryOf(args[0]), args[0]});
}

Value DefaultDictReduce(Isolate* iso, Value* args, size_t) {
  const Value factory = FactoryOf(args[0]);
  KRAIT_TRY(Tuple*, arguments,
            factory.IsNone() ? Tuple::New(iso, 0) : Tuple::Of(iso, {factory}));
  KRAIT_TRY(Value, items, CallMethod(iso, args[0], iso->names().items, {}));
  KRAIT_TRY(Value, iterator, Iter(iso, items));
  return Value::Object(Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])),
                                       Value::Object(arguments), Value::None(), Value::None(),
                                       iterator}));
}

Value DefaultDictRepr(Isolate* iso, Value* args, size_t) {
  const Value dict_repr = TypeSpecial(iso, iso->type(ObjectKind::kDict), Special::kRepr);
  KRAIT_TRY(Value, items, Call(iso, dict_repr, {args[0]}));
  const Value factory = FactoryOf(args[0]);
  StrBuilder out(iso);
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  if (!ReprEnter(iso, factory)) {
    if (iso->HasPending()) return Value();
    out.AppendAscii("...");
  } else {
    const bool ok = out.AppendRepr(factory);
    ReprLeave(iso, factory);
    if (!ok) return Value();
  }
  out.AppendAscii(", ");
  out.Append(items.As<Str>());
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value Union(Isolate* iso, Value self, Value left, Value right) {
  if (!HasKind(left, ObjectKind::kDict) || !HasKind(right, ObjectKind::kDict)) {
    return Value::NotImplemented();
  }
  KRAIT_TRY(Value, result,
            Call(iso, Value::Object(TypeOf(iso, self)), {FactoryOf(self), left}));
  return DictUpdate(iso, result.As<Dict>(), right) ? result : Value();
}

Value DefaultDictOr(Isolate* iso, Value* args, size_t) {
  return Union(iso, args[0], args[0], args[1]);
}
Value DefaultDictRor(Isolate* iso, Value* args, size_t) {
  return Union(iso, args[0], args[1], args[0]);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", DefaultDictNew, "($cls, /, *args, **kwargs)", kConstructor | kIgnoresArguments},
    {"__init__", DefaultDictInit, "($self, /, *args, **kwargs)"},
    {"__repr__", DefaultDictRepr, "($self, /)"},
    {"__missing__", Missing, "($self, key, /)", 0,
     "Called by __getitem__ for missing keys: stores and returns what the factory makes."},
    {"__copy__", DefaultDictCopy, "($self, /)", 0, "Return a shallow copy."},
    {"__reduce__", DefaultDictReduce, "($self, /)"},
    {"__or__", DefaultDictOr, "($self, value, /)"},
    {"__ror__", DefaultDictRor, "($self, value, /)"},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
    {"copy", DefaultDictCopy, "($self, /)", 0, "Return a shallow copy."},
};

constexpr NativeProperty kProperties[] = {
    {"default_factory", [](Isolate*, Value self) { return FactoryOf(self); }, SetFactory,
     "Factory for default value called by __missing__()."},
};

}  // namespace

const TypeSpec kDefaultDictSpec = {
    .name = "collections.defaultdict",
    .module = "collections",
    .kind = ObjectKind::kDict,
    .base = &kDictTypeSpec,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kMappingPattern | kImmutable | kUnhashable | kNoWeakReferences,
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n"
           "The factory is called without arguments to make a value for a missing key.",
};

}  // namespace krait::collections
