// functools.cmp_to_key: keys that compare by calling a function.
#include "runtime/isolate.h"
#include "runtime/modules/functools/functools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait::functools {

namespace {

// Both the maker of keys (`object` Empty) and a key.
struct ComparisonKey : NativeInstance {
  Value compare;
  Value object;
};

constexpr NativeLayout kLayout =
    LayoutOf<ComparisonKey, &ComparisonKey::compare, &ComparisonKey::object>("KeyWrapper");

Value MakeKey(Isolate* iso, Value compare, Value object) {
  KRAIT_TRY(ComparisonKey*, key,
            NewInstance<ComparisonKey>(iso, iso->native_type(&kComparisonKeySpec)));
  key->compare = compare;
  key->object = object;
  return Value::Object(key);
}

Value KeyCall(Isolate* iso, Value* args, size_t) {
  return MakeKey(iso, args[0].As<ComparisonKey>()->compare, args[1]);
}

template <CompareOp op>
Value KeyCompare(Isolate* iso, Value* args, size_t) {
  const auto* a = args[0].As<ComparisonKey>();
  if (!HasKind(args[1], ObjectKind::kNativeInstance) ||
      args[1].As<NativeInstance>()->layout != &kLayout) {
    return RaiseTypeError(iso, "other argument must be K instance");
  }
  const auto* b = args[1].As<ComparisonKey>();
  if (a->object.IsEmpty() || b->object.IsEmpty()) {
    return Raise(iso, ExceptionId::kAttributeError, "object");
  }
  KRAIT_TRY(Value, verdict, Call(iso, a->compare, {a->object, b->object}));
  return Compare(iso, op, verdict, Value::Int(0));
}

Value GetObject(Isolate*, Value self) {
  const Value object = self.As<ComparisonKey>()->object;
  return object ? object : Value::None();
}

bool SetObject(Isolate* iso, Value self, Value object) {
  self.As<ComparisonKey>()->object = object;
  iso->Barrier(self.AsHeap(), object);
  return true;
}

constexpr NativeMethod kMethods[] = {
    {"__call__", KeyCall, "($self, obj)"},
    {"__lt__", KeyCompare<CompareOp::kLt>, "($self, value, /)"},
    {"__le__", KeyCompare<CompareOp::kLe>, "($self, value, /)"},
    {"__eq__", KeyCompare<CompareOp::kEq>, "($self, value, /)"},
    {"__ne__", KeyCompare<CompareOp::kNe>, "($self, value, /)"},
    {"__gt__", KeyCompare<CompareOp::kGt>, "($self, value, /)"},
    {"__ge__", KeyCompare<CompareOp::kGe>, "($self, value, /)"},
};

constexpr NativeProperty kProperties[] = {
    {"obj", GetObject, SetObject, "Value wrapped by a key function."},
};

}  // namespace

const TypeSpec kComparisonKeySpec = {
    .name = "functools.KeyWrapper",
    .module = "functools",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable | kUnhashable,
    .layout = &kLayout,
};

Value CmpToKey(Isolate* iso, Value* args, size_t) { return MakeKey(iso, args[0], Value()); }

}  // namespace krait::functools
