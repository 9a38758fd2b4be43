#include "jit/handles/lowering.h"

#include "callsite/word_conversion.h"

namespace krait::jit {

using callsite::HandleKind;
using callsite::Representation;

namespace {

// Nodes that are their target with other arguments.
bool ArrangesArguments(HandleKind kind) {
  switch (kind) {
    case HandleKind::kInsertArguments:
    case HandleKind::kDropArguments:
    case HandleKind::kPermuteArguments:
    case HandleKind::kFilterArguments:
    case HandleKind::kCollectArguments:
    case HandleKind::kFoldArguments:
    case HandleKind::kSpread:
    case HandleKind::kGather:
      return true;
    default:
      return false;
  }
}

}  // namespace

// ---- dispatch ----

ValueId Lowering::Lower(int32_t index, Values arguments) {
  Node node = plan_.node(index);
  arguments = arguments.first(static_cast<size_t>(node.handle->type()->arity()));
  if (node.op == PlanOp::kPoint) return LowerPoint(node, arguments, false);
  if (node.op != PlanOp::kNode) return LowerLeaf(node, arguments);
  if (ArrangesArguments(node.handle->kind())) {
    return Lower(Child(node, 0), TargetArguments(node, arguments));
  }
  switch (node.handle->kind()) {
    case HandleKind::kFilterResult:
      return LowerFilterResult(node, arguments, false);
    case HandleKind::kGuardWithTest:
      return LowerGuard(node, arguments, false);
    case HandleKind::kTableSwitch:
      return LowerSwitch(node, arguments, false);
    case HandleKind::kCatchException:
      return LowerCatch(node, arguments);
    case HandleKind::kTryFinally:
      return LowerFinally(node, arguments);
    case HandleKind::kAsType:
      return LowerAsType(node, arguments);
    case HandleKind::kCountedLoop:
    case HandleKind::kIteratedLoop:
    case HandleKind::kWhileLoop:
    case HandleKind::kDoWhileLoop:
    case HandleKind::kLoop:
      return LowerLoop(node, arguments);
    default:
      return LowerLeaf(node, arguments);
  }
}

void Lowering::Tail(int32_t index, Values arguments) {
  Node node = plan_.node(index);
  arguments = arguments.first(static_cast<size_t>(node.handle->type()->arity()));
  if (node.op == PlanOp::kPoint) {
    LowerPoint(node, arguments, true);
    return;
  }
  if (node.op == PlanOp::kNode && ArrangesArguments(node.handle->kind()) &&
      node.handle->kind() != HandleKind::kGather) {
    Tail(Child(node, 0), TargetArguments(node, arguments));
    return;
  }
  if (node.op == PlanOp::kNode) {
    switch (node.handle->kind()) {
      case HandleKind::kFilterResult:
        LowerFilterResult(node, arguments, true);
        return;
      case HandleKind::kGuardWithTest:
        LowerGuard(node, arguments, true);
        return;
      case HandleKind::kTableSwitch:
        LowerSwitch(node, arguments, true);
        return;
      case HandleKind::kFunction: {
        bool left = false;
        const ValueId v = LowerFunction(node, arguments, true, &left);
        if (!left) Leave(v);
        return;
      }
      default:
        break;
    }
  }
  Leave(Lower(index, arguments));
}

Emitter::State Lowering::Branch(int32_t index, Values arguments, const asmjit::Label& if_false) {
  Node node = plan_.node(index);
  arguments = arguments.first(static_cast<size_t>(node.handle->type()->arity()));
  if (node.op == PlanOp::kIntrinsic && IsComparison(node.intrinsic)) {
    BranchIntrinsic(node, arguments, if_false);
  } else if (node.op == PlanOp::kNode && node.handle->kind() == HandleKind::kGuardTest) {
    BranchGuardTest(node, arguments, if_false);
  } else if (node.op == PlanOp::kNode && ArrangesArguments(node.handle->kind())) {
    return Branch(Child(node, 0), TargetArguments(node, arguments), if_false);
  } else {
    const ValueId v = Lower(index, arguments);
    if (v != kNoValue) {
      const x86::Gp holds = e_.UseGp(v);
      Emit(a_.test(holds.r32(), holds.r32()));
      Emit(a_.je(if_false));
    }
    e_.Unlock();
  }
  return e_.Snapshot();
}

void Lowering::Leave(ValueId v) {
  if (v == kNoValue) {
    e_.ReturnVoid();
  } else {
    e_.Return(v);
  }
}

ValueId Lowering::Zero(Representation representation) {
  if (representation == Representation::kVoid) return kNoValue;
  return e_.Immediate(representation, callsite::ZeroWord(representation));
}

// ---- arguments ----

std::vector<ValueId> Lowering::TargetArguments(Node node, Values arguments) {
  switch (node.handle->kind()) {
    case HandleKind::kInsertArguments:
      return Inserted(node, arguments);
    case HandleKind::kDropArguments: {
      const size_t position = static_cast<size_t>(node.handle->index());
      const size_t taken = static_cast<size_t>(node.handle->child(0)->type()->arity());
      std::vector<ValueId> result(arguments.begin(), arguments.end());
      const auto first = result.begin() + static_cast<ptrdiff_t>(position);
      result.erase(first, first + static_cast<ptrdiff_t>(arguments.size() - taken));
      return result;
    }
    case HandleKind::kPermuteArguments: {
      std::vector<ValueId> result;
      for (int i = 0; i < node.handle->word_count(); ++i) {
        result.push_back(arguments[node.handle->word(i)]);
      }
      return result;
    }
    case HandleKind::kFilterArguments:
      return Filtered(node, arguments);
    case HandleKind::kCollectArguments:
      return Collected(node, arguments);
    case HandleKind::kSpread:
      return Spread(node, arguments);
    case HandleKind::kGather:
      return Gathered(node, arguments);
    default:
      return Folded(node, arguments);
  }
}

std::vector<ValueId> Lowering::Inserted(Node node, Values arguments) {
  std::vector<ValueId> result(arguments.begin(), arguments.end());
  const int position = node.handle->index();
  const int count = node.handle->child_count() - 1;
  for (int i = 0; i < count; ++i) {
    const Representation r = node.handle->child(0)->type()->at(position + i);
    result.insert(result.begin() + position + i,
                  e_.Constant(r, node.data + static_cast<uint32_t>(i)));
  }
  return result;
}

std::vector<ValueId> Lowering::Filtered(Node node, Values arguments) {
  std::vector<ValueId> result(arguments.begin(), arguments.end());
  for (int i = 1; i < node.handle->child_count(); ++i) {
    const int32_t filter = Child(node, i);
    if (filter == Plan::kMissing) continue;
    const size_t at = static_cast<size_t>(node.handle->index() + i - 1);
    const ValueId argument = result[at];
    // The argument itself may stand elsewhere in the list as well.
    result[at] = result[at == 0 && result.size() > 1 ? 1 : 0];
    const Emitter::Keep keep(e_, result);
    result[at] = Lower(filter, {&argument, 1});
  }
  return result;
}

std::vector<ValueId> Lowering::Collected(Node node, Values arguments) {
  const int32_t filter = Child(node, 1);
  const auto position = static_cast<size_t>(node.handle->index());
  const auto taken = static_cast<size_t>(Type(filter).arity());
  std::vector<ValueId> result(arguments.begin(), arguments.begin() + node.handle->index());
  result.insert(result.end(), arguments.begin() + static_cast<ptrdiff_t>(position + taken),
                arguments.end());
  const Emitter::Keep keep(e_, result);
  const ValueId made = Lower(filter, arguments.subspan(position, taken));
  if (made != kNoValue) result.insert(result.begin() + node.handle->index(), made);
  return result;
}

std::vector<ValueId> Lowering::Folded(Node node, Values arguments) {
  const auto position = static_cast<size_t>(node.handle->index());
  std::vector<ValueId> result(arguments.begin(), arguments.end());
  const Emitter::Keep keep(e_, arguments);
  const ValueId made = Lower(Child(node, 1), arguments.subspan(position));
  if (made != kNoValue) result.insert(result.begin() + static_cast<ptrdiff_t>(position), made);
  return result;
}

ValueId Lowering::LowerFilterResult(Node node, Values arguments, bool tail) {
  const ValueId between = Lower(Child(node, 0), arguments);
  const Values given = between == kNoValue ? Values() : Values(&between, 1);
  if (!tail) return Lower(Child(node, 1), given);
  Tail(Child(node, 1), given);
  return kNoValue;
}

// ---- calls with words ----

uint32_t Lowering::StoreWords(Values arguments) {
  e_.EnsureFrame();
  const uint32_t first = e_.NewSlots(static_cast<uint32_t>(arguments.size()) + 1);
  for (size_t i = 0; i < arguments.size(); ++i) {
    e_.StoreWord(arguments[i], e_.Slot(first - static_cast<uint32_t>(i)));
  }
  return first;
}

ValueId Lowering::CallWithWords(HandleCall* function, uint32_t handle_word, Values arguments,
                                Representation result) {
  const uint32_t words = StoreWords(arguments);
  const uint32_t out = e_.NewSlots(1);
  const CallArgument call[] = {CallArgument::Data(handle_word), CallArgument::Context(),
                               CallArgument::SlotAddress(words), CallArgument::SlotAddress(out)};
  e_.CallAddress(reinterpret_cast<const void*>(function), call, Representation::kVoid);
  e_.CheckSucceeded();
  return result == Representation::kVoid ? kNoValue : LoadSlot(out, result);
}

void Lowering::FailWithWords(uint32_t handle_word, Values arguments) {
  CallWithWords(&EvaluateLeaf, handle_word, arguments, Representation::kVoid);
  Emit(a_.jmp(e_.error_target()));
}

ValueId Lowering::LoadSlot(uint32_t slot, Representation representation) {
  const ValueId v = e_.Define(representation);
  if (representation == Representation::kDouble) {
    Emit(a_.movsd(e_.XmmOf(v), e_.Slot(slot)));
  } else {
    Emit(a_.mov(e_.GpOf(v), e_.Slot(slot)));
  }
  e_.Unlock();
  return v;
}

}  // namespace krait::jit
