// The ways into and out of bodies that depend on a method type alone; every stub of the type shares
// them.
//
//   words   bool (context, data, const uint64_t* arguments, uint64_t* result)   -> body
//   typed   R (context, data, A...)                                            -> body
//   touch   what enters a body that was not used since ages were noted (stub_data.h) -> body
//   miss    a function thunk whose handle has no code at the moment            -> FunctionMissed
//
// Bodies are entered with A... in the places of the C++ convention, r10 = data, r11 = context
// (emitter.h). Adapters go, when room is needed, once no unit and no function uses them: a unit
// counts the frames of `words` as its own, and FunctionMissed is a user while it runs.
#ifndef KRAIT_JIT_HANDLES_ADAPTERS_H_
#define KRAIT_JIT_HANDLES_ADAPTERS_H_

#include <memory>
#include <string>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "callsite/handle_compiler.h"
#include "callsite/method_type.h"
#include "jit/code/code_memory.h"

namespace krait::jit {

struct FunctionRecord;

// Performs the invocation of a function whose thunk leads nowhere. `result` is zero on failure.
void FunctionMissed(FunctionRecord* record, const uint64_t* arguments, uint64_t* result);

struct Adapters {
  callsite::StubEntry words = nullptr;
  const void* typed = nullptr;  // null: the arguments do not all fit in registers
  const uint8_t* touch = nullptr;
  const uint8_t* miss = nullptr;
  CodeBlock* block = nullptr;
  uint32_t users = 0;
};

class AdapterTable {
 public:
  explicit AdapterTable(CodeMemory& memory) : memory_(memory) {}

  absl::StatusOr<Adapters*> Get(const callsite::MethodType& type);
  void FreeUnused();

 private:
  absl::StatusOr<std::unique_ptr<Adapters>> Make(const callsite::MethodType& type);

  CodeMemory& memory_;
  std::unordered_map<std::string, std::unique_ptr<Adapters>> adapters_;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_ADAPTERS_H_
