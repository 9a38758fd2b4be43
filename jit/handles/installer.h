// From assembled code to a block of code memory.
#ifndef KRAIT_JIT_HANDLES_INSTALLER_H_
#define KRAIT_JIT_HANDLES_INSTALLER_H_

#include <asmjit/x86.h>

#include <string_view>

#include "absl/status/statusor.h"
#include "jit/code/code_memory.h"

namespace krait::jit {

// A code holder for x86-64 that reports its errors through its status.
class CodeBuffer final : public asmjit::ErrorHandler {
 public:
  CodeBuffer();
  ~CodeBuffer() override = default;

  asmjit::CodeHolder& holder() { return holder_; }
  bool failed() const { return failed_; }

  // Copies the code into memory of its own. Internal if it cannot be encoded.
  absl::StatusOr<CodeBlock*> Install(CodeMemory& memory, CodeOwner* owner, std::string_view name);

 private:
  void handleError(asmjit::Error error, const char* message, asmjit::BaseEmitter* origin) override;

  asmjit::CodeHolder holder_;
  bool failed_ = false;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_INSTALLER_H_
