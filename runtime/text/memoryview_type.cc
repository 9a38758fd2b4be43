// The types memoryview and memory_iterator: tables, attributes, subscripts.
#include <cstring>

#include "runtime/collection/list.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/slicing.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytearray.h"
#include "runtime/text/bytes.h"
#include "runtime/text/hash.h"
#include "runtime/text/memoryview.h"
#include "runtime/text/memoryview_cast.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// The view behind `self`; null with ValueError pending once it is released.
MemoryView* Check(Isolate* iso, Value self) {
  auto* m = self.As<MemoryView>();
  if (!m->released()) return m;
  return RaiseValueError(iso, "operation forbidden on released memoryview object");
}

Value NotImplementedYet(Isolate* iso, const char* message) {
  return Raise(iso, ExceptionId::kNotImplementedError, message);
}

// --- subscripts ---

bool IsIndex(Isolate* iso, Value v) {
  return v.IsInt() || (!v.IsDouble() && !LookupSpecial(iso, v, Special::kIndex).IsEmpty());
}

// Moves *p along one dimension.
bool MoveTo(Isolate* iso, const BufferView& view, int dimension, int64_t index, char** p) {
  const int64_t length = view.shape[dimension];
  if (index < 0) index += length;
  if (index < 0 || index >= length) {
    return RaiseF(iso, ExceptionId::kIndexError, "index out of bounds on dimension %d",
                  dimension + 1);
  }
  *p += index * view.strides[dimension];
  return true;
}

// The address of the item that an int or a tuple of ints names. Null with an exception pending, or
// (*is_slice) when the key is a slice.
char* ItemAddress(Isolate* iso, const MemoryView* m, Value key, bool* is_slice) {
  const BufferView& view = m->view;
  char* p = view.data;
  *is_slice = HasKind(key, ObjectKind::kSlice);
  if (*is_slice) return nullptr;
  const bool is_tuple = HasKind(key, ObjectKind::kTuple);
  if (view.dimensions == 0) {
    if ((is_tuple && key.As<Tuple>()->size == 0) || key.IsEllipsis()) return p;
    return RaiseTypeError(iso, "invalid indexing of 0-dim memory");
  }
  if (IsIndex(iso, key)) {
    int64_t i;
    KRAIT_CHECK_OK(GivenIndex(iso, key, &i));
    if (view.dimensions > 1) {
      NotImplementedYet(iso, "multi-dimensional sub-views are not implemented");
      return nullptr;
    }
    return MoveTo(iso, view, 0, i, &p) ? p : nullptr;
  }
  if (!is_tuple) return RaiseTypeError(iso, "memoryview: invalid slice key");
  const auto keys = key.As<Tuple>()->view();
  bool all_slices = !keys.empty(), all_indices = true;
  for (Value k : keys) {
    if (!IsIndex(iso, k)) all_indices = false;
    if (!HasKind(k, ObjectKind::kSlice)) all_slices = false;
  }
  if (!all_indices) {
    if (all_slices) {
      NotImplementedYet(iso, "multi-dimensional slicing is not implemented");
      return nullptr;
    }
    return RaiseTypeError(iso, "memoryview: invalid slice key");
  }
  if (static_cast<int>(keys.size()) != view.dimensions) {
    if (static_cast<int>(keys.size()) < view.dimensions) {
      NotImplementedYet(iso, "sub-views are not implemented");
      return nullptr;
    }
    return RaiseF(iso, ExceptionId::kTypeError,
                  "cannot index %d-dimension view with %zd-element tuple", view.dimensions,
                  keys.size());
  }
  for (int d = 0; d < view.dimensions; ++d) {
    int64_t i;
    KRAIT_CHECK_OK(GivenIndex(iso, keys[static_cast<size_t>(d)], &i));
    KRAIT_CHECK_OK(MoveTo(iso, view, d, i, &p));
  }
  return p;
}

// The view of a slice along the first dimension.
bool SliceView(Isolate* iso, const MemoryView* m, const Slice* slice, BufferView* result) {
  if (m->view.dimensions == 0) return RaiseTypeError(iso, "invalid indexing of 0-dim memory");
  SliceBounds bounds;
  KRAIT_CHECK_OK(UnpackSlice(iso, slice, &bounds));
  if (m->released()) {
    return RaiseValueError(iso, "operation forbidden on released memoryview object");
  }
  bounds.Adjust(m->view.shape[0]);
  *result = m->view;
  result->data += bounds.start * m->view.strides[0];
  result->shape[0] = bounds.count;
  result->strides[0] *= bounds.step;
  result->size = result->item_size;
  for (int i = 0; i < result->dimensions; ++i) result->size *= result->shape[i];
  return true;
}

