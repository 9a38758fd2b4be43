#include "jit/handles/plan.h"

#include <algorithm>
#include <span>

#include "callsite/guarded_invocation.h"
#include "callsite/handle_kinds.h"
#include "callsite/method_type.h"
#include "callsite/shared_switch_point.h"
#include "callsite/site.h"
#include "jit/handles/value_emitter.h"

namespace krait::jit {
namespace {

using callsite::HandleKind;
using callsite::HandleRef;
using callsite::MethodHandle;
using callsite::MethodType;
using callsite::Representation;
using callsite::Site;

constexpr int kMaxDepth = 200;

class Planner {
 public:
  Planner(Plan& plan, size_t max_nodes) : plan_(plan), max_nodes_(max_nodes) {}

  // The index of the node that stands for the handle.
  int32_t Visit(const MethodHandle& handle) {
    ++depth_;
    const int32_t result = HasRoom(handle) ? VisitKind(handle) : Outlined(handle);
    --depth_;
    return result;
  }

 private:
  bool HasRoom(const MethodHandle& handle) const {
    if (depth_ <= kMaxDepth && plan_.nodes.size() <= max_nodes_) return true;
    // Calling a leaf costs as much as a leaf.
    return handle.child_count() == 0 && handle.kind() != HandleKind::kInvokeSite;
  }

  int32_t VisitKind(const MethodHandle& handle) {
    switch (handle.kind()) {
      case HandleKind::kSwitchPointGuard:
        return VisitSwitchPoint(handle);
      case HandleKind::kInvokeSite:
        return VisitSite(handle);
      case HandleKind::kVarargs:
        return Visit(*handle.child(0));
      case HandleKind::kFunction:
        return VisitFunction(handle);
      case HandleKind::kWord:
        return Leaf(handle, {handle.word(0)});
      case HandleKind::kConstant:
        return Leaf(handle, {handle.value().bits()});
      case HandleKind::kGuardTest:
        return Leaf(handle, {handle.value().bits(), handle.word(0)}, GuardStructure(handle));
      case HandleKind::kIdentity:
      case HandleKind::kEmpty:
        return Leaf(handle, {});
      case HandleKind::kGetField:
      case HandleKind::kSetField:
      case HandleKind::kGetElement:
      case HandleKind::kSetElement:
      case HandleKind::kArrayLength:
        return VisitMemory(handle);
      case HandleKind::kInsertArguments:
        return VisitInsert(handle);
      case HandleKind::kCountedLoop:
      case HandleKind::kIteratedLoop:
      case HandleKind::kWhileLoop:
      case HandleKind::kDoWhileLoop:
      case HandleKind::kLoop:
        return VisitLoop(handle);
      case HandleKind::kGuardWithTest:
      case HandleKind::kTableSwitch:
        return VisitBranches(handle);
      case HandleKind::kFilterArguments:
      case HandleKind::kFilterResult:
      case HandleKind::kCollectArguments:
      case HandleKind::kFoldArguments:
      case HandleKind::kDropArguments:
      case HandleKind::kPermuteArguments:
        return VisitInOrder(handle);
      case HandleKind::kAsType:
        return VisitAsType(handle);
      case HandleKind::kCatchException:
      case HandleKind::kTryFinally:
        return VisitErrors(handle);
      case HandleKind::kSpread:
      case HandleKind::kGather:
        return VisitArray(handle);
      case HandleKind::kGetSlot:
      case HandleKind::kSetSlot:
        return Leaf(handle, {}, handle.index());
      case HandleKind::kGetCell:
        return Leaf(handle, {handle.value().bits(), reinterpret_cast<uint64_t>(&handle)});
      case HandleKind::kThrow:
        return Leaf(handle, {reinterpret_cast<uint64_t>(&handle)});
      case HandleKind::kSetCell:
      case HandleKind::kScriptFunction:
      case HandleKind::kPerform:
      case HandleKind::kInvoker:
        return Call(handle);
      default:
        // Not reached: these leaves have no type, so they stand in no graph.
        return Outlined(handle);
    }
  }

  // --- the two views ---

  void Byte(uint8_t byte) { plan_.shape.push_back(static_cast<char>(byte)); }
  void Number(uint32_t number) {
    plan_.shape.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }
  void Type(const MethodType& type) {
    Byte(static_cast<uint8_t>(type.result()));
    Byte(static_cast<uint8_t>(type.arity()));
    for (int i = 0; i < type.arity(); ++i) Byte(static_cast<uint8_t>(type.at(i)));
  }

  // Starts a node: its place in the shape comes before those of its children.
  int32_t Begin(const MethodHandle& handle, PlanOp op, std::span<const uint64_t> words,
                int children) {
    Byte(static_cast<uint8_t>(op));
    Byte(static_cast<uint8_t>(handle.kind()));
    Byte(static_cast<uint8_t>(children));
    Type(*handle.type());
    PlanNode node;
    node.handle = &handle;
    node.op = op;
    node.data = Plan::kHeaderWords + static_cast<uint32_t>(plan_.data.size());
    node.child = static_cast<uint32_t>(plan_.children.size());
    plan_.data.insert(plan_.data.end(), words.begin(), words.end());
    plan_.children.resize(plan_.children.size() + static_cast<size_t>(children), Plan::kMissing);
    plan_.nodes.push_back(node);
    return static_cast<int32_t>(plan_.nodes.size()) - 1;
  }
  PlanNode& At(int32_t node) { return plan_.nodes[static_cast<size_t>(node)]; }

