#include "runtime/text/byte_iterator.h"

#include <algorithm>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/text/byte_methods.h"

namespace krait {

ByteIterator* ByteIterator::New(Isolate* iso, ObjectKind kind, Value sequence) {
  auto* it = iso->heap().New<ByteIterator>(static_cast<ShapeId>(kind), static_cast<uint8_t>(kind));
  it->sequence = sequence;
  return it;
}

namespace {

Value NextMethod(Isolate*, Value* args, size_t) {
  auto* it = args[0].As<ByteIterator>();
  if (it->sequence.IsEmpty()) return Value();
  const std::string_view s = ByteContents(it->sequence);
  if (static_cast<size_t>(it->index) >= s.size()) {
    it->sequence = Value();
    return Value();
  }
  return Value::Int(static_cast<unsigned char>(s[static_cast<size_t>(it->index++)]));
}

Value SelfMethod(Isolate*, Value* args, size_t) { return args[0]; }

Value LengthHintMethod(Isolate*, Value* args, size_t) {
  const auto* it = args[0].As<ByteIterator>();
  if (it->sequence.IsEmpty()) return Value::Int(0);
  const auto size = static_cast<int64_t>(ByteContents(it->sequence).size());
  return Value::Int(std::max<int64_t>(0, size - it->index));
}

Value ReduceMethod(Isolate* iso, Value* args, size_t) {
  const auto* it = args[0].As<ByteIterator>();
  const Value iter = iso->builtins()->Get(iso, Str::Intern(iso, "iter"));
  if (it->sequence.IsEmpty()) {
    KRAIT_TRY(Tuple*, empty, Tuple::New(iso, 0));
    KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(empty)}));
    return Value::Object(Tuple::Of(iso, {iter, Value::Object(arguments)}));
  }
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {it->sequence}));
  return Value::Object(Tuple::Of(iso, {iter, Value::Object(arguments), Value::Int(it->index)}));
}

Value SetStateMethod(Isolate* iso, Value* args, size_t) {
  auto* it = args[0].As<ByteIterator>();
  int64_t index;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &index));
  if (it->sequence) {
    const auto size = static_cast<int64_t>(ByteContents(it->sequence).size());
    it->index = std::clamp<int64_t>(index, 0, size);
  }
  return Value::None();
}

constexpr NativeMethod kMethods[] = {
    {"__iter__", SelfMethod, "($self, /)", kNoCallback},
    {"__next__", NextMethod, "($self, /)", kNoCallback | kExhaustible},
    {"__length_hint__", LengthHintMethod, "($self, /)", kNoCallback},
    {"__reduce__", ReduceMethod, "($self, /)"},
    {"__setstate__", SetStateMethod, "($self, state, /)"},
};

}  // namespace

const TypeSpec kBytesIteratorTypeSpec = {
    .name = "bytes_iterator",
    .kind = ObjectKind::kBytesIterator,
    .methods = kMethods,
    .flags = kNotCallable | kImmutable,
};

const TypeSpec kByteArrayIteratorTypeSpec = {
    .name = "bytearray_iterator",
    .kind = ObjectKind::kByteArrayIterator,
    .methods = kMethods,
    .flags = kNotCallable | kImmutable,
};

void TraceBytesIterator(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<ByteIterator*>(object)->sequence);
}
void TraceByteArrayIterator(HeapObject* object, gc::Marker& marker) {
  TraceBytesIterator(object, marker);
}

}  // namespace krait