Value GetItem(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  bool is_slice;
  char* p = ItemAddress(iso, m, args[1], &is_slice);
  if (p != nullptr) return UnpackItem(iso, p, m->view.format);
  if (!is_slice) return Value();
  BufferView part;
  KRAIT_CHECK_OK(SliceView(iso, m, args[1].As<Slice>(), &part));
  return Value::Object(MemoryView::Derive(iso, m, part));
}

bool AssignSlice(Isolate* iso, const MemoryView* m, const Slice* slice, Value v) {
  BufferView source, part;
  if (!HasBuffer(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "a bytes-like object is required, not '%.100s'",
                  TypeName(iso, v));
  }
  if (m->view.dimensions > 1) {
    NotImplementedYet(iso, "memoryview slice assignments are currently restricted to ndim = 1");
    return false;
  }
  KRAIT_CHECK_OK(SliceView(iso, m, slice, &part));
  KRAIT_CHECK_OK(GetStridedBuffer(iso, v, &source, false));
  const auto bare = [](const char* format) { return *format == '@' ? format + 1 : format; };
  if (source.dimensions != 1 || source.shape[0] != part.shape[0] ||
      std::strcmp(bare(source.format), bare(part.format)) != 0) {
    ReleaseBuffer(iso, &source);
    return RaiseValueError(iso,
                           "memoryview assignment: lvalue and rvalue have different structures");
  }
  // Source and target may overlap.
  ByteBuilder copy(iso);
  char* from = copy.Extend(static_cast<size_t>(source.size));
  if (from != nullptr) {
    CopyItems(source, from);
    const auto item = static_cast<size_t>(part.item_size);
    for (int64_t i = 0; i < part.shape[0]; ++i) {
      std::memcpy(part.data + i * part.strides[0], from + static_cast<size_t>(i) * item, item);
    }
  }
  ReleaseBuffer(iso, &source);
  return from != nullptr;
}

Value SetItem(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  if (m->view.readonly) return RaiseTypeError(iso, "cannot modify read-only memory");
  bool is_slice;
  char* p = ItemAddress(iso, m, args[1], &is_slice);
  if (is_slice) {
    KRAIT_CHECK_OK(AssignSlice(iso, m, args[1].As<Slice>(), args[2]));
    return Value::None();
  }
  if (p == nullptr) return Value();
  // The value's conversion may run code that releases the view: into a copy first.
  char item[16];
  std::memcpy(item, p, static_cast<size_t>(ItemSize(m->view.format)));
  KRAIT_CHECK_OK(PackItem(iso, item, m->view.format, args[2]));
  KRAIT_CHECK_OK(Check(iso, args[0]) != nullptr);
  std::memcpy(p, item, static_cast<size_t>(ItemSize(m->view.format)));
  return Value::None();
}

Value DelItem(Isolate* iso, Value*, size_t) { return RaiseTypeError(iso, "cannot delete memory"); }

// --- conversions ---

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(MemoryView::New(iso, args[1]));
}

Value Len(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  return Value::Int(m->view.dimensions == 0 ? 1 : m->view.shape[0]);
}

Value ListOf(Isolate* iso, const BufferView& view, const char* p, int dimension) {
  if (view.dimensions == 0) return UnpackItem(iso, p, view.format);
  KRAIT_TRY(List*, list, List::New(iso, view.shape[dimension]));
  for (int64_t i = 0; i < view.shape[dimension]; ++i, p += view.strides[dimension]) {
    KRAIT_TRY(Value, item,
              dimension + 1 == view.dimensions ? UnpackItem(iso, p, view.format)
                                               : ListOf(iso, view, p, dimension + 1));
    KRAIT_CHECK_OK(list->Append(iso, item));
  }
  return Value::Object(list);
}

Value ToList(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  return ListOf(iso, m->view, m->view.data, 0);
}

