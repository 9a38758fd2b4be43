// What one compiled handle has: data, a body, assumptions. For the files of the stub compiler.
#ifndef KRAIT_JIT_HANDLES_STUB_UNIT_H_
#define KRAIT_JIT_HANDLES_STUB_UNIT_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "callsite/handle_compiler.h"
#include "callsite/method_handle.h"
#include "callsite/switch_point.h"
#include "jit/code/code_memory.h"
#include "jit/code/invalidation_point.h"
#include "jit/handles/adapters.h"
#include "jit/handles/plan.h"
#include "jit/handles/stub_data.h"

namespace krait::callsite {
class InvocationContext;
}

namespace krait::jit {

class StubCompiler;
class StubUnit;

struct BodyPoint {
  uint32_t assumption;
  InvalidationPoint point;
};

struct Body final : CodeOwner {
  // The compiler itself frees bodies, so it is not told.
  void OnCodeFreed(CodeBlock&) override {}

  CodeBlock* block = nullptr;
  std::string shape;  // empty: private to one unit
  uint32_t users = 0;
  std::vector<BodyPoint> points;
  std::list<Body*>::iterator idle;  // while it has no users
  size_t position = 0;              // among the private ones
};

// A function pointer that a host holds.
struct FunctionRecord final : callsite::CompiledFunction {
  // Calls without code before the handle is compiled again, at most.
  static constexpr uint32_t kMostPatience = 1024;

  FunctionRecord(StubCompiler& compiler, const callsite::MethodHandle& handle,
                 callsite::InvocationContext& context, Adapters& adapters, CodeBlock& thunk);
  ~FunctionRecord() override;
  // The compiler goes, and the code with it.
  void Abandon();

  StubCompiler* compiler;  // null: it is gone
  callsite::HandleRef handle;
  callsite::InvocationContext* context;
  CodeBlock* thunk;
  // Patched while there is no unit, and after ages were noted: the thunk leads to FunctionMissed.
  InvalidationPoint point;
  Adapters* adapters;
  StubUnit* unit = nullptr;
  uint32_t misses = 0;  // since it lost its code
  uint32_t patience = 1;
};

class StubUnit final : public callsite::CompiledStub, public callsite::Dependent {
 public:
  StubUnit(StubCompiler& compiler, const callsite::MethodHandle& handle, Plan&& plan, Body& body,
           Adapters& adapters);
  ~StubUnit();

  void OnInvalidated(callsite::SwitchPoint& point) override;

  // Registers with all assumptions of the plan.
  void Attach();
  void Detach();
  uint32_t active_frames() const;
  // Was the code used since this was asked last? Its next use, and that of each of its functions,
  // takes a way around.
  bool TakeUse();
  void NoteUse();

  StubCompiler& compiler;
  // Null: the handle has died, or has no stub any more.
  const callsite::MethodHandle* handle;
  Body& body;
  Adapters& adapters;
  std::unique_ptr<uint64_t[]> words;
  // Keep alive what the code refers to beyond its own handle, while frames may be in it.
  std::vector<callsite::HandleRef> kept;
  std::vector<FunctionRecord*> functions;
  size_t position = 0;  // in the compiler's list

 private:
  volatile uint64_t& Word(int offset) const;

  struct Registration {
    callsite::Dependency dependency;
    callsite::SwitchPoint* point;
  };

  std::unique_ptr<Registration[]> registrations_;
  size_t registration_count_;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_STUB_UNIT_H_