  void SetChild(int32_t node, int i, int32_t child) {
    plan_.children[At(node).child + static_cast<size_t>(i)] = child;
  }
  void VisitChild(int32_t node, const MethodHandle& handle, int i) {
    const MethodHandle* child = handle.child(i);
    if (child == nullptr) {
      Byte(0xFF);
      return;
    }
    SetChild(node, i, Visit(*child));
  }

  // --- kinds ---

  int32_t Outlined(const MethodHandle& handle) {
    called_ = true;
    plan_.may_recurse = true;
    return Begin(handle, PlanOp::kOutlined, Words({reinterpret_cast<uint64_t>(&handle)}), 0);
  }

  // A leaf that is a function of runtime_calls.h, given the handle.
  int32_t Call(const MethodHandle& handle) {
    called_ = true;
    plan_.may_recurse = true;
    return Leaf(handle, {reinterpret_cast<uint64_t>(&handle)});
  }

  static std::span<const uint64_t> Words(std::initializer_list<uint64_t> words) {
    return {words.begin(), words.size()};
  }

  int32_t Leaf(const MethodHandle& handle, std::initializer_list<uint64_t> words,
               int32_t structure = 0) {
    const int32_t node = Begin(handle, PlanOp::kNode, Words(words), 0);
    Number(static_cast<uint32_t>(structure));
    return node;
  }

  // Which classes of words the guard tells apart is structure, which shapes is data.
  static int32_t GuardStructure(const MethodHandle& handle) {
    const auto first = static_cast<ShapeId>(handle.word(0));
    const auto second = static_cast<ShapeId>(handle.word(0) >> 32);
    return handle.index() | static_cast<int32_t>(ClassOf(first)) << 8 |
           static_cast<int32_t>(ClassOf(second)) << 16;
  }

  int32_t VisitFunction(const MethodHandle& handle) {
    const auto* entry = reinterpret_cast<const void*>(handle.word(0));
    if (const Intrinsic intrinsic = IntrinsicAt(entry); intrinsic != Intrinsic::kNone) {
      const int32_t node = Begin(handle, PlanOp::kIntrinsic, {}, 0);
      Byte(static_cast<uint8_t>(intrinsic));
      At(node).intrinsic = intrinsic;
      return node;
    }
    called_ = true;
    const uint64_t closure = handle.word_count() > 3 ? handle.word(3) : 0;
    const int32_t flags =
        handle.index() & (callsite::kTakesContext | callsite::kTakesClosure | callsite::kPure);
    if (MayFail(flags)) plan_.may_recurse = true;
    return Leaf(handle, {handle.word(0), closure}, flags);
  }

  int32_t VisitMemory(const MethodHandle& handle) {
    const int32_t node =
        Begin(handle, PlanOp::kNode, Words({reinterpret_cast<uint64_t>(&handle)}), 0);
    Number(static_cast<uint32_t>(handle.index()));
    Byte(handle.word_count() > 0 ? static_cast<uint8_t>(handle.word(0)) : 0);
    return node;
  }

  int32_t VisitInsert(const MethodHandle& handle) {
    std::vector<uint64_t> words;
    for (int i = 1; i < handle.child_count(); ++i) {
      const MethodHandle& constant = *handle.child(i);
      words.push_back(constant.word_count() > 0 ? constant.word(0) : constant.value().bits());
    }
    const int32_t node = Begin(handle, PlanOp::kNode, words, 1);
    Number(static_cast<uint32_t>(handle.index()));
    Number(static_cast<uint32_t>(words.size()));
    VisitChild(node, handle, 0);
    return node;
  }

  // Structure and children, in the order in which they run.
  int32_t VisitInOrder(const MethodHandle& handle) {
    const int32_t node = Begin(handle, PlanOp::kNode, {}, handle.child_count());
    Number(static_cast<uint32_t>(handle.index()));
    for (int i = 0; i < handle.word_count(); ++i) Byte(static_cast<uint8_t>(handle.word(i)));
    const bool target_first = handle.kind() == HandleKind::kFilterResult;
    if (target_first) VisitChild(node, handle, 0);
    for (int i = 1; i < handle.child_count(); ++i) VisitChild(node, handle, i);
    if (!target_first) VisitChild(node, handle, 0);
    return node;
  }

  int32_t VisitBranches(const MethodHandle& handle) {
    const int32_t node = Begin(handle, PlanOp::kNode, {}, handle.child_count());
    Number(static_cast<uint32_t>(handle.child_count()));
    int first = 0;
    if (handle.kind() == HandleKind::kGuardWithTest) VisitChild(node, handle, first++);
    const bool before = called_;
    bool after = before;
    for (int i = first; i < handle.child_count(); ++i) {
      called_ = before;
      VisitChild(node, handle, i);
      after |= called_;
    }
    called_ = after;
    return node;
  }

