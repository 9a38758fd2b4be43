#include "runtime/modules/io/bytes_io.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/items.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/stream.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"
#include "runtime/text/memoryview.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// The contents stand in a bytes object as long as nobody writes (`shared`), which makes
// BytesIO(data) and getvalue() cheap; in an own buffer otherwise.
struct BytesIO : NativeInstance {
  HeapObject* store;  // Bytes when shared, else RawBytes; null while empty
  bool shared;
  bool closed;
  int64_t size;
  int64_t pos;
  int64_t exports;  // of getbuffer()

  char* data() const {
    if (store == nullptr) return nullptr;
    return shared ? static_cast<Bytes*>(store)->data : static_cast<RawBytes*>(store)->data;
  }
  std::string_view rest() const {
    if (pos >= size) return {};
    return {data() + pos, static_cast<size_t>(size - pos)};
  }
};

BytesIO* Self(Value* args) { return args[0].As<BytesIO>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<BytesIO*>(object)->store);
}

constexpr NativeLayout kLayout = {"BytesIO", sizeof(BytesIO), Trace};

bool CheckOpen(Isolate* iso, const BytesIO* self) {
  return !self->closed || RaiseClosed(iso);
}
bool CheckExports(Isolate* iso, const BytesIO* self) {
  return self->exports == 0 ||
         Raise(iso, ExceptionId::kBufferError,
               "Existing exports of data: object cannot be re-sized");
}

// An own buffer with room for `capacity` bytes.
bool MakeWritable(Isolate* iso, BytesIO* self, int64_t capacity) {
  const int64_t now =
      self->store == nullptr || self->shared ? 0 : static_cast<RawBytes*>(self->store)->capacity;
  if (now >= capacity && self->store != nullptr) return true;
  if (now > 0) capacity = std::max(capacity, now + now / 2);
  RawBytes* store = RawBytes::New(iso, std::max<int64_t>(capacity, 64));
  if (store == nullptr) return false;
  if (self->size > 0) std::memcpy(store->data, self->data(), static_cast<size_t>(self->size));
  self->store = store;
  self->shared = false;
  iso->Barrier(self);
  return true;
}

bool WriteBytes(Isolate* iso, BytesIO* self, std::string_view bytes) {
  if (bytes.empty()) return true;
  const int64_t end = self->pos + static_cast<int64_t>(bytes.size());
  if (!MakeWritable(iso, self, std::max(end, self->size))) return false;
  if (self->pos > self->size) {
    std::memset(self->data() + self->size, 0, static_cast<size_t>(self->pos - self->size));
  }
  std::memcpy(self->data() + self->pos, bytes.data(), bytes.size());
  self->pos = end;
  self->size = std::max(self->size, end);
  return true;
}

// The contents as bytes, which are then shared.
Bytes* Contents(Isolate* iso, BytesIO* self) {
  if (self->shared && static_cast<Bytes*>(self->store)->size == self->size) {
    return static_cast<Bytes*>(self->store);
  }
  KRAIT_TRY(Bytes*, bytes, Bytes::New(iso, {self->data(), static_cast<size_t>(self->size)}));
  if (self->exports == 0) {
    self->store = bytes;
    self->shared = true;
    iso->Barrier(self);
  }
  return bytes;
}

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<BytesIO>(iso, args[0].As<Type>()));
}

Value Init(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  if (!CheckExports(iso, self)) return Value();
  self->store = nullptr;
  self->shared = false;
  self->size = self->pos = 0;
  if (!args[1] || args[1].IsNone()) return Value::None();
  if (IsExactBytes(args[1])) {
    self->store = args[1].AsHeap();
    self->shared = true;
    self->size = args[1].As<Bytes>()->size;
    iso->Barrier(self);
    return Value::None();
  }
  const ScopedBuffer data(iso, args[1]);
  if (!data.ok() || !WriteBytes(iso, self, data.view())) return Value();
  self->pos = 0;
  return Value::None();
}

// --- reading ---

Value TakeBytes(Isolate* iso, BytesIO* self, size_t count) {
  const std::string_view bytes = self->rest().substr(0, count);
  if (self->shared && self->pos == 0 &&
      bytes.size() == static_cast<Bytes*>(self->store)->view().size()) {
    self->pos = self->size;
    return Value::Object(self->store);
  }
  KRAIT_TRY(Bytes*, result, Bytes::New(iso, bytes));
  self->pos += result->size;
  return Value::Object(result);
}

Value Read(Isolate* iso, Value* args, size_t) {
  int64_t size;
  if (!SizeArgument(iso, args[1], -1, &size) || !CheckOpen(iso, Self(args))) return Value();
  return TakeBytes(iso, Self(args), size < 0 ? std::string_view::npos : static_cast<size_t>(size));
}

size_t LineLength(const BytesIO* self, int64_t limit) {
  std::string_view rest = self->rest();
  if (limit >= 0) rest = rest.substr(0, static_cast<size_t>(limit));
  const size_t newline = rest.find('\n');
  return newline == rest.npos ? rest.size() : newline + 1;
}

