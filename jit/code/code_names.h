// Names of machine code for tools outside: `perf` and gdb.
//
// perf reads /tmp/perf-PID.map, a line "address size name" for each piece of code; gdb reads the
// object files that a program registers with its JIT interface. Both are asked for by an option.
#ifndef KRAIT_JIT_CODE_CODE_NAMES_H_
#define KRAIT_JIT_CODE_CODE_NAMES_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace krait::jit {

// One symbol that gdb knows, until it is destroyed.
struct GdbEntry {
  virtual ~GdbEntry() = default;
};

std::unique_ptr<GdbEntry> RegisterWithGdb(const uint8_t* code, size_t bytes,
                                          const std::string& name);

class CodeNames {
 public:
  CodeNames(bool perf_map, bool gdb) : perf_map_(perf_map), gdb_(gdb) {}
  ~CodeNames();
  CodeNames(const CodeNames&) = delete;
  CodeNames& operator=(const CodeNames&) = delete;

  // What must live as long as the code does; may be null.
  std::unique_ptr<GdbEntry> Add(const uint8_t* code, size_t bytes, const std::string& name);

 private:
  void AddToPerfMap(const uint8_t* code, size_t bytes, const std::string& name);

  const bool perf_map_;
  const bool gdb_;
  int file_ = -1;
  pid_t process_ = 0;  // whose file it is: a child of a fork opens its own
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_CODE_CODE_NAMES_H_
