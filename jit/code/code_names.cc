#include "jit/code/code_names.h"

#include <fcntl.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"

namespace krait::jit {

CodeNames::~CodeNames() {
  if (file_ >= 0) close(file_);
}

std::unique_ptr<GdbEntry> CodeNames::Add(const uint8_t* code, size_t bytes,
                                         const std::string& name) {
  if (perf_map_) AddToPerfMap(code, bytes, name);
  return gdb_ ? RegisterWithGdb(code, bytes, name) : nullptr;
}

// Several isolates append to one file, each line with one write. A name perf does not learn is no
// error of the program: failures are ignored.
void CodeNames::AddToPerfMap(const uint8_t* code, size_t bytes, const std::string& name) {
  if (const pid_t process = getpid(); process != process_) {
    if (file_ >= 0) close(file_);
    file_ = open(absl::StrCat("/tmp/perf-", process, ".map").c_str(),
                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    process_ = process;
  }
  if (file_ < 0) return;
  const std::string line = absl::StrCat(absl::Hex(reinterpret_cast<uintptr_t>(code)), " ",
                                        absl::Hex(bytes), " ", name, "\n");
  [[maybe_unused]] const ssize_t written = write(file_, line.data(), line.size());
}

}  // namespace krait::jit