  int32_t VisitArray(const MethodHandle& handle) {
    const int32_t node =
        Begin(handle, PlanOp::kNode, Words({reinterpret_cast<uint64_t>(&handle)}), 1);
    Number(static_cast<uint32_t>(handle.index()));
    Byte(static_cast<uint8_t>(handle.word(0)));
    Byte(static_cast<uint8_t>(handle.word(1)));
    VisitChild(node, handle, 0);
    return node;
  }

  // The child that meets the error is reached behind the call that failed.
  int32_t VisitErrors(const MethodHandle& handle) {
    const int32_t node =
        Begin(handle, PlanOp::kNode, Words({reinterpret_cast<uint64_t>(&handle)}), 2);
    VisitChild(node, handle, 0);
    called_ = true;
    VisitChild(node, handle, 1);
    return node;
  }

  // What is rare is left to a function that is given the handle.
  int32_t VisitAsType(const MethodHandle& handle) {
    const int32_t node =
        Begin(handle, PlanOp::kNode, Words({reinterpret_cast<uint64_t>(&handle)}), 1);
    Number(static_cast<uint32_t>(handle.index()));
    called_ |= ConversionMayCall(handle);
    VisitChild(node, handle, 0);
    called_ = true;
    return node;
  }

  // Numbers convert in line; what is checked or boxed may need the runtime.
  static bool ConversionMayCall(const MethodHandle& handle) {
    const MethodType& outer = *handle.type();
    const MethodType& inner = *handle.child(0)->type();
    for (int i = 0; i < outer.arity(); ++i) {
      if (outer.at(i) == inner.at(i)) continue;
      if (outer.at(i) != Representation::kInt64 || inner.at(i) != Representation::kDouble) {
        return true;
      }
    }
    return false;
  }

  // Every iteration is a safepoint.
  int32_t VisitLoop(const MethodHandle& handle) {
    const int32_t node = Begin(handle, PlanOp::kNode, {}, handle.child_count());
    Number(static_cast<uint32_t>(handle.child_count()));
    called_ = true;
    for (int i = 0; i < handle.child_count(); ++i) VisitChild(node, handle, i);
    return node;
  }

  // --- assumptions ---

  uint32_t Assume(callsite::SwitchPoint& point) {
    const auto found = std::find_if(plan_.assumptions.begin(), plan_.assumptions.end(),
                                    [&](const Assumption& a) { return a.point == &point; });
    if (found == plan_.assumptions.end()) {
      plan_.assumptions.push_back({&point});
      return static_cast<uint32_t>(plan_.assumptions.size()) - 1;
    }
    return static_cast<uint32_t>(found - plan_.assumptions.begin());
  }

  int32_t BeginPoint(const MethodHandle& handle, uint32_t assumption) {
    const int32_t node = Begin(handle, PlanOp::kPoint, {}, 2);
    At(node).assumption = assumption;
    plan_.has_points = true;
    return node;
  }

  int32_t VisitSwitchPoint(const MethodHandle& handle) {
    callsite::SwitchPoint& point =
        static_cast<callsite::SharedSwitchPoint*>(handle.resource())->point();
    if (!point.valid()) return Visit(*handle.child(1));
    const uint32_t assumption = Assume(point);
    if (!called_) return Visit(*handle.child(0));
    const int32_t node = BeginPoint(handle, assumption);
    SetChild(node, 0, Visit(*handle.child(0)));
    SetChild(node, 1, Visit(*handle.child(1)));
    return node;
  }

  int32_t VisitSite(const MethodHandle& handle) {
    Site* site = static_cast<callsite::SiteCell*>(handle.resource())->site();
    const bool recursive = std::find(sites_.begin(), sites_.end(), site) != sites_.end();
    if (site == nullptr || recursive || site->kind() == Site::Kind::kVolatile ||
        handle.index() != 0) {
      return Call(handle);
    }
    HandleRef target = site->Target();
    if (!target || target->type() == nullptr) return Call(handle);
    const MethodHandle& graph = *target;
    plan_.inlined.push_back(std::move(target));
    sites_.push_back(site);
    // A constant site may die; so its point counts, too.
    const uint32_t assumption = Assume(site->target_point());
    int32_t result;
    if (!called_) {
      result = Visit(graph);
    } else {
      result = BeginPoint(handle, assumption);
      SetChild(result, 0, Visit(graph));
      SetChild(result, 1, Call(handle));
    }
    sites_.pop_back();
    return result;
  }

  Plan& plan_;
  const size_t max_nodes_;
  std::vector<const Site*> sites_;
  int depth_ = 0;
  // A call, or a safepoint, may have happened since the entry.
  bool called_ = false;
};

}  // namespace

Plan MakePlan(const callsite::MethodHandle& handle, size_t max_nodes) {
  Plan plan;
  Planner planner(plan, max_nodes);
  plan.root = planner.Visit(handle);
  return plan;
}

}  // namespace krait::jit
