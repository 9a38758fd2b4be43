#include "runtime/modules/zlib/zlib_stream.h"

#include <algorithm>
#include <string>

#include "runtime/isolate.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait::zlib {

const TypeSpec kErrorSpec = {
    .name = "error",
    .module = "zlib",
    .kind = ObjectKind::kException,
    .base = ExceptionSpec(ExceptionId::kException),
    .flags = kSubclassable | kHasDict,
};

Failure RaiseZlibError(Isolate* iso, std::string_view message) {
  KRAIT_TRY(Str*, text, Str::NewLossy(iso, message));
  KRAIT_TRY(Value, exception,
            Call(iso, Value::Object(iso->native_type(&kErrorSpec)), {Value::Object(text)}));
  return RaiseValue(iso, exception);
}

Failure RaiseStreamError(Isolate* iso, const z_stream& stream, int code, std::string_view what) {
  if (code == Z_MEM_ERROR) return RaiseMemoryError(iso);
  const char* detail = code == Z_VERSION_ERROR ? "library version mismatch" : stream.msg;
  if (detail == nullptr) {
    detail = code == Z_BUF_ERROR      ? "incomplete or truncated stream"
             : code == Z_STREAM_ERROR ? "inconsistent stream state"
             : code == Z_DATA_ERROR   ? "invalid input data"
                                      : nullptr;
  }
  std::string message = "Error " + std::to_string(code) + " " + std::string(what);
  if (detail != nullptr) message += std::string(": ") + detail;
  return RaiseZlibError(iso, message);
}

int Pump(z_stream* stream, StreamStep step, std::string_view input, int flush, size_t limit,
         ByteBuilder& out) {
  constexpr size_t kMostInput = 1 << 30;  // avail_in is 32 bits wide
  char room[16 * 1024];
  int code = Z_OK;
  size_t made = 0;
  do {
    const size_t fed = std::min(input.size(), kMostInput);
    stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream->avail_in = static_cast<uInt>(fed);
    const bool last = fed == input.size();
    do {
      const size_t most = std::min(sizeof room, limit - made);
      stream->next_out = reinterpret_cast<Bytef*>(room);
      stream->avail_out = static_cast<uInt>(most);
      code = step(stream, last ? flush : Z_NO_FLUSH);
      const size_t count = most - stream->avail_out;
      out.Append({room, count});
      made += count;
      if (out.failed() || (code != Z_OK && code != Z_BUF_ERROR)) break;
    } while (stream->avail_out == 0 && made < limit);
    input.remove_prefix(fed - stream->avail_in);
    if (stream->avail_in != 0) break;
  } while (!input.empty() && made < limit && code != Z_STREAM_END && !out.failed());
  stream->avail_in = static_cast<uInt>(std::min(input.size(), kMostInput));
  return code;
}

}  // namespace krait::zlib
