// The parts that the module posix is put together from, one file each.
#ifndef KRAIT_RUNTIME_MODULES_POSIX_POSIX_MODULE_H_
#define KRAIT_RUNTIME_MODULES_POSIX_POSIX_MODULE_H_

#include <span>

#include "gc/value.h"
#include "runtime/modules/io/host_files.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Module;
struct PathArgument;

extern const std::span<const NativeMethod> kPosixDescriptorFunctions;  // descriptors.cc
extern const std::span<const NativeMethod> kPosixPathFunctions;        // paths.cc
extern const std::span<const NativeMethod> kPosixStatFunctions;        // stat_result.cc
extern const std::span<const NativeMethod> kPosixDirectoryFunctions;   // directories.cc
extern const std::span<const NativeMethod> kPosixProcessFunctions;     // process.cc

bool AddStatTypes(Isolate* iso, Module* module);
bool AddDirectoryTypes(Isolate* iso, Module* module);
bool AddProcessAttributes(Isolate* iso, Module* module);

// os.stat() and os.lstat() of a path, as DirEntry needs them.
Value StatPath(Isolate* iso, const PathArgument& path, bool follow);

// Asks the host. False with the OSError of its refusal pending.
bool AllowAccess(Isolate* iso, FileAccess access, const PathArgument& path);
// dir_fd is not supported: false with NotImplementedError pending when one is given.
bool RefuseDirFd(Isolate* iso, Value dir_fd, const char* function);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_POSIX_POSIX_MODULE_H_
