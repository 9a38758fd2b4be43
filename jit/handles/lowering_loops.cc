// Loops. Their variables stand in slots; every iteration polls for a safepoint, as the evaluator's
// do.
#include "callsite/combinators/loops.h"
#include "callsite/invocation_context.h"
#include "jit/handles/lowering.h"

namespace krait::jit {

using callsite::HandleKind;
using callsite::InvocationContext;
using callsite::Representation;

ValueId Lowering::LowerLoop(Node node, Values arguments) {
  const Emitter::Keep keep(e_, arguments);
  e_.EnsureFrame();
  e_.StoreLive();
  switch (node.handle->kind()) {
    case HandleKind::kCountedLoop:
      return LowerCountedLoop(node, arguments);
    case HandleKind::kIteratedLoop:
      return LowerIteratedLoop(node, arguments);
    case HandleKind::kLoop:
      return LowerGeneralLoop(node, arguments);
    default:
      return LowerTestedLoop(node, arguments);
  }
}

ValueId Lowering::FirstValue(int32_t init, Representation v, Values arguments) {
  if (init != Plan::kMissing) {
    const ValueId first = Lower(init, arguments);
    if (first == kNoValue || v == Representation::kVoid) return kNoValue;
    const ValueId variable = e_.NewVariable(v);
    e_.Assign(variable, first);
    return variable;
  }
  if (v == Representation::kVoid) return kNoValue;
  const ValueId variable = e_.NewVariable(v);
  e_.Assign(variable, Zero(v));
  return variable;
}

// Nothing is in registers when it is used.
void Lowering::Poll() {
  const asmjit::Label interrupted = e_.NewLabel();
  const asmjit::Label on = e_.NewLabel();
  Emit(a_.cmp(x86::dword_ptr(x86::rbx, InvocationContext::kInterruptOffset), 0));
  Emit(a_.jne(interrupted));
  e_.Bind(on);
  e_.Cold(interrupted, [=, this] {
    const CallArgument call[] = {CallArgument::Context()};
    e_.CallAddress(reinterpret_cast<const void*>(&PollSafepoint), call, Representation::kVoid);
    e_.CheckSucceeded();
    Emit(a_.jmp(on));
  });
}

ValueId Lowering::LowerCountedLoop(Node node, Values arguments) {
  const int32_t body = Child(node, 3);
  const ValueId i = e_.NewVariable(Representation::kInt64);
  const ValueId end = e_.NewVariable(Representation::kInt64);
  e_.Assign(i, Lower(Child(node, 0), arguments));
  e_.Assign(end, Lower(Child(node, 1), arguments));
  const ValueId variable = FirstValue(Child(node, 2), Type(body).result(), arguments);
  std::vector<ValueId> given;
  if (variable != kNoValue) given.push_back(variable);
  given.push_back(i);
  given.insert(given.end(), arguments.begin(), arguments.end());

  const asmjit::Label head = e_.NewLabel();
  const asmjit::Label exit = e_.NewLabel();
  e_.ForgetRegisters();
  const Emitter::State at_head = e_.Snapshot();
  e_.Bind(head);
  const x86::Gp scratch = e_.ScratchGp();
  const auto load = [&](ValueId v) { return e_.Use(v).as<x86::Mem>(); };
  Emit(a_.mov(scratch, load(i)));
  Emit(a_.cmp(scratch, load(end)));
  Emit(a_.jge(exit));
  Poll();
  const ValueId next = Lower(body, given);
  if (variable != kNoValue) e_.Assign(variable, next);
  e_.ForgetRegisters();
  Emit(a_.inc(load(i)));
  Emit(a_.jmp(head));
  e_.Bind(exit);
  e_.Restore(at_head);
  return variable;
}

ValueId Lowering::LowerIteratedLoop(Node node, Values arguments) {
  const int32_t iterator_node = Child(node, 0);
  const int32_t body = Child(node, 4);
  std::vector<ValueId> iterator;
  if (Type(iterator_node).result() == Representation::kVoid) {
    Lower(iterator_node, arguments);
  } else {
    iterator.push_back(e_.NewVariable(Type(iterator_node).result()));
    e_.Assign(iterator[0], Lower(iterator_node, arguments));
  }
  const ValueId variable = FirstValue(Child(node, 3), Type(body).result(), arguments);
  std::vector<ValueId> given;
  if (variable != kNoValue) given.push_back(variable);
  const size_t item = given.size();
  given.insert(given.end(), arguments.begin(), arguments.end());

  const asmjit::Label head = e_.NewLabel();
  const asmjit::Label exit = e_.NewLabel();
  e_.ForgetRegisters();
  e_.Bind(head);
  Poll();
  const Emitter::State at_exit = Branch(Child(node, 1), iterator, exit);
  const ValueId next_item = Lower(Child(node, 2), iterator);
  if (next_item != kNoValue) {
    given.insert(given.begin() + static_cast<ptrdiff_t>(item), next_item);
  }
  const ValueId next = Lower(body, given);
  if (variable != kNoValue) e_.Assign(variable, next);
  e_.ForgetRegisters();
  Emit(a_.jmp(head));
  e_.Bind(exit);
  e_.Restore(at_exit);
  return variable;
}

ValueId Lowering::LowerTestedLoop(Node node, Values arguments) {
  const bool test_first = node.handle->kind() == HandleKind::kWhileLoop;
  const int32_t test = Child(node, test_first ? 1 : 2);
  const int32_t body = Child(node, test_first ? 2 : 1);
  const ValueId variable = FirstValue(Child(node, 0), Type(body).result(), arguments);
  std::vector<ValueId> given;
  if (variable != kNoValue) given.push_back(variable);
  given.insert(given.end(), arguments.begin(), arguments.end());

  const asmjit::Label head = e_.NewLabel();
  const asmjit::Label exit = e_.NewLabel();
  e_.ForgetRegisters();
  Emitter::State at_exit;
  const auto step = [&] {
    const ValueId next = Lower(body, given);
    if (variable != kNoValue) e_.Assign(variable, next);
    e_.ForgetRegisters();
  };
  if (!test_first) {
    Poll();
    step();
  }
  const Emitter::State at_head = e_.Snapshot();
  e_.Bind(head);
  Poll();
  at_exit = Branch(test, given, exit);
  step();
  e_.Restore(at_head);
  Emit(a_.jmp(head));
  e_.Bind(exit);
  e_.Restore(at_exit);
  return variable;
}

ValueId Lowering::LowerGeneralLoop(Node node, Values arguments) {
  const int clauses = node.handle->child_count() / 4;
  const Representation result = node.handle->type()->result();
  std::vector<ValueId> variables;  // one a clause, kNoValue for those without
  std::vector<ValueId> given;
  for (int c = 0; c < clauses; ++c) {
    const Representation v = callsite::LoopVariable(*node.handle, c);
    variables.push_back(FirstValue(Child(node, c * 4), v, arguments));
    if (variables.back() != kNoValue) given.push_back(variables.back());
  }
  given.insert(given.end(), arguments.begin(), arguments.end());
  const ValueId merged = result == Representation::kVoid ? kNoValue : e_.NewVariable(result);

  const asmjit::Label head = e_.NewLabel();
  const asmjit::Label done = e_.NewLabel();
  e_.ForgetRegisters();
  const Emitter::State at_head = e_.Snapshot();
  e_.Bind(head);
  Poll();
  std::vector<std::pair<asmjit::Label, int32_t>> exits;
  std::vector<Emitter::State> exit_states;
  for (int c = 0; c < clauses; ++c) {
    const int32_t step = Child(node, c * 4 + 1);
    const int32_t test = Child(node, c * 4 + 2);
    if (step != Plan::kMissing) {
      const ValueId next = Lower(step, given);
      const ValueId variable = variables[static_cast<size_t>(c)];
      if (variable != kNoValue && next != kNoValue) e_.Assign(variable, next);
    }
    if (test == Plan::kMissing) continue;
    exits.emplace_back(e_.NewLabel(), Child(node, c * 4 + 3));
    exit_states.push_back(Branch(test, given, exits.back().first));
  }
  Emit(a_.jmp(head));
  for (size_t i = 0; i < exits.size(); ++i) {
    e_.Bind(exits[i].first);
    e_.Restore(exit_states[i]);
    const ValueId v =
        exits[i].second == Plan::kMissing ? Zero(result) : Lower(exits[i].second, given);
    if (merged != kNoValue) e_.Assign(merged, v);
    if (i + 1 < exits.size()) Emit(a_.jmp(done));
  }
  e_.Bind(done);
  e_.Restore(at_head);
  return merged;
}

}  // namespace krait::jit
