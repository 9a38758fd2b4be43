// From a plan to the body of a stub: what each node becomes.
//
// A node is lowered for its value, in tail position (the code leaves the body), or for a branch.
// Nodes are given the values of their arguments, at least as many as their type takes. Whoever
// lowers a node keeps what it needs afterwards (Emitter::Keep).
#ifndef KRAIT_JIT_HANDLES_LOWERING_H_
#define KRAIT_JIT_HANDLES_LOWERING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "jit/handles/emitter.h"
#include "jit/handles/plan.h"
#include "jit/handles/runtime_calls.h"

namespace krait::jit {

class Lowering {
 public:
  Lowering(const Plan& plan, Emitter& emitter)
      : plan_(plan), e_(emitter), a_(emitter.assembler()) {}

  void Body() { Tail(plan_.root, e_.arguments()); }

 private:
  using Values = std::span<const ValueId>;
  using Node = const PlanNode&;

  // kNoValue for void nodes.
  ValueId Lower(int32_t node, Values arguments);
  void Tail(int32_t node, Values arguments);
  // Falls through if true. The state at the jump.
  Emitter::State Branch(int32_t node, Values arguments, const asmjit::Label& if_false);

  const callsite::MethodHandle& Handle(int32_t node) const { return *plan_.node(node).handle; }
  const callsite::MethodType& Type(int32_t node) const { return *Handle(node).type(); }
  int32_t Child(Node node, int i) const { return plan_.child(node, i); }
  ValueId Zero(callsite::Representation representation);
  void Emit(asmjit::Error error) {
    if (error != asmjit::kErrorOk) e_.Fail();
  }
  // In tail position: leaves with the value.
  void Leave(ValueId v);
  // The arguments in consecutive words of the frame; the slot of the first.
  uint32_t StoreWords(Values arguments);
  // The call ends in an error or gives the result. The handle stands in the data.
  ValueId CallWithWords(HandleCall* function, uint32_t handle_word, Values arguments,
                        callsite::Representation result);
  // The same where it can only fail: leaves the path.
  void FailWithWords(uint32_t handle_word, Values arguments);
  ValueId LoadSlot(uint32_t slot, callsite::Representation representation);

  // --- leaves ---
  ValueId LowerLeaf(Node node, Values arguments);
  ValueId LowerFunction(Node node, Values arguments, bool tail, bool* left);
  std::vector<CallArgument> FunctionArguments(Node node, Values arguments,
                                              std::vector<callsite::Representation>* types);
  ValueId LowerIntrinsic(Node node, Values arguments);
  void BranchIntrinsic(Node node, Values arguments, const asmjit::Label& if_false);
  // The flags of a comparison; the condition that says it holds.
  x86::CondCode Compare(Intrinsic intrinsic, ValueId a, ValueId b);
  ValueId LowerGuardTest(Node node, Values arguments);
  void BranchGuardTest(Node node, Values arguments, const asmjit::Label& if_false);
  void CompareShape(ValueId value, uint32_t data_word, int half, const asmjit::Label& if_false);
  ValueId LowerThrow(Node node, Values arguments);
  ValueId LowerGetSlot(Node node, Values arguments);
  ValueId LowerSetSlot(Node node, Values arguments);
  ValueId LowerGetCell(Node node);
  ValueId LowerMemory(Node node, Values arguments);
  ValueId LoadField(const x86::Mem& from, callsite::FieldType type);
  void StoreField(const x86::Mem& to, callsite::FieldType type, ValueId value);
  // Cold code for the present state: the node fails as the evaluator says.
  asmjit::Label Refusal(uint32_t handle_word, Values arguments);
  // The field or element that `arguments` name; jumps to `refused` where there is none.
  x86::Mem Address(Node node, Values arguments, const asmjit::Label& refused);

  // --- nodes that arrange arguments: what their target is given ---
  std::vector<ValueId> TargetArguments(Node node, Values arguments);
  std::vector<ValueId> Inserted(Node node, Values arguments);
  std::vector<ValueId> Filtered(Node node, Values arguments);
  std::vector<ValueId> Collected(Node node, Values arguments);
  std::vector<ValueId> Folded(Node node, Values arguments);
  std::vector<ValueId> Spread(Node node, Values arguments);
  // The array is in the frame: the target must return here.
  std::vector<ValueId> Gathered(Node node, Values arguments);
  ValueId LowerFilterResult(Node node, Values arguments, bool tail);

  // --- control ---
  // Lowers one side of a branch into `merged`.
  void Side(int32_t node, Values arguments, ValueId merged);
  // A node with two sides, which join unless it is in tail position. `test` emits the way to
  // `otherwise` and gives the state there; it stores what is live when the sides join.
  template <typename Test>
  ValueId Fork(Node node, int32_t then, int32_t other, const asmjit::Label& otherwise,
               Values arguments, bool tail, Test test);
  ValueId LowerGuard(Node node, Values arguments, bool tail);
  ValueId LowerPoint(Node node, Values arguments, bool tail);
  ValueId LowerSwitch(Node node, Values arguments, bool tail);
  ValueId LowerCatch(Node node, Values arguments);
  ValueId LowerFinally(Node node, Values arguments);
  // Code for the handler of a catch node, behind the rest.
  void EmitHandler(Node node, const std::vector<ValueId>& arguments, ValueId merged,
                   const asmjit::Label& end);
  // The cleanup of a finally node, for both ways into it. `saved` is a slot that says whether an
  // error is in `storage`.
  ValueId RunCleanup(Node node, const std::vector<ValueId>& given, uint32_t saved,
                     uint32_t storage);

  // --- loops ---
  ValueId LowerLoop(Node node, Values arguments);
  ValueId LowerCountedLoop(Node node, Values arguments);
  ValueId LowerIteratedLoop(Node node, Values arguments);
  ValueId LowerTestedLoop(Node node, Values arguments);
  ValueId LowerGeneralLoop(Node node, Values arguments);
  // The loop's only variable with its first value, or kNoValue.
  ValueId FirstValue(int32_t init, callsite::Representation v, Values arguments);
  void Poll();

  // --- conversions ---
  ValueId LowerAsType(Node node, Values arguments);
  ValueId Convert(Node node, ValueId from, callsite::Representation to);
  ValueId Box(Node node, ValueId from);
  ValueId ConvertChecked(Node node, ValueId from, callsite::Representation to);
  // The general way: a call.
  ValueId ConvertSlowly(Node node, ValueId from, callsite::Representation to);

  const Plan& plan_;
  Emitter& e_;
  x86::Assembler& a_;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_LOWERING_H_
