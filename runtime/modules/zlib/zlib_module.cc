// The module zlib, over the system's library.
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/zlib/zlib_stream.h"
#include "runtime/number/int.h"
#include "runtime/object/integer_argument.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"

namespace krait {

namespace zlib {

namespace {

// compress(data, /, level, wbits)
Value Compress(Isolate* iso, Value* args, size_t) {
  CompressOptions options;
  if (args[1]) KRAIT_CHECK_OK(IntArgument(iso, args[1], &options.level));
  if (args[2]) KRAIT_CHECK_OK(IntArgument(iso, args[2], &options.window_bits));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  z_stream stream = {};
  int code = deflateInit2(&stream, options.level, options.method, options.window_bits,
                          options.memory_level, options.strategy);
  if (code == Z_STREAM_ERROR) return RaiseZlibError(iso, "Bad compression level");
  if (code != Z_OK) return RaiseStreamError(iso, stream, code, "while compressing data");
  ByteBuilder out(iso);
  code = Pump(&stream, deflate, data.view(), Z_FINISH, kNoLimit, out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END && !out.failed()) {
    return RaiseStreamError(iso, stream, code, "while compressing data");
  }
  return Value::Object(out.FinishBytes());
}

// decompress(data, /, wbits, bufsize)
Value Decompress(Isolate* iso, Value* args, size_t) {
  int window_bits = MAX_WBITS;
  int64_t ignored;
  if (args[1]) KRAIT_CHECK_OK(IntArgument(iso, args[1], &window_bits));
  if (args[2]) KRAIT_CHECK_OK(SizeArgument(iso, args[2], &ignored));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  z_stream stream = {};
  int code = inflateInit2(&stream, window_bits);
  if (code != Z_OK)
    return RaiseStreamError(iso, stream, code, "while preparing to decompress data");
  ByteBuilder out(iso);
  code = Pump(&stream, inflate, data.view(), Z_SYNC_FLUSH, kNoLimit, out);
  if (code == Z_STREAM_END || out.failed()) {
    inflateEnd(&stream);
    return Value::Object(out.FinishBytes());
  }
  RaiseStreamError(iso, stream, code == Z_OK ? Z_BUF_ERROR : code, "while decompressing data");
  inflateEnd(&stream);
  return Value();
}

using Checksum = uLong (*)(uLong value, const Bytef* bytes, z_size_t count);

template <Checksum checksum, unsigned first>
Value ChecksumFunction(Isolate* iso, Value* args, size_t) {
  uint64_t value = first;
  if (args[1]) {
    KRAIT_TRY(Value, index, Index(iso, args[1]));
    KRAIT_TRY(Value, low, IntAnd(iso, index, Value::Int(0xFFFFFFFF)));
    IntToUint64(low, &value);
  }
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  const uLong sum = checksum(value, reinterpret_cast<const Bytef*>(data.data()), data.size());
  return Value::Int(static_cast<int64_t>(sum & 0xFFFFFFFF));
}

// compressobj(level, method, wbits, memLevel, strategy, zdict)
Value CompressObject(Isolate* iso, Value* args, size_t) {
  CompressOptions options;
  int* const numbers[] = {&options.level, &options.method, &options.window_bits,
                          &options.memory_level, &options.strategy};
  for (int i = 0; i < 5; ++i) {
    if (args[i]) KRAIT_CHECK_OK(IntArgument(iso, args[i], numbers[i]));
  }
  return NewCompressor(iso, options, args[5]);
}

Value DecompressObject(Isolate* iso, Value* args, size_t) {
  int window_bits = MAX_WBITS;
  if (args[0]) KRAIT_CHECK_OK(IntArgument(iso, args[0], &window_bits));
  return NewDecompressor(iso, window_bits, args[1]);
}

constexpr NativeMethod kFunctions[] = {
    {"adler32", ChecksumFunction<adler32_z, 1>, "($module, data, value=1, /)", 0,
     "Compute an Adler-32 checksum of data."},
    {"compress", Compress, "($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", 0,
     "Returns a bytes object containing compressed data."},
    {"compressobj", CompressObject,
     "($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, "
     "memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)",
     0, "Return a compressor object."},
    {"crc32", ChecksumFunction<crc32_z, 0>, "($module, data, value=0, /)", 0,
     "Compute a CRC-32 checksum of data."},
    {"decompress", Decompress, "($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", 0,
     "Returns a bytes object containing the uncompressed data."},
    {"decompressobj", DecompressObject, "($module, /, wbits=MAX_WBITS, zdict=b'')", 0,
     "Return a decompressor object."},
};

constexpr ModuleConstant kConstants[] = {
    {"MAX_WBITS", Value::Int(MAX_WBITS)},
    {"DEFLATED", Value::Int(Z_DEFLATED)},
    {"DEF_MEM_LEVEL", Value::Int(8)},
    {"DEF_BUF_SIZE", Value::Int(16 * 1024)},
    {"Z_NO_COMPRESSION", Value::Int(Z_NO_COMPRESSION)},
    {"Z_BEST_SPEED", Value::Int(Z_BEST_SPEED)},
    {"Z_BEST_COMPRESSION", Value::Int(Z_BEST_COMPRESSION)},
    {"Z_DEFAULT_COMPRESSION", Value::Int(Z_DEFAULT_COMPRESSION)},
    {"Z_FILTERED", Value::Int(Z_FILTERED)},
    {"Z_HUFFMAN_ONLY", Value::Int(Z_HUFFMAN_ONLY)},
    {"Z_RLE", Value::Int(Z_RLE)},
    {"Z_FIXED", Value::Int(Z_FIXED)},
    {"Z_DEFAULT_STRATEGY", Value::Int(Z_DEFAULT_STRATEGY)},
    {"Z_NO_FLUSH", Value::Int(Z_NO_FLUSH)},
    {"Z_PARTIAL_FLUSH", Value::Int(Z_PARTIAL_FLUSH)},
    {"Z_SYNC_FLUSH", Value::Int(Z_SYNC_FLUSH)},
    {"Z_FULL_FLUSH", Value::Int(Z_FULL_FLUSH)},
    {"Z_FINISH", Value::Int(Z_FINISH)},
    {"Z_BLOCK", Value::Int(Z_BLOCK)},
    {"Z_TREES", Value::Int(Z_TREES)},
    {"ZLIB_VERSION", {}, ZLIB_VERSION},
    {"__version__", {}, "1.0"},
};

bool Init(Isolate* iso, Module* module) {
  KRAIT_TRY(Str*, version, Str::Intern(iso, zlibVersion()));
  return AddModuleType(iso, module, &kErrorSpec) != nullptr &&
         SetModuleAttribute(iso, module, "ZLIB_RUNTIME_VERSION", Value::Object(version));
}

}  // namespace

}  // namespace zlib

const ModuleSpec kZlibModule = {
    .name = "zlib",
    .doc =
        "The functions in this module allow compression and decompression using the\n"
        "zlib library, which is based on GNU zip.",
    .functions = zlib::kFunctions,
    .constants = zlib::kConstants,
    .init = zlib::Init,
};

}  // namespace krait
