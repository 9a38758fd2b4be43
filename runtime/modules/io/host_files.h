// The host's say in what scripts do with files. Every access by path, from open() as from the posix
// module, asks the isolate's HostFiles first; the default allows everything.
#ifndef KRAIT_RUNTIME_MODULES_IO_HOST_FILES_H_
#define KRAIT_RUNTIME_MODULES_IO_HOST_FILES_H_

#include <cstdint>
#include <memory>

namespace krait {

class Isolate;

enum class FileAccess : uint8_t {
  kRead,     // the contents
  kWrite,    // the contents; may create the file
  kInspect,  // attributes, listings, existence
  kChange,   // names and attributes: mkdir, rename, remove, chmod ...
};

class HostFiles {
 public:
  virtual ~HostFiles() = default;
  // 0, or the errno with which the access is refused.
  virtual int Check(FileAccess access, const char* path);

  // open(2) after the check, close-on-exec, again after interruptions. -1 and errno on failure.
  int Open(const char* path, int flags, unsigned mode);
};

HostFiles& HostFilesOf(Isolate* iso);
// The isolate takes the policy over.
void SetHostFiles(Isolate* iso, std::unique_ptr<HostFiles> files);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_HOST_FILES_H_
