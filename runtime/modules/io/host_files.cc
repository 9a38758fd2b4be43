#include "runtime/modules/io/host_files.h"

#include <errno.h>
#include <fcntl.h>

#include <utility>

#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"

namespace krait {

namespace {

struct FilesState : ModuleState {
  static constexpr char kKey = 0;
  std::unique_ptr<HostFiles> files = std::make_unique<HostFiles>();
};

}  // namespace

int HostFiles::Check(FileAccess, const char*) { return 0; }

int HostFiles::Open(const char* path, int flags, unsigned mode) {
  const bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
  const bool reads = (flags & O_ACCMODE) != O_WRONLY;
  int refusal = reads ? Check(FileAccess::kRead, path) : 0;
  if (refusal == 0 && writes) refusal = Check(FileAccess::kWrite, path);
  if (refusal != 0) {
    errno = refusal;
    return -1;
  }
  int fd;
  do {
    fd = open(path, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

HostFiles& HostFilesOf(Isolate* iso) { return *StateOf<FilesState>(iso).files; }

void SetHostFiles(Isolate* iso, std::unique_ptr<HostFiles> files) {
  StateOf<FilesState>(iso).files = std::move(files);
}

}  // namespace krait
