// What a stub for a handle graph will do, decided before any code is emitted.
//
// The plan is the graph as a tree, with sites and switch points resolved, and two views of it:
//
//   shape   everything the machine code depends on, as bytes. Equal shapes share machine code.
//   data    everything else, as words: constants, functions, handles. Code reads them through the
//           data pointer.
//
// A switch point, or the target of a mutable site, is resolved at once where control reaches it
// without any call since the entry: nothing can fire in between, so the stub as a whole depends on
// it and the plan does not mention it. Behind a call it becomes a point: an invalidation point in
// the code, with the way on for both cases. Code with points belongs to one handle alone.
//
// What does not fit any more (the tree is cut off after so many nodes, and at some depth) is
// outlined: the code calls that subtree as a handle of its own, which gets a stub of its own.
#ifndef KRAIT_JIT_HANDLES_PLAN_H_
#define KRAIT_JIT_HANDLES_PLAN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "callsite/handle_kinds.h"
#include "callsite/method_handle.h"
#include "callsite/switch_point.h"
#include "jit/handles/intrinsics.h"

namespace krait::jit {

enum class PlanOp : uint8_t {
  kNode,       // the handle's own kind
  kIntrinsic,  // a function leaf that is an instruction
  kPoint,      // children: while valid, once fired
  kOutlined,   // InvokeInside(handle)
};

struct PlanNode {
  const callsite::MethodHandle* handle = nullptr;
  PlanOp op = PlanOp::kNode;
  Intrinsic intrinsic = Intrinsic::kNone;
  uint32_t data = 0;        // its first word of data
  uint32_t assumption = 0;  // kPoint: index into Plan::assumptions
  uint32_t child = 0;       // its first entry in Plan::children
};

// May a function leaf with these FunctionFlags leave an error in the context? One without a context
// of its own may have invoked a handle that did.
constexpr bool MayFail(int32_t flags) {
  return (flags & callsite::kPure) == 0 || (flags & callsite::kTakesContext) != 0;
}

// A switch point the code relies on.
struct Assumption {
  callsite::SwitchPoint* point;
};

struct Plan {
  static constexpr int32_t kMissing = -1;
  // The words of data before a plan's own; see stub_data.h.
  static constexpr uint32_t kHeaderWords = 3;

  const PlanNode& node(int32_t i) const { return nodes[static_cast<size_t>(i)]; }
  // kMissing: the graph has no handle there.
  int32_t child(const PlanNode& n, int i) const {
    return children[n.child + static_cast<size_t>(i)];
  }

  std::vector<PlanNode> nodes;
  std::vector<int32_t> children;
  int32_t root = 0;
  std::string shape;
  std::vector<uint64_t> data;
  std::vector<Assumption> assumptions;
  // Targets of sites that stand in the plan.
  std::vector<callsite::HandleRef> inlined;
  bool has_points = false;
  // The code may call what calls back, so it must look at the end of the stack.
  bool may_recurse = false;
};

// The handle must have a type. Its tree is cut off after `max_nodes`.
inline constexpr size_t kMaxPlanNodes = 1500;
Plan MakePlan(const callsite::MethodHandle& handle, size_t max_nodes = kMaxPlanNodes);

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_PLAN_H_
