// Leaves: functions, instructions, guards, memory.
#include <bit>
#include <cstddef>
#include <utility>

#include "callsite/guarded_invocation.h"
#include "callsite/handle_kinds.h"
#include "jit/handles/lowering.h"
#include "jit/handles/runtime_calls.h"
#include "jit/handles/value_emitter.h"

namespace krait::jit {

using callsite::FieldType;
using callsite::Guard;
using callsite::HandleKind;
using callsite::Representation;

ValueId Lowering::LowerLeaf(Node node, Values arguments) {
  if (node.op == PlanOp::kOpaque) return LowerOpaque(node, arguments);
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
  if ((node.handle->index() & callsite::kTakesContext) != 0) e_.CheckError();
  return v;
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
    default:
      e_.Fail();
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

// ---- memory of the host ----

ValueId Lowering::LoadField(const x86::Mem& from, FieldType type) {
  const auto sized = [&](uint32_t size) {
    x86::Mem m = from;
    m.setSize(size);
    return m;
  };
  const Representation representation = [&] {
    switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return Representation::k##representation;
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
    }
    return Representation::kVoid;
  }();
  const ValueId v = e_.Define(representation);
  switch (type) {
    case FieldType::kInt8:
      Emit(a_.movsx(e_.GpOf(v), sized(1)));
      break;
    case FieldType::kInt16:
      Emit(a_.movsx(e_.GpOf(v), sized(2)));
      break;
    case FieldType::kInt32:
      Emit(a_.movsxd(e_.GpOf(v), sized(4)));
      break;
    case FieldType::kUInt8:
      Emit(a_.movzx(e_.GpOf(v).r32(), sized(1)));
      break;
    case FieldType::kUInt16:
      Emit(a_.movzx(e_.GpOf(v).r32(), sized(2)));
      break;
    case FieldType::kUInt32:
      Emit(a_.mov(e_.GpOf(v).r32(), sized(4)));
      break;
    case FieldType::kFloat:
      Emit(a_.xorps(e_.XmmOf(v), e_.XmmOf(v)));
      Emit(a_.cvtss2sd(e_.XmmOf(v), sized(4)));
      break;
    case FieldType::kDouble:
      Emit(a_.movsd(e_.XmmOf(v), sized(8)));
      break;
    case FieldType::kBool:
      Emit(a_.movzx(e_.GpOf(v).r32(), sized(1)));
      break;
    case FieldType::kInt64:
    case FieldType::kUInt64:
    case FieldType::kPointer:
    case FieldType::kValue:
      Emit(a_.mov(e_.GpOf(v), sized(8)));
      break;
  }
  return v;
}

void Lowering::StoreField(const x86::Mem& to, FieldType type, ValueId value) {
  const auto sized = [&](uint32_t size) {
    x86::Mem m = to;
    m.setSize(size);
    return m;
  };
  switch (type) {
    case FieldType::kInt8:
    case FieldType::kUInt8:
    case FieldType::kBool:
      Emit(a_.mov(sized(1), e_.UseGp(value).r8()));
      break;
    case FieldType::kInt16:
    case FieldType::kUInt16:
      Emit(a_.mov(sized(2), e_.UseGp(value).r16()));
      break;
    case FieldType::kInt32:
    case FieldType::kUInt32:
      Emit(a_.mov(sized(4), e_.UseGp(value).r32()));
      break;
    case FieldType::kFloat:
      Emit(a_.cvtsd2ss(Emitter::ScratchXmm(), e_.UseXmm(value)));
      Emit(a_.movss(sized(4), Emitter::ScratchXmm()));
      break;
    case FieldType::kDouble:
      Emit(a_.movsd(sized(8), e_.UseXmm(value)));
      break;
    case FieldType::kInt64:
    case FieldType::kUInt64:
    case FieldType::kPointer:
    case FieldType::kValue:
      Emit(a_.mov(sized(8), e_.UseGp(value)));
      break;
  }
}

x86::Mem Lowering::Address(Node node, Values arguments, const asmjit::Label& refused) {
  const x86::Gp base = e_.UseGp(arguments[0]);
  Emit(a_.test(base, base));
  Emit(a_.je(refused));
  const HandleKind kind = node.handle->kind();
  if (kind == HandleKind::kGetField || kind == HandleKind::kSetField) {
    return x86::ptr(base, node.handle->index());
  }
  if (kind == HandleKind::kArrayLength) {
    return x86::ptr(base, static_cast<int32_t>(offsetof(callsite::HostArray, length)));
  }
  static constexpr uint8_t kShifts[] = {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) std::countr_zero(sizeof(cpp)),
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  };
  const x86::Gp index = e_.UseGp(arguments[1]);
  Emit(a_.test(index, index));
  Emit(a_.js(refused));
  Emit(a_.cmp(index,
              x86::ptr(base, static_cast<int32_t>(offsetof(callsite::HostArray, length)), 8)));
  Emit(a_.jge(refused));
  Emit(a_.mov(e_.ScratchGp(),
              x86::ptr(base, static_cast<int32_t>(offsetof(callsite::HostArray, data)), 8)));
  return x86::ptr(e_.ScratchGp(), index, kShifts[node.handle->word(0)]);
}

// What is refused is done again by the evaluator, which finds the same and says so.
ValueId Lowering::LowerMemory(Node node, Values arguments) {
  const HandleKind kind = node.handle->kind();
  const bool loads = node.handle->type()->result() != Representation::kVoid;
  // All operands are in registers before the first jump: the cold code finds them there.
  for (const ValueId v : arguments) e_.Pin({v});
  for (const ValueId v : arguments) {
    if (e_.representation(v) == Representation::kDouble) {
      e_.UseXmm(v);
    } else {
      e_.UseGp(v);
    }
  }
  const asmjit::Label refused = e_.NewLabel();
  e_.Cold(refused, [=, this, given = std::vector<ValueId>(arguments.begin(), arguments.end())] {
    CallWithWords(reinterpret_cast<const void*>(&EvaluateWords), node.data, given,
                  Representation::kVoid);
    Emit(a_.jmp(e_.error_target()));
  });
  const x86::Mem at = Address(node, arguments, refused);
  ValueId v = kNoValue;
  const auto type = kind == HandleKind::kArrayLength ? FieldType::kInt64
                                                     : static_cast<FieldType>(node.handle->word(0));
  if (loads) {
    v = LoadField(at, type);
  } else {
    StoreField(at, type, arguments.back());
  }
  e_.Unlock();
  return v;
}

}  // namespace krait::jit
