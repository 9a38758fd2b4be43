// Compiles method handles to machine code: the kernel's HandleCompiler.
//
//   handle --MakePlan--> plan --shape--> body: found, or lowered and assembled
//                          \--data---> unit { data words, dependencies } = the handle's stub
//
// - A body is shared by every handle of its shape, unless it has invalidation points: then it
// belongs
//   to one unit. Bodies without users are kept for a while, because relinking comes back to them.
// - A unit is what one handle has: its data, and its registration with the switch points its plan
//   relied on. When one fires, the points in the code that belong to it are patched, the handle
//   loses its stub, and its functions' thunks are patched to lead to FunctionMissed. The unit
//   itself stays until no frame runs with its data; then it goes, and its body with it if it was
//   the last user.
// - A function (MakeFunction) is a thunk that loads data and context and jumps to the body. It is
//   linked again when it was missed a few times; each invalidation asks for more patience.
//
// Compiling runs no code of hosts or scripts and never fails loudly: a handle without a stub is
// evaluated. One compiler serves one isolate.
#ifndef KRAIT_JIT_HANDLES_STUB_COMPILER_H_
#define KRAIT_JIT_HANDLES_STUB_COMPILER_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/handle_compiler.h"
#include "callsite/method_handle.h"
#include "callsite/switch_point.h"
#include "jit/code/code_memory.h"
#include "jit/handles/adapters.h"

namespace krait::gc {
class Marker;
}

namespace krait::jit {

struct Body;
struct FunctionRecord;
struct Plan;
class StubUnit;

struct StubStatistics {
  uint64_t compilations = 0;   // units made
  uint64_t assemblies = 0;     // bodies made
  uint64_t shared = 0;         // units that found their body
  uint64_t failures = 0;       // handles that could not be compiled
  uint64_t invalidations = 0;  // units that lost an assumption
  uint64_t misses = 0;         // calls of functions without code
  uint64_t evictions = 0;      // units that made room for others
  size_t units = 0;            // live, or waiting for a frame to leave
  size_t waiting = 0;
  size_t bodies = 0;
  size_t functions = 0;
};

class StubCompiler final : public callsite::HandleCompiler {
 public:
  // Bodies without users that are kept.
  static constexpr size_t kIdleBodies = 64;
  // An epoch of the code memory is so many new units, or a quarter of all.
  static constexpr size_t kLeastUnitsPerEpoch = 64;

  explicit StubCompiler(const CodeMemoryOptions& options = {}, gc::Heap* heap = nullptr);
  // Handles that still have stubs lose them. No frame may be in the code.
  ~StubCompiler();
  StubCompiler(const StubCompiler&) = delete;
  StubCompiler& operator=(const StubCompiler&) = delete;

  const callsite::CompiledStub* Compile(const callsite::MethodHandle& handle) override;
  void HandleDied(const callsite::MethodHandle& handle) override;
  absl::StatusOr<callsite::ResourceRef<callsite::CompiledFunction>> MakeFunction(
      const callsite::MethodHandle& handle, callsite::InvocationContext& context) override;

  // Frees what lost its assumptions and is not on any stack. Called by the functions above, too:
  // before they begin, because what dies may run code of the host.
  void Sweep();

  // What code on the stack refers to when nobody else does any more. For the owner of the heap.
  void Trace(gc::Marker& marker) const;

  CodeMemory& memory() { return memory_; }
  StubStatistics statistics() const;

 private:
  friend struct FunctionRecord;
  friend class StubUnit;
  friend void FunctionMissed(FunctionRecord*, const uint64_t*, uint64_t*);

  absl::StatusOr<StubUnit*> MakeUnit(const callsite::MethodHandle& handle);
  // Counts the caller as a user.
  absl::StatusOr<Adapters*> UseAdapters(const callsite::MethodType& type);
  absl::StatusOr<Body*> MakePlanAndBody(const callsite::MethodHandle& handle, Plan* plan);
  absl::StatusOr<Body*> FindOrMakeBody(const Plan& plan, const callsite::MethodType& type);
  absl::StatusOr<Body*> Assemble(const Plan& plan, const callsite::MethodType& type);
  void DropBody(Body* body);
  void FreeBody(Body* body);
  void FreeIdleBodies(size_t keep);

  // Gives what `make` gives, if need be after code that was not used for long has gone.
  template <typename Make>
  auto WithRoom(size_t bytes, Make make) -> decltype(make());
  // Evicts the code without frames that was not used for the longest time: `bytes`, and a part of
  // all. False: nothing could go.
  bool MakeRoom(size_t bytes);
  // Whose code was entered since the last time is young.
  void NoteUses();

  // Frees the code of units that wait for nothing any more, and nothing else.
  void FreeCode();
  void Retire(StubUnit& unit);
  void TakeFromHandle(StubUnit& unit);
  void LinkFunctions(const callsite::MethodHandle& handle, StubUnit& unit);
  void Link(FunctionRecord& record, StubUnit& unit);
  void Unlink(FunctionRecord& record);
  // The function's code, compiled now if it has been patient enough.
  void RelinkAfterMiss(FunctionRecord& record);
  void FunctionDied(FunctionRecord& record);

  CodeMemory memory_;
  AdapterTable adapters_;
  std::unordered_map<std::string, std::unique_ptr<Body>> shared_;
  std::vector<std::unique_ptr<Body>> private_;
  std::list<Body*> idle_;  // the longest without a user first
  std::vector<std::unique_ptr<StubUnit>> units_;
  std::vector<StubUnit*> waiting_;
  std::vector<std::unique_ptr<StubUnit>> dead_;  // without code; they go with the next Sweep
  std::unordered_multimap<const callsite::MethodHandle*, FunctionRecord*> functions_;
  StubStatistics statistics_;
  size_t until_noting_ = kLeastUnitsPerEpoch;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_STUB_COMPILER_H_
