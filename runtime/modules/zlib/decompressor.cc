// zlib.Decompress, what zlib.decompressobj() returns.
#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/modules/zlib/zlib_stream.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"

namespace krait::zlib {

namespace {

constexpr const char* kWhat = "while decompressing data";

struct Decompressor : NativeInstance {
  z_stream* stream;        // owned; null once it has ended and was flushed
  Bytes* unused_data;      // behind the end of the stream
  Bytes* unconsumed_tail;  // input that a limited decompress() left
  Value dictionary;        // Empty: none
  bool at_end;
};

void Release(Decompressor* self, Isolate* iso) {
  if (self->stream == nullptr) return;
  inflateEnd(self->stream);
  delete self->stream;
  self->stream = nullptr;
  iso->heap().AccountExternal(gc::Category::kBuffers, -kDecompressorBytes);
}

constexpr NativeLayout kLayout = {
    "Decompress", sizeof(Decompressor),
    TraceFields<Decompressor, &Decompressor::unused_data, &Decompressor::unconsumed_tail,
                &Decompressor::dictionary>,
    [](HeapObject* object, Isolate* iso) { Release(static_cast<Decompressor*>(object), iso); }};

Decompressor* Self(Value v) { return v.As<Decompressor>(); }

Decompressor* New(Isolate* iso, Value dictionary) {
  KRAIT_TRY(Bytes*, nothing, Bytes::New(iso, ""));
  KRAIT_TRY(Decompressor*, self,
            NewInstance<Decompressor>(iso, iso->native_type(&kDecompressSpec)));
  self->stream = nullptr;
  self->unused_data = nothing;
  self->unconsumed_tail = nothing;
  self->dictionary = dictionary;
  self->at_end = false;
  return self;
}

void Adopt(Isolate* iso, Decompressor* self, z_stream* stream) {
  self->stream = stream;
  iso->heap().AccountExternal(gc::Category::kBuffers, kDecompressorBytes);
}

bool SetDictionary(Isolate* iso, Decompressor* self) {
  const ScopedBuffer words(iso, self->dictionary);
  if (!words.ok()) return false;
  const int code = inflateSetDictionary(self->stream, reinterpret_cast<const Bytef*>(words.data()),
                                        static_cast<uInt>(words.size()));
  return code == Z_OK || RaiseStreamError(iso, *self->stream, code, "while setting zdict");
}

// Remembers what inflate() did not take.
bool KeepRest(Isolate* iso, Decompressor* self, std::string_view rest) {
  if (self->at_end && !rest.empty()) {
    const std::string all = std::string(self->unused_data->view()) + std::string(rest);
    KRAIT_TRY(Bytes*, unused, Bytes::New(iso, all));
    self->unused_data = unused;
    iso->Barrier(self);
    rest = {};
  }
  if (!rest.empty() || self->unconsumed_tail->size != 0) {
    KRAIT_TRY(Bytes*, tail, Bytes::New(iso, rest));
    self->unconsumed_tail = tail;
    iso->Barrier(self);
  }
  return true;
}

Value Inflate(Isolate* iso, Decompressor* self, std::string_view input, int flush, size_t limit) {
  ByteBuilder out(iso);
  int code = Z_STREAM_END;
  size_t left = input.size();
  if (!self->at_end) {
    code = Pump(self->stream, inflate, input, flush, limit, out);
    left = self->stream->avail_in;
    if (code == Z_NEED_DICT && self->dictionary) {
      if (!SetDictionary(iso, self)) return Value();
      code = Pump(self->stream, inflate, input.substr(input.size() - left), flush, limit, out);
      left = self->stream->avail_in;
    }
    self->at_end = code == Z_STREAM_END;
  }
  if (out.failed() || !KeepRest(iso, self, input.substr(input.size() - left))) return Value();
  if (code != Z_STREAM_END && code != Z_OK && code != Z_BUF_ERROR) {
    return RaiseStreamError(iso, *self->stream, code, kWhat);
  }
  return Value::Object(out.FinishBytes());
}

Value Decompress(Isolate* iso, Value* args, size_t) {
  int64_t limit = 0;
  if (args[2] && !IndexToInt64(iso, args[2], &limit)) return Value();
  const ScopedBuffer data(iso, args[1]);
  if (!data.ok()) return Value();
  if (limit < 0) return RaiseValueError(iso, "max_length must be non-negative");
  if (Self(args[0])->stream == nullptr) {
    return RaiseStreamError(iso, z_stream(), Z_STREAM_ERROR, kWhat);
  }
  return Inflate(iso, Self(args[0]), data.view(), Z_SYNC_FLUSH,
                 limit == 0 ? kNoLimit : static_cast<size_t>(limit));
}

Value Flush(Isolate* iso, Value* args, size_t) {
  int64_t length = 1;
  if (args[1] && !IndexToInt64(iso, args[1], &length)) return Value();
  if (length <= 0) return RaiseValueError(iso, "length must be greater than zero");
  const std::string input(Self(args[0])->unconsumed_tail->view());
  const Value rest = Inflate(iso, Self(args[0]), input, Z_FINISH, kNoLimit);
  if (Self(args[0])->at_end) Release(Self(args[0]), iso);
  return rest;
}

Value Copy(Isolate* iso, Value* args, size_t) {
  const Decompressor* self = Self(args[0]);
  if (self->stream == nullptr) return RaiseValueError(iso, "Inconsistent stream state");
  KRAIT_TRY(Decompressor*, copy, New(iso, self->dictionary));
  auto* stream = new z_stream();
  if (inflateCopy(stream, self->stream) != Z_OK) {
    delete stream;
    return RaiseMemoryError(iso);
  }
  Adopt(iso, copy, stream);
  copy->unused_data = self->unused_data;
  copy->unconsumed_tail = self->unconsumed_tail;
  copy->at_end = self->at_end;
  return Value::Object(copy);
}

constexpr NativeMethod kMethods[] = {
    {"decompress", Decompress, "($self, data, /, max_length=0)"},
    {"flush", Flush, "($self, length=zlib.DEF_BUF_SIZE, /)"},
    {"copy", Copy, "($self, /)"},
    {"__copy__", Copy, "($self, /)"},
    {"__deepcopy__", Copy, "($self, memo, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"unused_data", [](Isolate*, Value self) { return Value::Object(Self(self)->unused_data); },
     nullptr, nullptr, kMember},
    {"unconsumed_tail",
     [](Isolate*, Value self) { return Value::Object(Self(self)->unconsumed_tail); }, nullptr,
     nullptr, kMember},
    {"eof", [](Isolate*, Value self) { return Value::Bool(Self(self)->at_end); }, nullptr, nullptr,
     kMember},
};

}  // namespace

const TypeSpec kDecompressSpec = {
    .name = "zlib.Decompress",
    .module = "zlib",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
    .layout = &kLayout,
};

Value NewDecompressor(Isolate* iso, int window_bits, Value dictionary) {
  if (dictionary && !HasBuffer(dictionary)) {
    return RaiseTypeError(iso, "zdict argument must support the buffer protocol");
  }
  KRAIT_TRY(Decompressor*, self, New(iso, dictionary));
  auto* stream = new z_stream();
  const int code = inflateInit2(stream, window_bits);
  if (code != Z_OK) {
    delete stream;
    if (code == Z_MEM_ERROR) return RaiseMemoryError(iso);
    return RaiseValueError(iso, "Invalid initialization option");
  }
  Adopt(iso, self, stream);
  // A raw stream does not say that it needs the dictionary.
  if (dictionary && window_bits < 0 && !SetDictionary(iso, self)) return Value();
  return Value::Object(self);
}

}  // namespace krait::zlib
