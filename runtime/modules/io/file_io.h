// io.FileIO: an open file descriptor. The C++ calls below are what the buffered streams use when
// their raw stream is exactly a FileIO.
#ifndef KRAIT_RUNTIME_MODULES_IO_FILE_IO_H_
#define KRAIT_RUNTIME_MODULES_IO_FILE_IO_H_

#include <cstdint>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;

struct FileIO : NativeInstance {
  int fd;  // -1: closed
  bool created;
  bool readable;
  bool writable;
  bool appending;
  bool closefd;
  bool seekable_known;
  bool seekable;
  bool finalizing;
  bool owned;  // a buffered stream closes it: its own finalizer must not, lest data get lost
  int64_t block_size;
};

extern const TypeSpec kFileIoSpec;

bool IsExactFileIO(Isolate* iso, Value v);

// The operating system's calls, repeated when interrupted. kFailed: exception pending. kWouldBlock:
// the descriptor does not block and nothing could be done.
inline constexpr int64_t kFailed = -1;
inline constexpr int64_t kWouldBlock = -2;
int64_t FileRead(Isolate* iso, FileIO* file, char* to, int64_t size);
int64_t FileWrite(Isolate* iso, FileIO* file, const char* from, int64_t size);
// The new position, or kFailed.
int64_t FileSeek(Isolate* iso, FileIO* file, int64_t offset, int whence);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_FILE_IO_H_
