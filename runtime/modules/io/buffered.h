// Buffered binary streams: BufferedReader, BufferedWriter, BufferedRandom. One layout serves all.
//
//   buffer  | 0 ... pos ... read_end ... size |   while reading: [pos, read_end) is read ahead
//           | 0 ... write_end ... size        |   while writing: [0, write_end) is not yet written
//
// At most one of the two is non-empty: turning from reading to writing moves the raw stream back to
// where the reader stands, turning back writes everything out.
#ifndef KRAIT_RUNTIME_MODULES_IO_BUFFERED_H_
#define KRAIT_RUNTIME_MODULES_IO_BUFFERED_H_

#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Bytes;
struct RawBytes;

struct Buffered : NativeInstance {
  Value raw;         // Empty: not initialised, or detached
  RawBytes* buffer;  // null until first use
  int64_t size;
  int64_t pos, read_end;
  int64_t write_end;
  bool readable, writable;
  bool detached;
  bool native_raw;  // raw is exactly a FileIO
  bool finalizing;
  bool owned;       // a text file closes it
  bool flushing;

  int64_t ahead() const { return read_end - pos; }
};

extern const TypeSpec kBufferedReaderSpec;
extern const TypeSpec kBufferedWriterSpec;
extern const TypeSpec kBufferedRandomSpec;
extern const TypeSpec kBufferedRWPairSpec;

// Null unless `v` is exactly one of the three types, so that no Python code can have replaced a
// method.
Buffered* AsExactBuffered(Isolate* iso, Value v);

// A new stream over `raw`; `spec` one of the three. What open() does.
Value NewBuffered(Isolate* iso, const TypeSpec* spec, Value raw, int64_t size);

// ValueError unless there is a raw stream.
bool CheckAttached(Isolate* iso, const Buffered* self);
// The same and not closed; `message` for the ValueError.
bool CheckBufferedOpen(Isolate* iso, Buffered* self, const char* message);

// --- the raw stream; kFailed, kWouldBlock as in file_io.h ---
int64_t RawReadInto(Isolate* iso, Buffered* self, char* to, int64_t size);
int64_t RawWriteFrom(Isolate* iso, Buffered* self, const char* from, int64_t size);
int64_t RawSeek(Isolate* iso, Buffered* self, int64_t offset, int whence);
int64_t RawTell(Isolate* iso, Buffered* self);

// --- both directions ---
bool EnsureBuffer(Isolate* iso, Buffered* self);
// Writes out what is pending; BlockingIOError when that would block.
bool FlushWrites(Isolate* iso, Buffered* self);
// Gives up what was read ahead, moving the raw stream back.
bool DropReadAhead(Isolate* iso, Buffered* self);
bool FlushBuffered(Isolate* iso, Buffered* self);

// --- reading: all of them expect an open, readable stream ---
// Fills the empty buffer by one raw read: its count, 0 at the end.
int64_t FillBuffer(Isolate* iso, Buffered* self);
Value ReadBufferedAll(Isolate* iso, Buffered* self);
Value ReadBuffered(Isolate* iso, Buffered* self, int64_t size);
Value ReadBuffered1(Isolate* iso, Buffered* self, int64_t size);
Value ReadBufferedLine(Isolate* iso, Buffered* self, int64_t limit);

// --- writing ---
// All of the bytes, or false.
bool WriteBuffered(Isolate* iso, Buffered* self, std::string_view bytes);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_BUFFERED_H_
