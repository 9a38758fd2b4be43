// Conversions between representations: numbers in line, values checked in line, the rest by a call.
#include "callsite/combinators/conversions.h"
#include "jit/handles/lowering.h"
#include "jit/handles/value_emitter.h"

namespace krait::jit {

using callsite::Representation;

ValueId Lowering::LowerAsType(Node node, Values arguments) {
  const callsite::MethodType& outer = *node.handle->type();
  const callsite::MethodType& inner = *node.handle->child(0)->type();
  std::vector<ValueId> given(arguments.begin(), arguments.end());
  for (size_t i = 0; i < given.size(); ++i) {
    const Representation to = inner.at(static_cast<int>(i));
    if (e_.representation(given[i]) == to) continue;
    const Emitter::Keep keep(e_, given);
    given[i] = Convert(node, given[i], to);
  }
  const ValueId v = Lower(Child(node, 0), given);
  if (outer.result() == Representation::kVoid) return kNoValue;
  if (v == kNoValue) return Zero(outer.result());
  return Convert(node, v, outer.result());
}

ValueId Lowering::Convert(Node node, ValueId from, Representation to) {
  const Representation r = e_.representation(from);
  if (r == to) return from;
  if (to == Representation::kValue) return Box(node, from);
  if (r == Representation::kValue) return ConvertChecked(node, from, to);
  if (r != Representation::kDouble && to == Representation::kDouble) {
    const x86::Gp word = e_.UseGp(from);
    const ValueId v = e_.Define(Representation::kDouble);
    Emit(a_.xorps(e_.XmmOf(v), e_.XmmOf(v)));
    Emit(a_.cvtsi2sd(e_.XmmOf(v), word));
    e_.Unlock();
    return v;
  }
  return ConvertSlowly(node, from, to);
}

ValueId Lowering::ConvertSlowly(Node node, ValueId from, Representation to) {
  const uint64_t code = static_cast<uint64_t>(e_.representation(from)) |
                        static_cast<uint64_t>(to) << 8 |
                        static_cast<uint64_t>(node.handle->index() != 0) << 16;
  const uint32_t words = StoreWords({&from, 1});
  const uint32_t out = e_.NewSlots(1);
  const CallArgument call[] = {CallArgument::Immediate(code), CallArgument::Context(),
                               CallArgument::SlotAddress(words), CallArgument::SlotAddress(out)};
  e_.CallAddress(reinterpret_cast<const void*>(&ConvertWords), call, Representation::kVoid);
  e_.CheckSucceeded();
  return LoadSlot(out, to);
}

ValueId Lowering::Box(Node node, ValueId from) {
  const Representation r = e_.representation(from);
  if (r == Representation::kInt64) return ConvertChecked(node, from, Representation::kValue);
  if (r == Representation::kDouble) {
    const x86::Xmm number = e_.UseXmm(from);
    const ValueId v = e_.Define(Representation::kValue);
    ValueEmitter(a_, e_.ScratchGp()).BoxDouble(e_.GpOf(v), number);
    e_.Unlock();
    return v;
  }
  e_.Pin({from});
  const ValueId v = e_.Define(Representation::kValue, from);
  ValueEmitter(a_, e_.ScratchGp()).BoxBool(e_.GpOf(v));
  e_.Unlock();
  return v;
}

// The common case in line; another calls. Both meet with the result in a slot.
ValueId Lowering::ConvertChecked(Node node, ValueId from, Representation to) {
  {
    const Emitter::Keep keep(e_, from);
    e_.EnsureFrame();
    e_.StoreLive();
  }
  const ValueId result = e_.NewVariable(to);
  const asmjit::Label slow = e_.NewLabel();
  const asmjit::Label end = e_.NewLabel();
  const x86::Gp word = e_.UseGp(from);
  e_.Cold(slow, [=, this] {
    e_.Assign(result, ConvertSlowly(node, from, to));
    Emit(a_.jmp(end));
  });
  ValueEmitter values(a_, e_.ScratchGp());
  // r10 is free once there is a frame; the argument's own register stays as it is.
  const x86::Gp copy = x86::r10;
  if (to == Representation::kValue) {
    Emit(a_.mov(copy, word));
    values.BoxInt(copy, slow);
    Emit(a_.mov(e_.Use(result).as<x86::Mem>(), copy));
  } else if (to == Representation::kDouble) {
    values.JumpUnless(WordClass::kFloat, word, slow);
    values.UnboxDouble(Emitter::ScratchXmm(), word);
    Emit(a_.movsd(e_.Use(result).as<x86::Mem>(), Emitter::ScratchXmm()));
  } else {
    const bool integer = to == Representation::kInt64;
    values.JumpUnless(integer ? WordClass::kInt : WordClass::kBool, word, slow);
    Emit(a_.mov(copy, word));
    if (integer) {
      values.UnboxInt(copy);
    } else {
      values.UnboxBool(copy);
    }
    Emit(a_.mov(e_.Use(result).as<x86::Mem>(), copy));
  }
  e_.Unlock();
  e_.ForgetRegisters();
  e_.Bind(end);
  return result;
}

}  // namespace krait::jit
