// Compiled handles, as the kernel sees them. The compiler itself stands above (jit/).
//
// A handle that was invoked HandleTable::compile_threshold() times from outside is offered to the
// compiler. If it answers with a stub, the compiler has called handle.SetStub(): from then on
// Invoke (evaluator.h) enters the stub instead of walking the graph.
//
// Stubs are shared by graphs of one shape: everything in which such graphs differ (constants,
// function pointers, sites, switch points) is read through `data`, which is the handle's own.
//
//   who            owns what
//   compiler       CompiledStub, its data and its code. It clears the handle's stub
//   (SetStub(nullptr)) when an
//                  assumption dies, and frees the code when no frame is in it.
//   handle         its stub pointer only. When it dies it tells the compiler: HandleDied.
//   table          the pointer to the compiler.
//
// What a compiler needs to know of the graph:
//   kSwitchPointGuard   resource is a SharedSwitchPoint: inline the target while `point().valid()`,
//   register
//                       a Dependency on it; once fired, the guard takes its fallback.
//   kInvokeSite         resource is a SiteCell: site() is null once the site died (the invocation
//   fails).
//                       Site::kind() kConstant: inline target(). kMutable, kLinked: inline target()
//                       and register on target_point(), which fires after a new target was
//                       installed. kVolatile: call InvokeSiteSlow each time.
//   kGuardTest          a Guard in its operands: compare shapes or words in line.
// A guard's switch point is looked at when control reaches the guard; firing while its target runs
// has no effect on that run. Dependents are told between two instructions of the isolate's own
// thread: only calls and safepoints can be such places.
#ifndef KRAIT_CALLSITE_HANDLE_COMPILER_H_
#define KRAIT_CALLSITE_HANDLE_COMPILER_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "callsite/handle_resource.h"

namespace krait::callsite {

class InvocationContext;
class MethodHandle;

// Arguments and result are words of the handle's type. False: an error is pending in the context.
// The result of a void handle is not written.
using StubEntry = bool (*)(InvocationContext* context, const void* data, const uint64_t* arguments,
                           uint64_t* result);

struct CompiledStub {
  StubEntry entry = nullptr;
  const void* data = nullptr;
  // The same with arguments in registers, as the platform's C++ convention passes
  //   R (InvocationContext*, const void* data, A...)
  // with int64_t, double, bool, void* and Value (one integer register) for the representations. On
  // failure context->failed is set and the result is zero. Null: there is none.
  const void* typed_entry = nullptr;
};

// A plain function `R (A...)` with a handle and a context baked in. It goes on working when
// assumptions die, and when the handle's table takes another compiler; it is compiled again behind
// its back. Its holders keep the handle alive, too.
class CompiledFunction : public HandleResource {
 public:
  // Null: the compiler is gone, and the code with it.
  const void* entry() const { return entry_; }

 protected:
  const void* entry_ = nullptr;
};

class HandleCompiler {
 public:
  // Compiles the graph, calls handle.SetStub and returns the stub; null: not now. Asked again after
  // a further `compile_threshold` invocations. Runs no script, no function of the host.
  virtual const CompiledStub* Compile(const MethodHandle& handle) = 0;

  // A handle with a stub dies, or is taken away from the compiler: the stub is not entered again.
  virtual void HandleDied(const MethodHandle& handle) = 0;

  virtual absl::StatusOr<ResourceRef<CompiledFunction>> MakeFunction(
      const MethodHandle& handle, InvocationContext& context) = 0;

 protected:
  ~HandleCompiler() = default;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HANDLE_COMPILER_H_