Value Readline(Isolate* iso, Value* args, size_t) {
  int64_t limit;
  if (!SizeArgument(iso, args[1], -1, &limit) || !CheckOpen(iso, Self(args))) return Value();
  return TakeBytes(iso, Self(args), LineLength(Self(args), limit));
}

Value Readlines(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  int64_t limit;
  if (!SizeArgument(iso, args[1], -1, &limit) || !CheckOpen(iso, self)) return Value();
  KRAIT_TRY(List*, lines, List::New(iso));
  int64_t total = 0;
  while (const size_t length = LineLength(self, -1)) {
    KRAIT_TRY(Value, line, TakeBytes(iso, self, length));
    KRAIT_CHECK_OK(lines->Append(iso, line));
    total += static_cast<int64_t>(length);
    if (limit > 0 && total >= limit) break;
  }
  return Value::Object(lines);
}

Value NextLine(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  const size_t length = LineLength(Self(args), -1);
  return length == 0 ? Value() : TakeBytes(iso, Self(args), length);
}

Value ReadInto(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  const ScopedBuffer buffer(iso, args[1], true,
                            "readinto() argument must be read-write bytes-like object");
  if (!buffer.ok() || !CheckOpen(iso, self)) return Value();
  const std::string_view bytes = self->rest().substr(0, buffer.size());
  if (!bytes.empty()) std::memmove(buffer.data(), bytes.data(), bytes.size());
  self->pos += static_cast<int64_t>(bytes.size());
  return Value::Int(static_cast<int64_t>(bytes.size()));
}

Value GetValue(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  return Value::Object(Contents(iso, Self(args)));
}

// --- writing ---

Value Write(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  if (!CheckOpen(iso, self) || !CheckExports(iso, self)) return Value();
  // Its own contents may be what is written.
  const ScopedBuffer data(iso, args[1]);
  if (!data.ok() || !CheckOpen(iso, self) || !CheckExports(iso, self)) return Value();
  if (!WriteBytes(iso, self, data.view())) return Value();
  return Value::Int(static_cast<int64_t>(data.size()));
}

Value Writelines(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  const bool ok = ForEachItem(iso, args[1], [&](Value line) {
    Value write_args[] = {args[0], line};
    return Write(iso, write_args, 2) ? Visit::kContinue : Visit::kFail;
  });
  return ok ? Value::None() : Value();
}

Value Truncate(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  int64_t size;
  if (!CheckOpen(iso, self) || !CheckExports(iso, self) ||
      !SizeArgument(iso, args[1], self->pos, &size)) {
    return Value();
  }
  if (size < 0) {
    return RaiseF(iso, ExceptionId::kValueError, "negative size value %lld",
                  static_cast<long long>(size));
  }
  if (size < self->size) {
    if (!MakeWritable(iso, self, self->size)) return Value();
    self->size = size;
  }
  return IntFromInt64(iso, size);
}

// --- state ---

Value Seek(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  int64_t offset;
  int64_t whence = 0;
  if (args[1].IsDouble()) {
    return RaiseTypeError(iso, "'float' object cannot be interpreted as an integer");
  }
  if (!IndexToInt64(iso, args[1], &offset) || (args[2] && !IndexToInt64(iso, args[2], &whence)) ||
      !CheckOpen(iso, self)) {
    return Value();
  }
  if (offset < 0 && whence == 0) {
    return RaiseF(iso, ExceptionId::kValueError, "negative seek value %lld",
                  static_cast<long long>(offset));
  }
  if (whence < 0 || whence > 2) {
    return RaiseF(iso, ExceptionId::kValueError, "invalid whence (%lld, should be 0, 1 or 2)",
                  static_cast<long long>(whence));
  }
  const int64_t base = whence == 0 ? 0 : whence == 1 ? self->pos : self->size;
  int64_t at;
  if (__builtin_add_overflow(base, offset, &at)) {
    return RaiseOverflowError(iso, "new position too large");
  }
  self->pos = std::max<int64_t>(at, 0);
  return IntFromInt64(iso, self->pos);
}

Value Tell(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? IntFromInt64(iso, Self(args)->pos) : Value();
}
Value True(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::True() : Value();
}
Value False(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::False() : Value();
}
Value Flush(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? Value::None() : Value();
}
Value IterSelf(Isolate* iso, Value* args, size_t) {
  return CheckOpen(iso, Self(args)) ? args[0] : Value();
}
Value Close(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  if (!CheckExports(iso, self)) return Value();
  self->closed = true;
  self->store = nullptr;
  self->shared = false;
  self->size = self->pos = 0;
  return Value::None();
}
Value Finalize(Isolate*, Value*, size_t) { return Value::None(); }

Value GetState(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  KRAIT_TRY(Bytes*, contents, Contents(iso, Self(args)));
  KRAIT_TRY(Value, dict, GetAttr(iso, args[0], iso->names().dunder_dict));
  if (HasKind(dict, ObjectKind::kDict) && dict.As<Dict>()->size == 0) dict = Value::None();
  return Value::Object(
      Tuple::Of(iso, {Value::Object(contents), IntFromInt64(iso, Self(args)->pos), dict}));
}

