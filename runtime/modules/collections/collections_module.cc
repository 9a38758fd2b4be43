// The module itself, and the small things that namedtuple and Counter stand on.
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_table.h"
#include "runtime/collection/items.h"
#include "runtime/isolate.h"
#include "runtime/modules/collections/collections.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/native_fields.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::collections {

namespace {

// --- _tuplegetter: the descriptor of a named tuple's field ---

struct TupleGetter : NativeInstance {
  int64_t index;
  Value doc;
};

constexpr NativeLayout kGetterLayout = LayoutOf<TupleGetter, &TupleGetter::doc>("_tuplegetter");

TupleGetter* Getter(Value v) { return v.As<TupleGetter>(); }

Value GetterNew(Isolate* iso, Value* args, size_t) {
  int64_t index;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &index));
  KRAIT_TRY(TupleGetter*, self, NewInstance<TupleGetter>(iso, args[0].As<Type>()));
  self->index = index;
  self->doc = args[2];
  return Value::Object(self);
}

Value GetterGet(Isolate* iso, Value* args, size_t) {
  const Value object = args[1];
  if (object.IsNone()) return args[0];
  const TupleGetter* self = Getter(args[0]);
  const Tuple* tuple = CastTo<Tuple>(object, ObjectKind::kTuple);
  if (tuple == nullptr) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "descriptor for index '%lld' for tuple subclasses doesn't apply to '%.200s' "
                  "object",
                  static_cast<long long>(self->index), TypeName(iso, object));
  }
  if (self->index < 0 || self->index >= tuple->size) {
    return RaiseIndexError(iso, "tuple index out of range");
  }
  return tuple->items[self->index];
}

Value GetterSet(Isolate* iso, Value*, size_t) {
  return Raise(iso, ExceptionId::kAttributeError, "can't set attribute");
}

Value GetterDelete(Isolate* iso, Value*, size_t) {
  return Raise(iso, ExceptionId::kAttributeError, "can't delete attribute");
}

Value GetterRepr(Isolate* iso, Value* args, size_t) {
  StrBuilder out(iso);
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  out.AppendInt(Getter(args[0])->index);
  out.AppendAscii(", ");
  if (!out.AppendRepr(Getter(args[0])->doc)) return Value();
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value GetterReduce(Isolate* iso, Value* args, size_t) {
  const TupleGetter* self = Getter(args[0]);
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Int(self->index), self->doc}));
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])), Value::Object(arguments)}));
}

bool SetGetterDoc(Isolate* iso, Value self, Value doc) {
  Getter(self)->doc = doc ? doc : Value::None();
  iso->Barrier(self.AsHeap());
  return true;
}

constexpr NativeMethod kGetterMethods[] = {
    {"__new__", GetterNew, "($cls, index, doc, /)", kConstructor},
    {"__get__", GetterGet, "($self, instance, owner=None, /)", kNoCallback},
    {"__set__", GetterSet, "($self, instance, value, /)"},
    {"__delete__", GetterDelete, "($self, instance, /)"},
    {"__repr__", GetterRepr, "($self, /)"},
    {"__reduce__", GetterReduce, "($self, /)"},
};

constexpr NativeProperty kGetterProperties[] = {
    {"__doc__", [](Isolate*, Value self) { return Getter(self)->doc; }, SetGetterDoc},
};

// --- _count_elements: the loop of Counter ---

// Stores and look-ups of the class are those of dict.
bool CountsAsDict(Isolate* iso, Value mapping) {
  if (!HasKind(mapping, ObjectKind::kDict)) return false;
  Type* dict = iso->type(ObjectKind::kDict);
  return LookupSpecial(iso, mapping, Special::kSetitem) ==
             TypeSpecial(iso, dict, Special::kSetitem) &&
         LookupOnType(iso, TypeOf(iso, mapping), iso->names().get) ==
             LookupOnType(iso, dict, iso->names().get);
}

Value PlusOne(Isolate* iso, Value count) {
  if (count.IsInt() && count.AsInt() < Value::kMaxInt) return Value::Int(count.AsInt() + 1);
  return Binary(iso, BinaryOperator::kAdd, count, Value::Int(1));
}

// One search an item. Addition may run script code only for counts that are no ints: those are
// stored by key.
bool CountInDict(Isolate* iso, Dict* dict, Value item) {
  int64_t hash;
  if (!HashKey(iso, item, &hash)) return false;
  uint64_t slot = 0;
  const int32_t entry = FindKey(iso, dict, item, hash, &slot);
  if (entry == kSearchFailed) return false;
  if (entry < 0) return InsertEntry(iso, dict, item, hash, Value::Int(1), slot);
  const Value count = EntryValue(dict->table->entries[entry], dict->HasCells());
  const Value next = PlusOne(iso, count ? count : Value::Int(0));
  if (!next) return false;
  if (!count.IsInt()) return dict->SetItem(iso, item, next);
  StoreEntry(iso, dict, entry, next);
  return true;
}

bool CountInMapping(Isolate* iso, Value mapping, Value get, Value item) {
  const Value count = Call(iso, get, {item, Value::Int(0)});
  const Value next = count ? PlusOne(iso, count) : Value();
  return next && SetItem(iso, mapping, item, next);
}

Value CountElements(Isolate* iso, Value* args, size_t) {
  const Value mapping = args[0];
  const bool as_dict = CountsAsDict(iso, mapping);
  Value get;
  if (!as_dict && !(get = GetAttr(iso, mapping, iso->names().get))) return Value();
  const bool ok = ForEachItem(iso, args[1], [&](Value item) {
    const bool counted = as_dict ? CountInDict(iso, mapping.As<Dict>(), item)
                                 : CountInMapping(iso, mapping, get, item);
    return counted ? Visit::kContinue : Visit::kFail;
  });
  return ok ? Value::None() : Value();
}

constexpr NativeMethod kFunctions[] = {
    {"_count_elements", CountElements, "(mapping, iterable, /)", 0,
     "Count elements in the iterable, updating the mapping"},
};

bool Init(Isolate* iso, Module* module) {
  for (const TypeSpec* spec : {&kDequeSpec, &kDequeIteratorSpec, &kDequeReverseIteratorSpec,
                               &kDefaultDictSpec, &kOrderedDictSpec, &kTupleGetterSpec}) {
    if (AddModuleType(iso, module, spec) == nullptr) return false;
  }
  return true;
}

}  // namespace

const TypeSpec kTupleGetterSpec = {
    .name = "collections._tuplegetter",
    .module = "collections",
    .methods = kGetterMethods,
    .properties = kGetterProperties,
    .flags = kImmutable,
    .layout = &kGetterLayout,
};

}  // namespace krait::collections

namespace krait {

const ModuleSpec kCollectionsModule = {
    .name = "_collections",
    .doc = "High performance data structures.",
    .functions = collections::kFunctions,
    .init = collections::Init,
};

}  // namespace krait
