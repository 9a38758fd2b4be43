// array.array: a growable sequence of equal machine values.
//
// The items stand in a RawBytes of the heap that is replaced when it gets too small. While a
// memoryview exists the size cannot change; native users of the bytes hold the old RawBytes by the
// pointer on their stack.
#ifndef KRAIT_RUNTIME_MODULES_ARRAY_ARRAY_H_
#define KRAIT_RUNTIME_MODULES_ARRAY_ARRAY_H_

#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/modules/array/array_items.h"
#include "runtime/native.h"
#include "runtime/object/value_array.h"

namespace krait {
struct Type;
}

namespace krait::arrays {

struct Array : NativeInstance {
  RawBytes* buffer;  // null while empty
  const ItemType* type;
  int64_t size;  // items
  int64_t exports;

  char* data() const { return buffer == nullptr ? nullptr : buffer->data; }
  char* At(int64_t i) const { return buffer->data + i * type->size; }
  int64_t byte_size() const { return size * type->size; }
  std::string_view bytes() const { return {data(), static_cast<size_t>(byte_size())}; }
  Value Get(Isolate* iso, int64_t i) const { return type->get(iso, At(i)); }

  // An empty array of the class.
  static Array* New(Isolate* iso, Type* cls, const ItemType* type);
  static Array* NewExact(Isolate* iso, const ItemType* type);
  // New items are undefined. False with BufferError or MemoryError.
  bool Resize(Isolate* iso, int64_t new_size);
  // Replaces items [start, stop) by `count` items at `items`, which must not be this array's.
  bool Splice(Isolate* iso, int64_t start, int64_t stop, const char* items, int64_t count);
  bool Insert(Isolate* iso, int64_t at, Value v);
  bool Append(Isolate* iso, Value v) { return Insert(iso, size, v); }
  bool AppendBytes(Isolate* iso, std::string_view bytes);  // a whole number of items
  bool AppendFrom(Isolate* iso, Value iterable);
};

extern const NativeLayout kArrayLayout;
extern const TypeSpec kArraySpec;

// Null when it is no array.
inline Array* AsArray(Value v) {
  if (!v.IsHeap() || v.AsHeap()->kind != static_cast<uint8_t>(ObjectKind::kNativeInstance)) {
    return nullptr;
  }
  auto* instance = v.As<NativeInstance>();
  return instance->layout == &kArrayLayout ? static_cast<Array*>(instance) : nullptr;
}

// array.array(code, initializer) by parts.
bool FillArray(Isolate* iso, Array* array, Value initializer);
// bytes.frombytes with its checks.
bool AppendBuffer(Isolate* iso, Array* array, Value source);

Value MakeIterator(Isolate* iso, Array* array);
// Pickling: array_pickle.cc.
Value ReduceEx(Isolate* iso, Value* args, size_t count);
Value Reconstruct(Isolate* iso, Value* args, size_t count);

}  // namespace krait::arrays

#endif  // KRAIT_RUNTIME_MODULES_ARRAY_ARRAY_H_
