// Branches, invalidation points, errors.
#include "jit/handles/lowering.h"

namespace krait::jit {

using callsite::Representation;

void Lowering::Side(int32_t node, Values arguments, ValueId merged) {
  const ValueId v = Lower(node, arguments);
  if (merged != kNoValue && v != kNoValue) e_.Assign(merged, v);
}

template <typename Test>
ValueId Lowering::Fork(Node node, int32_t then, int32_t other, const asmjit::Label& otherwise,
                       Values arguments, bool tail, Test test) {
  if (tail) {
    const Emitter::State at_jump = test();
    Tail(then, arguments);
    e_.Bind(otherwise);
    e_.Restore(at_jump);
    Tail(other, arguments);
    return kNoValue;
  }
  e_.EnsureFrame();
  const Representation result = node.handle->type()->result();
  const ValueId merged = result == Representation::kVoid ? kNoValue : e_.NewVariable(result);
  const asmjit::Label end = e_.NewLabel();
  // Everything that is needed behind the join is in its slot before the sides part.
  const Emitter::State at_jump = test();
  Side(then, arguments, merged);
  const Emitter::State after = e_.Snapshot();
  Emit(a_.jmp(end));
  e_.Bind(otherwise);
  e_.Restore(at_jump);
  Side(other, arguments, merged);
  e_.Bind(end);
  e_.Join(after);
  return merged;
}

ValueId Lowering::LowerGuard(Node node, Values arguments, bool tail) {
  const asmjit::Label otherwise = e_.NewLabel();
  return Fork(node, Child(node, 1), Child(node, 2), otherwise, arguments, tail, [&] {
    const Emitter::Keep keep(e_, arguments);
    if (!tail) e_.StoreLive();
    return Branch(Child(node, 0), arguments, otherwise);
  });
}

ValueId Lowering::LowerPoint(Node node, Values arguments, bool tail) {
  const asmjit::Label fired = e_.NewLabel();
  return Fork(node, Child(node, 0), Child(node, 1), fired, arguments, tail, [&] {
    if (!tail) e_.StoreLive();
    e_.InvalidationPoint(node.assumption, fired);
    return e_.Snapshot();
  });
}

// Few cases are compared with one after the other, many go through a table of distances.
ValueId Lowering::LowerSwitch(Node node, Values arguments, bool tail) {
  constexpr int kCompared = 4;
  const int cases = node.handle->child_count() - 1;
  const Representation result = node.handle->type()->result();
  ValueId merged = kNoValue;
  if (!tail) {
    e_.EnsureFrame();
    e_.StoreLive();
    if (result != Representation::kVoid) merged = e_.NewVariable(result);
  }
  std::vector<asmjit::Label> labels;
  for (int i = 0; i <= cases; ++i) labels.push_back(e_.NewLabel());
  const x86::Gp selector = e_.UseGp(arguments[0]);
  if (cases <= kCompared) {
    for (int i = 0; i < cases; ++i) {
      Emit(a_.cmp(selector, i));
      Emit(a_.je(labels[static_cast<size_t>(i) + 1]));
    }
    Emit(a_.jmp(labels[0]));
  } else {
    e_.EnsureFrame();
    const asmjit::Label table = e_.NewLabel();
    Emit(a_.cmp(selector, cases));
    Emit(a_.jae(labels[0]));
    Emit(a_.lea(x86::r11, x86::ptr(table)));
    Emit(a_.movsxd(x86::r10, x86::dword_ptr(x86::r11, selector, 2)));
    Emit(a_.add(x86::r10, x86::r11));
    Emit(a_.jmp(x86::r10));
    e_.Bind(table);
    for (int i = 1; i <= cases; ++i) {
      Emit(a_.embedLabelDelta(labels[static_cast<size_t>(i)], table, 4));
    }
  }
  e_.Unlock();
  const Emitter::State at_jump = e_.Snapshot();
  const asmjit::Label end = e_.NewLabel();
  Emitter::State joined;
  for (int i = 0; i <= cases; ++i) {
    e_.Bind(labels[static_cast<size_t>(i)]);
    e_.Restore(at_jump);
    if (tail) {
      Tail(Child(node, i), arguments);
      continue;
    }
    Side(Child(node, i), arguments, merged);
    if (i > 0) e_.Join(joined);
    joined = e_.Snapshot();
    if (i < cases) Emit(a_.jmp(end));
  }
  if (!tail) e_.Bind(end);
  return merged;
}

// The target in line; an error in it leads to code behind the rest that goes on with the handler.
ValueId Lowering::LowerCatch(Node node, Values arguments) {
  const Representation result = node.handle->type()->result();
  const Emitter::Keep keep(e_, arguments);
  e_.EnsureFrame();
  e_.StoreLive();
  const ValueId merged = result == Representation::kVoid ? kNoValue : e_.NewVariable(result);
  const asmjit::Label failed = e_.NewLabel();
  const asmjit::Label end = e_.NewLabel();
  e_.ForgetRegisters();
  const Emitter::State at_jump = e_.Snapshot();
  const asmjit::Label outer = e_.SetErrorTarget(failed);
  Side(Child(node, 0), arguments, merged);
  e_.SetErrorTarget(outer);
  const Emitter::State after = e_.Snapshot();
  e_.Restore(at_jump);
  e_.Cold(failed,
          [=, this, &node, given = std::vector<ValueId>(arguments.begin(), arguments.end())] {
            EmitHandler(node, given, merged, end);
          });
  e_.Restore(after);
  e_.Bind(end);
  // What the handler's code left behind is known to be in slots only.
  e_.Join(at_jump);
  return merged;
}

void Lowering::EmitHandler(Node node, const std::vector<ValueId>& arguments, ValueId merged,
                           const asmjit::Label& end) {
  const int32_t handler = Child(node, 1);
  const Representation told = Type(handler).at(0);
  const uint32_t storage = e_.NewSlots(kErrorWords);
  const uint32_t word = e_.NewSlots(1);
  const CallArgument taken[] = {CallArgument::Data(node.data), CallArgument::Context(),
                                CallArgument::SlotAddress(storage),
                                CallArgument::SlotAddress(word)};
  e_.CallAddress(reinterpret_cast<const void*>(&CatchError), taken, Representation::kVoid);
  e_.CheckSucceeded();
  std::vector<ValueId> given{LoadSlot(word, told)};
  given.insert(given.end(), arguments.begin(), arguments.end());
  if (told != Representation::kPointer) {
    Side(handler, given, merged);
    Emit(a_.jmp(end));
    return;
  }
  // The error outlives the handler, however that ends.
  const CallArgument dropped[] = {CallArgument::SlotAddress(storage)};
  const auto drop = [&] {
    e_.CallAddress(reinterpret_cast<const void*>(&DropError), dropped, Representation::kVoid);
  };
  const asmjit::Label failed = e_.NewLabel();
  const asmjit::Label outer = e_.SetErrorTarget(failed);
  Side(handler, given, merged);
  e_.SetErrorTarget(outer);
  drop();
  Emit(a_.jmp(end));
  e_.Bind(failed);
  e_.ForgetRegisters();
  drop();
  Emit(a_.jmp(outer));
}

// The cleanup stands in the code once. Both ways lead to it: from the target, and from the code
// behind the rest that puts an error aside.
ValueId Lowering::LowerFinally(Node node, Values arguments) {
  const Representation result = Type(Child(node, 0)).result();
  const Emitter::Keep keep(e_, arguments);
  e_.EnsureFrame();
  e_.StoreLive();
  const ValueId told = e_.NewVariable(Type(Child(node, 1)).at(0));
  const ValueId between = result == Representation::kVoid ? kNoValue : e_.NewVariable(result);
  const uint32_t saved = e_.NewSlots(1);
  const uint32_t storage = e_.NewSlots(kErrorWords);
  const asmjit::Label failed = e_.NewLabel();
  const asmjit::Label run = e_.NewLabel();
  e_.ForgetRegisters();
  const Emitter::State at_jump = e_.Snapshot();
  const asmjit::Label outer = e_.SetErrorTarget(failed);
  Side(Child(node, 0), arguments, between);
  e_.SetErrorTarget(outer);
  e_.Assign(told, e_.Immediate(e_.representation(told), 0));
  Emit(a_.mov(e_.Slot(saved), 0));
  e_.Restore(at_jump);
  e_.Cold(failed, [=, this, data = node.data] {
    const CallArgument call[] = {CallArgument::Data(data), CallArgument::Context(),
                                 CallArgument::SlotAddress(storage),
                                 CallArgument::SlotAddress(e_.SlotOf(told))};
    e_.CallAddress(reinterpret_cast<const void*>(&SaveError), call, Representation::kVoid);
    if (between != kNoValue) e_.Assign(between, Zero(result));
    Emit(a_.mov(e_.Slot(saved), 1));
    Emit(a_.jmp(run));
  });
  e_.Bind(run);
  std::vector<ValueId> given{told};
  if (between != kNoValue) given.push_back(between);
  given.insert(given.end(), arguments.begin(), arguments.end());
  return RunCleanup(node, given, saved, storage);
}

ValueId Lowering::RunCleanup(Node node, const std::vector<ValueId>& given, uint32_t saved,
                             uint32_t storage) {
  const Representation result = node.handle->type()->result();
  const ValueId merged = result == Representation::kVoid ? kNoValue : e_.NewVariable(result);
  const asmjit::Label failed = e_.NewLabel();
  const asmjit::Label resumed = e_.NewLabel();
  const Emitter::State at_jump = e_.Snapshot();
  const asmjit::Label outer = e_.SetErrorTarget(failed);
  Side(Child(node, 1), given, merged);
  e_.SetErrorTarget(outer);
  e_.Restore(at_jump);
  Emit(a_.cmp(e_.Slot(saved), 0));
  Emit(a_.jne(resumed));
  // The target's error goes on, unless the cleanup's takes its place.
  e_.Cold(resumed, [=, this] {
    const CallArgument call[] = {CallArgument::Context(), CallArgument::SlotAddress(storage)};
    e_.CallAddress(reinterpret_cast<const void*>(&RestoreError), call, Representation::kVoid);
    Emit(a_.jmp(outer));
  });
  e_.Cold(failed, [=, this] {
    Emit(a_.cmp(e_.Slot(saved), 0));
    Emit(a_.je(outer));
    const CallArgument call[] = {CallArgument::SlotAddress(storage)};
    e_.CallAddress(reinterpret_cast<const void*>(&DropError), call, Representation::kVoid);
    Emit(a_.jmp(outer));
  });
  return merged;
}

}  // namespace krait::jit
