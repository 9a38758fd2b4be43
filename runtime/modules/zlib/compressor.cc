// zlib.Compress, what zlib.compressobj() returns.
#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/modules/zlib/zlib_stream.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"

namespace krait::zlib {

namespace {

struct Compressor : NativeInstance {
  z_stream* stream;  // owned; null once it is finished
};

void Release(Compressor* self, Isolate* iso) {
  if (self->stream == nullptr) return;
  deflateEnd(self->stream);
  delete self->stream;
  self->stream = nullptr;
  iso->heap().AccountExternal(gc::Category::kBuffers, -kCompressorBytes);
}

constexpr NativeLayout kLayout = {
    "Compress", sizeof(Compressor), [](HeapObject*, gc::Marker&) {},
    [](HeapObject* object, Isolate* iso) { Release(static_cast<Compressor*>(object), iso); }};

Compressor* New(Isolate* iso) {
  KRAIT_TRY(Compressor*, self, NewInstance<Compressor>(iso, iso->native_type(&kCompressSpec)));
  self->stream = nullptr;
  return self;
}

// Gives the object its stream, which is initialised.
void Adopt(Isolate* iso, Compressor* self, z_stream* stream) {
  self->stream = stream;
  iso->heap().AccountExternal(gc::Category::kBuffers, kCompressorBytes);
}

Value Finish(Isolate* iso, Compressor* self, std::string_view input, int mode, const char* what) {
  ByteBuilder out(iso);
  z_stream finished = {};
  if (self->stream == nullptr) return RaiseStreamError(iso, finished, Z_STREAM_ERROR, what);
  const int code = Pump(self->stream, deflate, input, mode, kNoLimit, out);
  if (code == Z_STREAM_ERROR) return RaiseStreamError(iso, *self->stream, code, what);
  if (code == Z_STREAM_END) Release(self, iso);
  return Value::Object(out.FinishBytes());
}

Value Compress(Isolate* iso, Value* args, size_t) {
  const ScopedBuffer data(iso, args[1]);
  if (!data.ok()) return Value();
  return Finish(iso, args[0].As<Compressor>(), data.view(), Z_NO_FLUSH, "while compressing data");
}

Value Flush(Isolate* iso, Value* args, size_t) {
  int mode = Z_FINISH;
  if (args[1]) KRAIT_CHECK_OK(IntArgument(iso, args[1], &mode));
  if (mode == Z_NO_FLUSH) return Value::Object(Bytes::New(iso, ""));
  return Finish(iso, args[0].As<Compressor>(), {}, mode, "while flushing");
}

Value Copy(Isolate* iso, Value* args, size_t) {
  const Compressor* self = args[0].As<Compressor>();
  KRAIT_TRY(Compressor*, copy, New(iso));
  if (self->stream == nullptr) return RaiseValueError(iso, "Inconsistent stream state");
  auto* stream = new z_stream();
  if (deflateCopy(stream, self->stream) != Z_OK) {
    delete stream;
    return RaiseMemoryError(iso);
  }
  Adopt(iso, copy, stream);
  return Value::Object(copy);
}

constexpr NativeMethod kMethods[] = {
    {"compress", Compress, "($self, data, /)"},
    {"flush", Flush, "($self, mode=zlib.Z_FINISH, /)"},
    {"copy", Copy, "($self, /)"},
    {"__copy__", Copy, "($self, /)"},
    {"__deepcopy__", Copy, "($self, memo, /)"},
};

}  // namespace

const TypeSpec kCompressSpec = {
    .name = "zlib.Compress",
    .module = "zlib",
    .methods = kMethods,
    .flags = kNotCallable | kImmutable,
    .layout = &kLayout,
};

Value NewCompressor(Isolate* iso, const CompressOptions& options, Value dictionary) {
  KRAIT_TRY(Compressor*, self, New(iso));
  auto* stream = new z_stream();
  const int code = deflateInit2(stream, options.level, options.method, options.window_bits,
                                options.memory_level, options.strategy);
  if (code != Z_OK) {
    delete stream;
    if (code == Z_MEM_ERROR) return RaiseMemoryError(iso);
    return RaiseValueError(iso, "Invalid initialization option");
  }
  Adopt(iso, self, stream);
  if (!dictionary || dictionary.IsNone()) return Value::Object(self);
  const ScopedBuffer words(iso, dictionary);
  if (!words.ok()) return Value();
  if (deflateSetDictionary(stream, reinterpret_cast<const Bytef*>(words.data()),
                           static_cast<uInt>(words.size())) != Z_OK) {
    return RaiseValueError(iso, "Invalid dictionary");
  }
  return Value::Object(self);
}

}  // namespace krait::zlib
