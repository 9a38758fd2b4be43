#include "jit/handles/installer.h"

#include "absl/status/status.h"

namespace krait::jit {

CodeBuffer::CodeBuffer() {
  asmjit::Environment environment(asmjit::Arch::kX64);
  holder_.init(environment);
  holder_.setErrorHandler(this);
}

void CodeBuffer::handleError(asmjit::Error, const char*, asmjit::BaseEmitter*) { failed_ = true; }

absl::StatusOr<CodeBlock*> CodeBuffer::Install(CodeMemory& memory, CodeOwner* owner,
                                               std::string_view name) {
  const bool linked = holder_.flatten() == asmjit::kErrorOk &&
                      holder_.resolveUnresolvedLinks() == asmjit::kErrorOk &&
                      !holder_.hasUnresolvedLinks();
  if (failed_ || !linked) return absl::InternalError("code memory: code that cannot be encoded");
  absl::StatusOr<CodeBlock*> block = memory.Allocate(holder_.codeSize(), owner);
  if (!block.ok()) return block;
  uint8_t* writable = memory.Writable(**block);
  if (holder_.relocateToBase(reinterpret_cast<uint64_t>((*block)->code())) != asmjit::kErrorOk ||
      holder_.copyFlattenedData(writable, (*block)->bytes()) != asmjit::kErrorOk) {
    memory.Free(**block);
    return absl::InternalError("code memory: code that cannot be moved");
  }
  memory.Publish(**block, name);
  return block;
}

}  // namespace krait::jit
