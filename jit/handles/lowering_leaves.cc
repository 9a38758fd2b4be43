// Leaves: functions, instructions, guards, what is a call. Memory: lowering_memory.cc.
#include <cstddef>
#include <utility>

#include "callsite/guarded_invocation.h"
#include "callsite/handle_kinds.h"
#include "jit/handles/lowering.h"
#include "jit/handles/value_emitter.h"

namespace krait::jit {

using callsite::Guard;
using callsite::HandleKind;
using callsite::Representation;

ValueId Lowering::LowerLeaf(Node node, Values arguments) {
  const auto call = [&](HandleCall* function) {
    return CallWithWords(function, node.data, arguments, node.handle->type()->result());
  };
  if (node.op == PlanOp::kOutlined) return call(&InvokeOutlined);
  if (node.op == PlanOp::kIntrinsic) return LowerIntrinsic(node, arguments);
  const Representation result = node.handle->type()->result();
  switch (node.handle->kind()) {
    case HandleKind::kWord:
    case HandleKind::kConstant:
      return e_.Constant(result, node.data);
    case HandleKind::kIdentity:
      return arguments[0];
    case HandleKind::kEmpty:
      return Zero(result);
    case HandleKind::kFunction:
      return LowerFunction(node, arguments, false, nullptr);
    case HandleKind::kGuardTest:
      return LowerGuardTest(node, arguments);
    case HandleKind::kThrow:
      return LowerThrow(node, arguments);
    case HandleKind::kGetSlot:
      return LowerGetSlot(node, arguments);
    case HandleKind::kSetSlot:
      return LowerSetSlot(node, arguments);
    case HandleKind::kGetCell:
      return LowerGetCell(node);
    case HandleKind::kSetCell:
    case HandleKind::kPerform:
    case HandleKind::kInvoker:
      return call(&EvaluateLeaf);
    case HandleKind::kScriptFunction:
      return call(&CallScript);
    case HandleKind::kInvokeSite:
      return call(&InvokeSite);
    default:
      return LowerMemory(node, arguments);
  }
}

// ---- functions ----

std::vector<CallArgument> Lowering::FunctionArguments(Node node, Values arguments,
                                                      std::vector<Representation>* types) {
  std::vector<CallArgument> call;
  if ((node.handle->index() & callsite::kTakesContext) != 0) {
    call.push_back(CallArgument::Context());
    types->push_back(Representation::kPointer);
  }
  if ((node.handle->index() & callsite::kTakesClosure) != 0) {
    call.push_back(CallArgument::Data(node.data + 1));
    types->push_back(Representation::kPointer);
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    call.push_back(CallArgument::Of(arguments[i]));
    types->push_back(node.handle->type()->at(static_cast<int>(i)));
  }
  return call;
}

ValueId Lowering::LowerFunction(Node node, Values arguments, bool tail, bool* left) {
  std::vector<Representation> types;
  const std::vector<CallArgument> call = FunctionArguments(node, arguments, &types);
  if (tail && e_.TailCallData(node.data, call, types)) {
    *left = true;
    return kNoValue;
  }
  const ValueId v = e_.CallData(node.data, call, types, node.handle->type()->result());
  if (MayFail(node.handle->index())) e_.CheckError();
  return v;
}

// Throwing is the call; what follows is never reached.
ValueId Lowering::LowerThrow(Node node, Values arguments) {
  FailWithWords(node.data, arguments);
  return Zero(node.handle->type()->result());
}

// ---- instructions ----

ValueId Lowering::LowerIntrinsic(Node node, Values arguments) {
  const ValueId a = arguments[0];
  const ValueId b = arguments[1];
  if (IsComparison(node.intrinsic)) {
    // The register first: finding one may change the flags.
    e_.Pin({a, b});
    const ValueId v = e_.Define(Representation::kBool);
    const x86::CondCode holds = Compare(node.intrinsic, a, b);
    const x86::Gp to = e_.GpOf(v);
    Emit(a_.set(holds, to.r8()));
    Emit(a_.movzx(to.r32(), to.r8()));
    e_.Unlock();
    return v;
  }
  e_.Pin({a, b});
  const asmjit::Operand right = e_.Use(b);
  const ValueId v = e_.Define(e_.representation(a), a);
  const auto emit = [&](asmjit::InstId id, const asmjit::Operand& to) {
    Emit(a_.emit(id, to, right));
  };
  switch (node.intrinsic) {
    case Intrinsic::kAddInt64:
      emit(x86::Inst::kIdAdd, e_.GpOf(v));
      break;
    case Intrinsic::kSubtractInt64:
      emit(x86::Inst::kIdSub, e_.GpOf(v));
      break;
    case Intrinsic::kMultiplyInt64:
      emit(x86::Inst::kIdImul, e_.GpOf(v));
      break;
    case Intrinsic::kAndInt64:
      emit(x86::Inst::kIdAnd, e_.GpOf(v));
      break;
    case Intrinsic::kOrInt64:
      emit(x86::Inst::kIdOr, e_.GpOf(v));
      break;
    case Intrinsic::kXorInt64:
      emit(x86::Inst::kIdXor, e_.GpOf(v));
      break;
    case Intrinsic::kAddDouble:
      emit(x86::Inst::kIdAddsd, e_.XmmOf(v));
      break;
    case Intrinsic::kSubtractDouble:
      emit(x86::Inst::kIdSubsd, e_.XmmOf(v));
      break;
    case Intrinsic::kMultiplyDouble:
      emit(x86::Inst::kIdMulsd, e_.XmmOf(v));
      break;
    case Intrinsic::kDivideDouble:
      emit(x86::Inst::kIdDivsd, e_.XmmOf(v));
      break;
    default:
      e_.Fail();
  }
  e_.Unlock();
  return v;
}

// Comparisons of doubles are arranged so that a NaN makes the condition false.
x86::CondCode Lowering::Compare(Intrinsic intrinsic, ValueId a, ValueId b) {
  const bool swapped =
      intrinsic == Intrinsic::kLessDouble || intrinsic == Intrinsic::kLessEqualDouble;
  if (swapped) std::swap(a, b);
  e_.Pin({a, b});
  if (e_.representation(a) == Representation::kDouble) {
    const x86::Xmm left = e_.UseXmm(a);
    Emit(a_.emit(x86::Inst::kIdUcomisd, left, e_.Use(b)));
  } else {
    const x86::Gp left = e_.UseGp(a);
    Emit(a_.emit(x86::Inst::kIdCmp, left, e_.Use(b)));
  }
  switch (intrinsic) {
    case Intrinsic::kEqualInt64:
    case Intrinsic::kSamePointer:
      return x86::CondCode::kE;
    case Intrinsic::kNotEqualInt64:
      return x86::CondCode::kNE;
    case Intrinsic::kLessInt64:
      return x86::CondCode::kL;
    case Intrinsic::kLessEqualInt64:
      return x86::CondCode::kLE;
    case Intrinsic::kGreaterInt64:
      return x86::CondCode::kG;
    case Intrinsic::kGreaterEqualInt64:
      return x86::CondCode::kGE;
    case Intrinsic::kLessDouble:
    case Intrinsic::kGreaterDouble:
      return x86::CondCode::kA;
    default:
      return x86::CondCode::kAE;
  }
}

void Lowering::BranchIntrinsic(Node node, Values arguments, const asmjit::Label& if_false) {
  const x86::CondCode holds = Compare(node.intrinsic, arguments[0], arguments[1]);
  Emit(a_.j(x86::negateCond(holds), if_false));
  e_.Unlock();
}

// ---- guards ----

void Lowering::CompareShape(ValueId value, uint32_t data_word, int half,
                            const asmjit::Label& if_false) {
  const auto shape = static_cast<ShapeId>(plan_.data[data_word - Plan::kHeaderWords] >> 32 * half);
  const x86::Gp word = e_.UseGp(value);
  ValueEmitter values(a_, e_.ScratchGp());
  values.JumpUnless(ClassOf(shape), word, if_false);
  if (ClassOf(shape) != WordClass::kHeap) return;
  x86::Mem wanted = e_.DataWord(data_word).cloneAdjusted(4 * half);
  wanted.setSize(4);
  Emit(a_.mov(e_.ScratchGp().r32(), wanted));
  static_assert(offsetof(HeapObject, shape) == 0);
  Emit(a_.cmp(x86::dword_ptr(word), e_.ScratchGp().r32()));
  Emit(a_.jne(if_false));
}

void Lowering::BranchGuardTest(Node node, Values arguments, const asmjit::Label& if_false) {
  const auto kind = static_cast<Guard::Kind>(node.handle->index());
  switch (kind) {
    case Guard::Kind::kAlways:
      break;
    case Guard::Kind::kShape:
    case Guard::Kind::kShapePair: {
      e_.Pin({arguments[0]});
      e_.UseGp(arguments[0]);
      if (kind == Guard::Kind::kShapePair) e_.UseGp(arguments[1]);
      CompareShape(arguments[0], node.data + 1, 0, if_false);
      if (kind == Guard::Kind::kShapePair) CompareShape(arguments[1], node.data + 1, 1, if_false);
      break;
    }
    case Guard::Kind::kIdentity:
      Emit(a_.cmp(e_.UseGp(arguments[0]), e_.DataWord(node.data)));
      Emit(a_.jne(if_false));
      break;
    case Guard::Kind::kTest:
      // Its test is a handle, which the link composes with it; by itself it never matches.
      Emit(a_.jmp(if_false));
      break;
  }
  e_.Unlock();
}

ValueId Lowering::LowerGuardTest(Node node, Values arguments) {
  const asmjit::Label end = e_.NewLabel();
  // Both outcomes leave with the same registers in use, so they need not be merged.
  e_.Pin({arguments[0]});
  e_.UseGp(arguments[0]);
  if (arguments.size() > 1) e_.UseGp(arguments[1]);
  const ValueId v = e_.Define(Representation::kBool);
  const x86::Gp to = e_.GpOf(v);
  Emit(a_.xor_(to.r32(), to.r32()));
  BranchGuardTest(node, arguments, end);
  Emit(a_.inc(to.r32()));
  e_.Bind(end);
  return v;
}

}  // namespace krait::jit