Value SetState(Isolate* iso, Value* args, size_t) {
  BytesIO* self = Self(args);
  Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr || state->size < 3) {
    return RaiseF(iso, ExceptionId::kTypeError, "%.200s.__setstate__ argument should be 3-tuple, got %.200s",
                  TypeName(iso, args[0]), TypeName(iso, args[1]));
  }
  if (!CheckExports(iso, self)) return Value();
  const ScopedBuffer data(iso, state->items[0]);
  int64_t pos;
  if (!data.ok()) return Value();
  if (!IsIntLike(state->items[1])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "second item of state must be an integer, not %.200s",
                  TypeName(iso, state->items[1]));
  }
  if (!IndexToInt64(iso, state->items[1], &pos)) return Value();
  if (pos < 0) return RaiseValueError(iso, "position value cannot be negative");
  self->size = self->pos = 0;
  self->closed = false;
  if (!WriteBytes(iso, self, data.view())) return Value();
  self->pos = pos;
  if (HasKind(state->items[2], ObjectKind::kDict)) {
    KRAIT_TRY(Value, dict, GetAttr(iso, args[0], iso->names().dunder_dict));
    if (!DictUpdate(iso, dict.As<Dict>(), state->items[2])) return Value();
  }
  return Value::None();
}

Value Sizeof(Isolate*, Value* args, size_t) {
  return Value::Int(static_cast<int64_t>(sizeof(BytesIO)) + Self(args)->size);
}

Value GetBufferMethod(Isolate* iso, Value* args, size_t);

Value GetClosed(Isolate*, Value self) { return Value::Bool(self.As<BytesIO>()->closed); }

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, /, initial_bytes=b'')"},
    {"__iter__", IterSelf, "($self, /)"},
    {"__next__", NextLine, "($self, /)", kExhaustible},
    {"__del__", Finalize, "($self, /)"},
    {"readable", True, "($self, /)"},
    {"seekable", True, "($self, /)"},
    {"writable", True, "($self, /)"},
    {"close", Close, "($self, /)"},
    {"flush", Flush, "($self, /)"},
    {"isatty", False, "($self, /)"},
    {"tell", Tell, "($self, /)"},
    {"write", Write, "($self, b, /)"},
    {"writelines", Writelines, "($self, lines, /)"},
    {"read1", Read, "($self, size=-1, /)"},
    {"readinto", ReadInto, "($self, buffer, /)"},
    {"readline", Readline, "($self, size=-1, /)"},
    {"readlines", Readlines, "($self, size=None, /)"},
    {"read", Read, "($self, size=-1, /)"},
    {"getbuffer", GetBufferMethod, "($self, /)"},
    {"getvalue", GetValue, "($self, /)"},
    {"seek", Seek, "($self, pos, whence=0, /)"},
    {"truncate", Truncate, "($self, size=None, /)"},
    {"__getstate__", GetState, "($self, /)"},
    {"__setstate__", SetState, "($self, state, /)"},
    {"__sizeof__", Sizeof, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {{"closed", GetClosed}};

// What getbuffer()'s memoryview has as its object: lends the stream's bytes out.
struct BytesIOBuffer : NativeInstance {
  BytesIO* source;
};

void TraceBuffer(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<BytesIOBuffer*>(object)->source);
}

bool LendBytes(Isolate* iso, HeapObject* object, BufferView* view, bool) {
  BytesIO* source = static_cast<BytesIOBuffer*>(object)->source;
  if (!MakeWritable(iso, source, std::max<int64_t>(source->size, 1))) return false;
  ++source->exports;
  view->SetItems(source->data(), source->size);
  view->readonly = false;
  return true;
}

void TakeBytesBack(Isolate*, HeapObject* object, BufferView*) {
  --static_cast<BytesIOBuffer*>(object)->source->exports;
}

constexpr NativeLayout kBufferLayout = {"_BytesIOBuffer", sizeof(BytesIOBuffer), TraceBuffer,
                                        nullptr,           LendBytes,             TakeBytesBack};
constexpr TypeSpec kBufferSpec = {
    .name = "_io._BytesIOBuffer",
    .module = "_io",
    .flags = kNotCallable,
    .layout = &kBufferLayout,
};

Value GetBufferMethod(Isolate* iso, Value* args, size_t) {
  if (!CheckOpen(iso, Self(args))) return Value();
  KRAIT_TRY(Type*, type, iso->native_type(&kBufferSpec));
  KRAIT_TRY(BytesIOBuffer*, lender, NewInstance<BytesIOBuffer>(iso, type));
  lender->source = Self(args);
  return Value::Object(MemoryView::New(iso, Value::Object(lender)));
}

}  // namespace

const TypeSpec kBytesIoSpec = {
    .name = "_io.BytesIO",
    .module = "_io",
    .base = &kBufferedIoBaseSpec,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "Buffered I/O implementation using an in-memory bytes buffer.",
    .layout = &kLayout,
};

}  // namespace krait
