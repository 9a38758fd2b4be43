#include "jit/code/dual_mapping.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace krait::jit {
namespace {

size_t PageSize() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

absl::Status Unavailable(const char* what) {
  return absl::UnavailableError(absl::StrCat("code memory: ", what, ": ", std::strerror(errno)));
}

uint8_t* Map(void* at, size_t bytes, int protection, int flags, int file) {
  void* memory = mmap(at, bytes, protection, flags, file, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<uint8_t*>(memory);
}

volatile uint32_t* MapToken() {
  const size_t bytes = PageSize();
  uint8_t* page = Map(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  if (page == nullptr) return nullptr;
  if (madvise(page, bytes, MADV_WIPEONFORK) != 0) {
    munmap(page, bytes);
    return nullptr;
  }
  auto* token = reinterpret_cast<volatile uint32_t*>(page);
  *token = 1;
  return token;
}

// The file is needed only while its views are made.
class MemoryFile {
 public:
  explicit MemoryFile(OpenMemoryFile open) : file_(open()) {}
  ~MemoryFile() {
    if (file_ >= 0) close(file_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  absl::Status Resize(size_t bytes) {
    if (file_ < 0) return Unavailable("no anonymous file");
    if (ftruncate(file_, static_cast<off_t>(bytes)) != 0)
      return Unavailable("cannot size the file");
    return absl::OkStatus();
  }
  // Null: not possible, see errno. A child must not have this view.
  uint8_t* MapWriting(size_t bytes) {
    uint8_t* view = Map(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file_);
    if (view == nullptr || madvise(view, bytes, MADV_DONTFORK) == 0) return view;
    munmap(view, bytes);
    return nullptr;
  }
  // `at`, when not null, is replaced.
  uint8_t* MapExecuting(size_t bytes, uint8_t* at) {
    const int fixed = at != nullptr ? MAP_FIXED : 0;
    return Map(at, bytes, PROT_READ | PROT_EXEC, MAP_SHARED | fixed, file_);
  }

 private:
  int file_;
};

}  // namespace

int OpenAnonymousFile() { return memfd_create("krait-code", MFD_CLOEXEC); }

absl::StatusOr<DualMapping> DualMapping::Create(size_t bytes, OpenMemoryFile open) {
  const size_t page = PageSize();
  DualMapping mapping;
  mapping.bytes_ = (bytes + page - 1) / page * page;
  MemoryFile file(open);
  if (absl::Status status = file.Resize(mapping.bytes_); !status.ok()) return status;
  mapping.rw_ = file.MapWriting(mapping.bytes_);
  if (mapping.rw_ == nullptr) return Unavailable("cannot map for writing");
  mapping.rx_ = file.MapExecuting(mapping.bytes_, nullptr);
  if (mapping.rx_ == nullptr) return Unavailable("cannot map for executing");
  mapping.token_ = MapToken();
  if (mapping.token_ == nullptr) return Unavailable("cannot tell a fork");
  return mapping;
}

absl::Status DualMapping::Reattach(size_t used, OpenMemoryFile open) {
  MemoryFile file(open);
  if (absl::Status status = file.Resize(bytes_); !status.ok()) return status;
  uint8_t* alias = file.MapWriting(bytes_);
  if (alias == nullptr) return Unavailable("cannot map for writing");
  std::memcpy(alias, rx_, used);
  if (file.MapExecuting(bytes_, rx_) == nullptr) {
    absl::Status status = Unavailable("cannot map for executing");
    munmap(alias, bytes_);
    return status;
  }
  rw_ = alias;
  *token_ = 1;
  return absl::OkStatus();
}

void DualMapping::Unmap() {
  if (rx_ != nullptr) munmap(rx_, bytes_);
  // In a child that never reattached the alias' addresses may be somebody else's by now.
  const bool alias_is_ours = rw_ != nullptr && (token_ == nullptr || !IsForked());
  if (alias_is_ours) munmap(rw_, bytes_);
  if (token_ != nullptr) munmap(const_cast<uint32_t*>(token_), PageSize());
}

DualMapping& DualMapping::operator=(DualMapping&& other) noexcept {
  if (this == &other) return *this;
  Unmap();
  rx_ = std::exchange(other.rx_, nullptr);
  rw_ = std::exchange(other.rw_, nullptr);
  bytes_ = std::exchange(other.bytes_, 0);
  token_ = std::exchange(other.token_, nullptr);
  return *this;
}

DualMapping::~DualMapping() { Unmap(); }

}  // namespace krait::jit
