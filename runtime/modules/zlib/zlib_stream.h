// What the parts of the module zlib share: feeding a z_stream, and zlib.error.
//
// Input is copied before it is used only by the objects that keep some of it; output grows in a
// ByteBuilder, which counts against the memory limit, so that a small input that unpacks to a huge
// output ends in MemoryError.
#ifndef KRAIT_RUNTIME_MODULES_ZLIB_ZLIB_STREAM_H_
#define KRAIT_RUNTIME_MODULES_ZLIB_ZLIB_STREAM_H_

#include <zlib.h>

#include <cstddef>
#include <string_view>

#include "gc/value.h"
#include "runtime/native.h"
#include "runtime/object/errors.h"
#include "runtime/text/builder.h"

namespace krait {

class Isolate;

namespace zlib {

extern const TypeSpec kErrorSpec;
extern const TypeSpec kCompressSpec;
extern const TypeSpec kDecompressSpec;

// The arguments of deflateInit2.
struct CompressOptions {
  int level = Z_DEFAULT_COMPRESSION;
  int method = Z_DEFLATED;
  int window_bits = MAX_WBITS;
  int memory_level = 8;
  int strategy = Z_DEFAULT_STRATEGY;
};

Value NewCompressor(Isolate* iso, const CompressOptions& options, Value dictionary);
Value NewDecompressor(Isolate* iso, int window_bits, Value dictionary);

// zlib.error with the bare message, or "Error -3 while decompressing data: incorrect header check".
Failure RaiseZlibError(Isolate* iso, std::string_view message);
Failure RaiseStreamError(Isolate* iso, const z_stream& stream, int code, std::string_view what);

// Feeds `input` to deflate() or inflate() until it is used up and nothing more comes out, the
// stream ends, an error occurs or `limit` bytes have come out. Sets the stream's avail_in to what
// is left. The last result of zlib is returned; check `out.failed()`.
using StreamStep = int (*)(z_stream* stream, int flush);
int Pump(z_stream* stream, StreamStep step, std::string_view input, int flush, size_t limit,
         ByteBuilder& out);
inline constexpr size_t kNoLimit = SIZE_MAX;

// What a stream costs outside of the heap, about.
inline constexpr ptrdiff_t kCompressorBytes = 270 * 1024;
inline constexpr ptrdiff_t kDecompressorBytes = 48 * 1024;

}  // namespace zlib
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_ZLIB_ZLIB_STREAM_H_
