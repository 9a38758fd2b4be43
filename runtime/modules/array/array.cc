#include "runtime/modules/array/array.h"

#include <algorithm>
#include <cstring>

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/memoryview.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait::arrays {
namespace {

bool GetArrayBuffer(Isolate*, HeapObject* object, BufferView* view, bool) {
  auto* array = static_cast<Array*>(object);
  // An empty array has no buffer; any address does for no bytes.
  char* data = array->data() != nullptr ? array->data() : reinterpret_cast<char*>(array);
  view->SetItems(data, array->byte_size(), array->type->size, array->type->format);
  view->readonly = false;
  array->exports++;
  return true;
}

void ReleaseArrayBuffer(Isolate*, HeapObject* object, BufferView*) {
  auto* array = static_cast<Array*>(object);
  if (array->exports > 0) array->exports--;
}

// Views that died without being released still count; a collection tells.
bool CheckResizable(Isolate* iso, Array* array) {
  if (array->exports == 0) return true;
  array->exports = CountLiveViews(iso, array);
  if (array->exports == 0) return true;
  return Raise(iso, ExceptionId::kBufferError, "cannot resize an array that is exporting buffers");
}

bool AppendString(Isolate* iso, Array* array, const Str* s) {
  const int64_t old_size = array->size;
  if (!array->Resize(iso, old_size + s->length)) return false;
  const char* p = s->data;
  for (int64_t i = 0; i < s->length; i++) {
    const uint32_t c = utf8::Next(p);
    std::memcpy(array->At(old_size + i), &c, sizeof(c));
  }
  return true;
}

}  // namespace

const NativeLayout kArrayLayout = {
    .name = "array.array",
    .size = sizeof(Array),
    .trace = TraceFields<Array, &Array::buffer>,
    .get_buffer = GetArrayBuffer,
    .release_buffer = ReleaseArrayBuffer,
};

Array* Array::New(Isolate* iso, Type* cls, const ItemType* type) {
  KRAIT_TRY(Array*, array, NewInstance<Array>(iso, cls));
  array->type = type;
  return array;
}

Array* Array::NewExact(Isolate* iso, const ItemType* type) {
  KRAIT_TRY(Type*, cls, iso->native_type(&kArraySpec));
  return New(iso, cls, type);
}

bool Array::Resize(Isolate* iso, int64_t new_size) {
  if (new_size == size) return true;
  if (!CheckResizable(iso, this)) return false;
  int64_t bytes;
  if (__builtin_mul_overflow(new_size, static_cast<int64_t>(type->size), &bytes)) {
    return RaiseMemoryError(iso);
  }
  const int64_t capacity = buffer == nullptr ? 0 : buffer->capacity;
  if (new_size == 0) {
    buffer = nullptr;
  } else if (bytes > capacity || bytes < capacity / 4) {
    const int64_t room = new_size > size && size > 0 ? bytes + bytes / 8 + 64 : bytes;
    KRAIT_TRY(RawBytes*, moved, RawBytes::New(iso, room));
    if (size > 0) std::memcpy(moved->data, data(), std::min(byte_size(), bytes));
    buffer = moved;
    iso->Barrier(this);
  }
  size = new_size;
  return true;
}

bool Array::Splice(Isolate* iso, int64_t start, int64_t stop, const char* items, int64_t count) {
  const int64_t change = count - (stop - start);
  const int64_t tail = size - stop;
  if (change > 0) {
    if (!Resize(iso, size + change)) return false;
    std::memmove(At(stop + change), At(stop), tail * type->size);
  } else if (change < 0) {
    if (!CheckResizable(iso, this)) return false;
    std::memmove(At(stop + change), At(stop), tail * type->size);
    if (!Resize(iso, size + change)) return false;
  }
  if (count > 0) std::memcpy(At(start), items, count * type->size);
  return true;
}

bool Array::Insert(Isolate* iso, int64_t at, Value v) {
  char item[8];
  if (!type->set(iso, item, v)) return false;
  at = std::min(at, size);  // converting may have run code that shrank the array
  return Splice(iso, at, at, item, 1);
}

bool Array::AppendBytes(Isolate* iso, std::string_view bytes) {
  return Splice(iso, size, size, bytes.data(), static_cast<int64_t>(bytes.size()) / type->size);
}

bool Array::AppendFrom(Isolate* iso, Value iterable) {
  if (const Array* other = AsArray(iterable); other != nullptr && other->type == type) {
    const int64_t count = other->size, old_size = size;
    if (!Resize(iso, old_size + count)) return false;
    if (count > 0) std::memcpy(At(old_size), other->data(), count * type->size);
    return true;
  }
  KRAIT_TRY(Value, iterator, Iter(iso, iterable));
  while (const Value item = Next(iso, iterator)) {
    if (!Append(iso, item)) return false;
  }
  return !iso->HasPending();
}

bool AppendBuffer(Isolate* iso, Array* array, Value source) {
  BufferView view;
  if (!GetBuffer(iso, source, &view, false)) return false;
  bool done;
  if (view.item_size != 1) {
    done = RaiseTypeError(iso, "a bytes-like object is required");
  } else if (view.size % array->type->size != 0) {
    done = RaiseValueError(iso, "bytes length not a multiple of item size");
  } else {
    done = array->AppendBytes(iso, view.view());
  }
  ReleaseBuffer(iso, &view);
  return done;
}

bool FillArray(Isolate* iso, Array* array, Value initializer) {
  const bool characters = array->type->code == 'u';
  const Str* text = CastTo<Str>(initializer, ObjectKind::kStr);
  if (!characters) {
    if (text != nullptr) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "cannot use a str to initialize an array with typecode '%c'",
                    array->type->code);
    }
    const Array* other = AsArray(initializer);
    if (other != nullptr && other->type->code == 'u') {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "cannot use a unicode array to initialize an array with typecode '%c'",
                    array->type->code);
    }
  }
  if (characters && text != nullptr) return AppendString(iso, array, text);
  if (IsBytes(initializer) || IsByteArray(initializer)) {
    return AppendBuffer(iso, array, initializer);
  }
  return array->AppendFrom(iso, initializer);
}

}  // namespace krait::arrays