Value ToBytes(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  std::string_view order = "C";
  if (args[1] && !args[1].IsNone()) {
    if (!IsStr(args[1])) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "tobytes() argument 'order' must be str or None, not %.50s",
                    TypeName(iso, args[1]));
    }
    order = args[1].As<Str>()->view();
    if (order != "C" && order != "F" && order != "A") {
      return RaiseValueError(iso, "order must be 'C', 'F' or 'A'");
    }
  }
  BufferView view = m->view;
  // In Fortran order the first index runs fastest: the dimensions are read backwards.
  const bool fortran =
      order == "F" || (order == "A" && !view.IsContiguous() && IsFortranContiguous(view));
  if (fortran) {
    for (int i = 0, j = view.dimensions - 1; i < j; ++i, --j) {
      std::swap(view.shape[i], view.shape[j]);
      std::swap(view.strides[i], view.strides[j]);
    }
  }
  ByteBuilder out(iso);
  if (char* to = out.Extend(static_cast<size_t>(view.size))) CopyItems(view, to);
  return Value::Object(out.FinishBytes());
}

Value Hex(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  ByteBuilder out(iso);
  if (char* to = out.Extend(static_cast<size_t>(m->view.size))) CopyItems(m->view, to);
  return out.failed() ? Value() : HexOfBytes(iso, out.view(), args[1], args[2]);
}

Value Repr(Isolate* iso, Value* args, size_t) {
  auto* m = args[0].As<MemoryView>();
  char text[64];
  const int size =
      std::snprintf(text, sizeof(text), "<%smemory at 0x%012llx>", m->released() ? "released " : "",
                    static_cast<unsigned long long>(args[0].bits()));
  return Value::Object(Str::NewAscii(iso, {text, static_cast<size_t>(size)}));
}

