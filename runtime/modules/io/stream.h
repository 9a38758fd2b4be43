// What all streams share: the abstract types, checks, errors, and calls on streams that may be
// written in Python.
#ifndef KRAIT_RUNTIME_MODULES_IO_STREAM_H_
#define KRAIT_RUNTIME_MODULES_IO_STREAM_H_

#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/native.h"
#include "runtime/object/errors.h"

namespace krait {

class Isolate;
struct Str;

inline constexpr int64_t kDefaultBufferSize = 8192;

// _IOBase and its three abstract subclasses.
extern const TypeSpec kIoBaseSpec;
extern const TypeSpec kRawIoBaseSpec;
extern const TypeSpec kBufferedIoBaseSpec;
extern const TypeSpec kTextIoBaseSpec;

// io.UnsupportedOperation: OSError and ValueError.
Type* UnsupportedOperationType(Isolate* iso);
Failure RaiseUnsupported(Isolate* iso, std::string_view message);
Failure RaiseClosed(Isolate* iso, std::string_view message = "I/O operation on closed file.");
// BlockingIOError with characters_written.
Failure RaiseBlocking(Isolate* iso, std::string_view message, int64_t written);

// `stream.closed` as truth.
bool StreamClosed(Isolate* iso, Value stream, bool* closed);
// ValueError when it is.
bool CheckStreamOpen(Isolate* iso, Value stream);
// `stream.readable()` and its like: true, or UnsupportedOperation ("File or stream is not
// readable.") pending.
bool CheckStreamCan(Isolate* iso, Value stream, const char* method, const char* message);
// A method whose result is a truth.
bool StreamTruth(Isolate* iso, Value stream, const char* method, bool* result);

// Size arguments: Empty, None or an int; `fallback` for the first two.
bool SizeArgument(Isolate* iso, Value v, int64_t fallback, int64_t* size);

// Puts an exception that came up in a second step behind the first one: the pending exception gets
// `earlier` as its context, or `earlier` becomes pending. Empty: there was none.
Failure ChainPending(Isolate* iso, Value earlier);

// Registers a new stream so that its __del__ closes it when nobody has.
void CloseWhenUnreachable(Isolate* iso, HeapObject* stream);
// What __del__ does: close(), errors reported and not raised.
void CloseInFinalizer(Isolate* iso, Value stream);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_STREAM_H_
