// What iter() of an array gives.
#include <algorithm>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/array/array.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait::arrays {
namespace {

struct ArrayIterator : NativeInstance {
  Array* array;  // null when used up
  int64_t index;
};

constexpr NativeLayout kIteratorLayout =
    LayoutOf<ArrayIterator, &ArrayIterator::array>("array.arrayiterator");

Value IteratorSelf(Isolate*, Value* args, size_t) { return args[0]; }
Value IteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ArrayIterator>();
  if (self->array != nullptr && self->index < self->array->size) {
    return self->array->Get(iso, self->index++);
  }
  self->array = nullptr;
  return RaiseWith(iso, ExceptionId::kStopIteration, Value::Empty());
}
Value IteratorReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = args[0].As<ArrayIterator>();
  const Value iter = iso->builtins()->Get(iso, Str::Intern(iso, "iter"));
  if (self->array == nullptr) {
    KRAIT_TRY(Tuple*, empty, Tuple::New(iso, 0));
    KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(empty)}));
    return Value::Object(Tuple::Of(iso, {iter, Value::Object(arguments)}));
  }
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(self->array)}));
  return Value::Object(Tuple::Of(iso, {iter, Value::Object(arguments), Value::Int(self->index)}));
}
Value IteratorSetState(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<ArrayIterator>();
  int64_t index;
  if (!IndexToInt64(iso, args[1], &index)) return Failure{};
  if (self->array != nullptr) self->index = std::clamp<int64_t>(index, 0, self->array->size);
  return Value::None();
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", IteratorSelf, "($self, /)"},
    {"__next__", IteratorNext, "($self, /)"},
    {"__reduce__", IteratorReduce, "($self, /)"},
    {"__setstate__", IteratorSetState, "($self, state, /)"},
};

constexpr TypeSpec kIteratorSpec = {
    .name = "array.arrayiterator",
    .module = "array",
    .methods = kIteratorMethods,
    .flags = kNotCallable | kImmutable,
    .layout = &kIteratorLayout,
};

}  // namespace

Value MakeIterator(Isolate* iso, Array* array) {
  KRAIT_TRY(Type*, type, iso->native_type(&kIteratorSpec));
  KRAIT_TRY(ArrayIterator*, iterator, NewInstance<ArrayIterator>(iso, type));
  iterator->array = array;
  return Value::Object(iterator);
}

}  // namespace krait::arrays