Value Hash(Isolate* iso, Value* args, size_t) {
  auto* m = args[0].As<MemoryView>();
  if (m->hash == 0) {
    if (Check(iso, args[0]) == nullptr) return Value();
    if (!m->view.readonly) {
      return RaiseValueError(iso, "cannot hash writable memoryview object");
    }
    const char format = ItemFormat(m->view.format);
    if (format != 'B' && format != 'b' && format != 'c') {
      return RaiseValueError(iso, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    }
    ByteBuilder out(iso);
    if (char* to = out.Extend(static_cast<size_t>(m->view.size))) CopyItems(m->view, to);
    if (out.failed()) return Value();
    m->hash = HashBytes(out.data(), out.size());
  }
  return Value::Int(m->hash);
}

template <bool negate>
Value Equals(Isolate* iso, Value* args, size_t) {
  auto* m = args[0].As<MemoryView>();
  bool equal = args[0] == args[1];
  const bool other_released = IsMemoryView(args[1]) && args[1].As<MemoryView>()->released();
  if (!m->released() && !other_released) {
    if (!HasBuffer(args[1])) return Value::NotImplemented();
    BufferView other;
    if (!GetStridedBuffer(iso, args[1], &other, false)) {
      TakePending(iso);
      return Value::NotImplemented();
    }
    const bool ok = BuffersEqual(iso, m->view, other, &equal);
    ReleaseBuffer(iso, &other);
    if (!ok) return Value();
  }
  return Value::Bool(equal != negate);
}

Value Release(Isolate* iso, Value* args, size_t) {
  auto* m = args[0].As<MemoryView>();
  if (m->exports > 0) {
    return RaiseF(iso, ExceptionId::kBufferError, "memoryview has %zd exported buffer%s",
                  m->exports, m->exports == 1 ? "" : "s");
  }
  if (m->released()) return Value::None();
  if (IsByteArray(m->view.owner)) {
    --m->view.owner.As<ByteArray>()->view_exports;
    m->view.owner = Value();
  } else {
    ReleaseBuffer(iso, &m->view);
  }
  return Value::None();
}

Value Enter(Isolate* iso, Value* args, size_t) {
  return Check(iso, args[0]) == nullptr ? Value() : args[0];
}

Value Exit(Isolate* iso, Value* args, size_t) { return Release(iso, args, 1); }

Value ToReadOnly(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  BufferView view = m->view;
  view.readonly = true;
  return Value::Object(MemoryView::Derive(iso, m, view));
}

Value Cast(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  return Value::Object(CastMemoryView(iso, m, args[1], args[2].IsNone() ? Value() : args[2]));
}

// --- attributes ---

Value GetObject(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return m->view.owner;
}
Value GetNbytes(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Int(m->view.size);
}
Value GetReadonly(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Bool(m->view.readonly);
}
Value GetItemsize(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Int(m->view.item_size);
}
Value GetFormat(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Object(Str::New(iso, m->view.format));
}
Value GetNdim(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Int(m->view.dimensions);
}

Value IntTuple(Isolate* iso, const int64_t* items, int count) {
  KRAIT_TRY(Tuple*, tuple, Tuple::New(iso, count));
  for (int i = 0; i < count; ++i) tuple->items[i] = Value::Int(items[i]);
  return Value::Object(tuple);
}
Value GetShape(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return IntTuple(iso, m->view.shape, m->view.dimensions);
}
Value GetStrides(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return IntTuple(iso, m->view.strides, m->view.dimensions);
}
Value GetSuboffsets(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return IntTuple(iso, nullptr, 0);
}
Value GetCContiguous(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Bool(m->view.IsContiguous());
}
Value GetFContiguous(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Bool(IsFortranContiguous(m->view));
}
Value GetContiguous(Isolate* iso, Value self) {
  KRAIT_TRY(MemoryView*, m, Check(iso, self));
  return Value::Bool(m->view.IsContiguous() || IsFortranContiguous(m->view));
}

// --- iteration ---

Value IterMethod(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(MemoryView*, m, Check(iso, args[0]));
  if (m->view.dimensions == 0) return RaiseTypeError(iso, "invalid indexing of 0-dim memory");
  if (ItemFormat(m->view.format) == 0) {
    return RaiseF(iso, ExceptionId::kNotImplementedError, "memoryview: format %s not supported",
                  m->view.format);
  }
  const auto kind = static_cast<uint8_t>(ObjectKind::kMemoryViewIterator);
  auto* it = iso->heap().New<MemoryViewIterator>(kind, kind);
  it->view = m;
  return Value::Object(it);
}

Value IteratorNext(Isolate* iso, Value* args, size_t) {
  auto* it = args[0].As<MemoryViewIterator>();
  if (it->view == nullptr) return Value();
  KRAIT_TRY(MemoryView*, m, Check(iso, Value::Object(it->view)));
  if (it->index >= m->view.shape[0]) {
    it->view = nullptr;
    return Value();
  }
  if (m->view.dimensions > 1) {
    return NotImplementedYet(iso, "multi-dimensional sub-views are not implemented");
  }
  return UnpackItem(iso, m->view.data + it->index++ * m->view.strides[0], m->view.format);
}

Value IteratorSelf(Isolate*, Value* args, size_t) { return args[0]; }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, object)", kConstructor},
    {"__repr__", Repr, "($self, /)"},
    {"__hash__", Hash, "($self, /)"},
    {"__eq__", Equals<false>, "($self, value, /)"},
    {"__ne__", Equals<true>, "($self, value, /)"},
    {"__len__", Len, "($self, /)"},
    {"__getitem__", GetItem, "($self, key, /)"},
    {"__setitem__", SetItem, "($self, key, value, /)"},
    {"__delitem__", DelItem, "($self, key, /)"},
    {"__iter__", IterMethod, "($self, /)"},
    {"__enter__", Enter, "($self, /)"},
    {"__exit__", Exit, "($self, /, *exc_info)"},
    {"cast", Cast, "($self, /, format, shape=<unrepresentable>)"},
    {"hex", Hex, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"},
    {"release", Release, "($self, /)"},
    {"tobytes", ToBytes, "($self, /, order='C')"},
    {"tolist", ToList, "($self, /)"},
    {"toreadonly", ToReadOnly, "($self, /)"},
};

constexpr NativeProperty kProperties[] = {
    {"obj", GetObject},
    {"nbytes", GetNbytes},
    {"readonly", GetReadonly},
    {"itemsize", GetItemsize},
    {"format", GetFormat},
    {"ndim", GetNdim},
    {"shape", GetShape},
    {"strides", GetStrides},
    {"suboffsets", GetSuboffsets},
    {"c_contiguous", GetCContiguous},
    {"f_contiguous", GetFContiguous},
    {"contiguous", GetContiguous},
};

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", IteratorSelf, "($self, /)", kNoCallback},
    {"__next__", IteratorNext, "($self, /)", kExhaustible},
};

}  // namespace

const TypeSpec kMemoryViewTypeSpec = {
    .name = "memoryview",
    .kind = ObjectKind::kMemoryView,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kImmutable | kSequencePattern,
    .doc = "Create a new memoryview object which references the given object.",
};

const TypeSpec kMemoryViewIteratorTypeSpec = {
    .name = "memory_iterator",
    .kind = ObjectKind::kMemoryViewIterator,
    .methods = kIteratorMethods,
    .flags = kNotCallable | kImmutable,
};

}  // namespace krait
