// File names as arguments: str, bytes, os.PathLike, or an open file's descriptor.
#ifndef KRAIT_RUNTIME_MODULES_POSIX_PATH_ARGUMENT_H_
#define KRAIT_RUNTIME_MODULES_POSIX_PATH_ARGUMENT_H_

#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;

// os.fspath(v): a str or bytes.
Value FileSystemPath(Isolate* iso, Value v);
// The same as str; null with the exception pending.
Str* FileNameArgument(Isolate* iso, Value v);
// The bytes that the operating system gets. ValueError "embedded null byte".
bool PathBytes(Isolate* iso, Value path, std::string* bytes, const char* where = "");

struct PathArgument {
  std::string path;       // empty when `fd` is used
  int fd = -1;
  bool is_bytes = false;  // results are to be bytes, too
  Value object;           // for error messages

  const char* c_str() const { return path.c_str(); }
};

enum PathOptions : unsigned {
  kPathOnly = 0,
  kAllowFd = 1 << 0,
  kAllowNone = 1 << 1,  // None means "."
};

// `function` is the posix function, for messages: "stat: path should be string, bytes, ...".
bool ParsePath(Isolate* iso, Value v, const char* function, const char* argument, unsigned options,
               PathArgument* result);

// A file descriptor: an int, or an object with fileno().
bool ParseDescriptor(Isolate* iso, Value v, int* fd);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_POSIX_PATH_ARGUMENT_H_
