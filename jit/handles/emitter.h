// Emits the machine code of a stub: values, where they are, calls, frames.
//
// One pass, no intermediate form. A body is entered with its arguments where the platform's C++
// convention puts them, and
//
//   r10   the data of the handle (stub_data.h)      r11   the InvocationContext
//
// It stays without a frame as long as it can: guards in line and a leaf in tail position need none,
// and end in a jump. The first call that is not in tail position makes the frame:
//
//   [rbp+16 ..]   arguments that came on the stack
//   [rbp-8]       the caller's rbx;  rbx holds the context from now on
//   [rbp-16]      the caller's r12;  r12 holds the data
//   [rbp-24 ..]   slots, one a value at most
//   [rsp ..]      arguments on the stack of the next call
//
// A value never changes, except the variables of loops, which live in their slots. It stands in a
// register, in its slot, or both; constants are read from the data. Before a call, values in
// registers that are needed later (Keep says so) go to their slots: every register may be lost.
// After a branch, each side starts with the state the branch left (Snapshot, Restore).
#ifndef KRAIT_JIT_HANDLES_EMITTER_H_
#define KRAIT_JIT_HANDLES_EMITTER_H_

#include <asmjit/x86.h>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <vector>

#include "callsite/method_type.h"

namespace krait::jit {

namespace x86 = asmjit::x86;

using ValueId = int32_t;
inline constexpr ValueId kNoValue = -1;

// What goes into an argument of a call.
struct CallArgument {
  enum class Kind : uint8_t { kValue, kContext, kData, kSlotAddress, kImmediate };
  static CallArgument Of(ValueId value) { return {Kind::kValue, value, 0}; }
  static CallArgument Context() { return {Kind::kContext, kNoValue, 0}; }
  static CallArgument Data(uint32_t word) { return {Kind::kData, kNoValue, word}; }
  static CallArgument SlotAddress(uint32_t slot) { return {Kind::kSlotAddress, kNoValue, slot}; }
  static CallArgument Immediate(uint64_t bits) { return {Kind::kImmediate, kNoValue, bits}; }

  Kind kind;
  ValueId value;
  uint64_t bits;
};

class Emitter {
 public:
  // Where the values of a path are.
  struct Place {
    int8_t reg = -1;      // general or vector, as the value's representation says
    bool stored = false;  // its slot holds it
  };
  struct State {
    bool framed = false;
    std::vector<Place> places;
  };

  // `checks_stack`: the body fails when it is entered at the end of the stack.
  Emitter(asmjit::CodeHolder& code, const callsite::MethodType& type, bool checks_stack);

  x86::Assembler& assembler() { return a_; }
  // Something could not be expressed; the code is useless.
  bool failed() const { return failed_; }
  void Fail() { failed_ = true; }

  const std::vector<ValueId>& arguments() const { return arguments_; }
  callsite::Representation representation(ValueId v) const { return info(v).representation; }

  // --- values ---
  ValueId Constant(callsite::Representation representation, uint32_t data_word);
  ValueId Immediate(callsite::Representation representation, uint64_t bits);
  // A loop variable: it is always in its slot.
  ValueId NewVariable(callsite::Representation representation);
  void Assign(ValueId variable, ValueId from);
  uint32_t SlotOf(ValueId variable) const { return static_cast<uint32_t>(info(variable).slot); }

  // Values that are needed by what follows a call.
  class Keep {
   public:
    Keep(Emitter& emitter, std::span<const ValueId> values);
    Keep(Emitter& emitter, ValueId value) : Keep(emitter, {&value, 1}) {}
    ~Keep() { emitter_.live_.resize(mark_); }
    Keep(const Keep&) = delete;
    Keep& operator=(const Keep&) = delete;

   private:
    Emitter& emitter_;
    const size_t mark_;
  };

  // --- instructions over values; registers are locked until Unlock ---
  // Operands of one instruction: none may push another out of its register.
  void Pin(std::initializer_list<ValueId> operands);
  x86::Gp UseGp(ValueId v);
  x86::Xmm UseXmm(ValueId v);
  // A register or memory operand of the value.
  asmjit::Operand Use(ValueId v);
  // Its bits in any general register, a scratch one if need be.
  x86::Gp UseBits(ValueId v);
  // A new value in a fresh register, or (for `like`) in the register of a value that dies here.
  ValueId Define(callsite::Representation representation, ValueId like = kNoValue);
  x86::Gp GpOf(ValueId v) const;
  x86::Xmm XmmOf(ValueId v) const;
  x86::Gp ScratchGp() const { return state_.framed ? x86::r11 : x86::rax; }
  static x86::Xmm ScratchXmm() { return x86::xmm15; }
  void Unlock() { locked_gp_ = locked_xmm_ = 0; }
  // The word of the value, wherever it is, into memory that needs no register of its own.
  void StoreWord(ValueId v, const x86::Mem& to);

  x86::Mem DataWord(uint32_t word) const;
  x86::Gp ContextRegister() const { return state_.framed ? x86::rbx : x86::r11; }
  x86::Mem Slot(uint32_t slot) const;
  uint32_t NewSlots(uint32_t count);

  // --- control ---
  void EnsureFrame();
  // Everything that is live and only in a register is stored: both sides of a branch then agree.
  void StoreLive();
  State Snapshot() const { return state_; }
  void Restore(const State& state) {
    state_ = state;
    state_.places.resize(values_.size());
  }
  // Behind a join of two paths with frames.
  void Join(const State& other);
  // Knows nothing in registers from here on: the head of a loop.
  void ForgetRegisters();
  asmjit::Label NewLabel() { return a_.newLabel(); }
  void Bind(const asmjit::Label& label) { Check(a_.bind(label)); }
  // Code that is rarely needed, behind everything else, entered with the present state.
  void Cold(const asmjit::Label& entry, std::function<void()> emit);

  // --- calls ---
  // At the word of data, or at an address. The result's value, or kNoValue for void.
  ValueId CallData(uint32_t word, std::span<const CallArgument> arguments,
                   std::span<const callsite::Representation> representations,
                   callsite::Representation result);
  ValueId CallAddress(const void* function, std::span<const CallArgument> arguments,
                      callsite::Representation result);
  // Leaves the body; false: the arguments do not fit in registers, nothing was emitted.
  bool TailCallData(uint32_t word, std::span<const CallArgument> arguments,
                    std::span<const callsite::Representation> representations);
  // Leaves the path if an error is pending, or if the bool in al is false.
  void CheckError();
  void CheckSucceeded();
  asmjit::Label error_target() const { return error_target_; }
  // Where errors of the code that follows go: with a frame, live values stored. The old one.
  asmjit::Label SetErrorTarget(const asmjit::Label& target);

  void Return(ValueId v);
  void ReturnVoid();

  // --- invalidation points ---
  struct Point {
    uint32_t assumption;
    asmjit::Label at;
    asmjit::Label exit;
  };
  // A NOP that becomes a jump to `exit`.
  void InvalidationPoint(uint32_t assumption, const asmjit::Label& exit);
  const std::vector<Point>& points() const { return points_; }

  // The cold code, the error exit, the frame's size. False: the code is useless.
  bool Finish();

 private:
  struct Info {
    callsite::Representation representation;
    int32_t slot = -1;
    int32_t data = -1;
    int32_t incoming = -1;  // on the stack of the caller
    bool immediate = false;
    uint64_t bits = 0;
  };
  // The moves that put the arguments of a call where the convention wants them.
  struct Layout;

  void Check(asmjit::Error error) { failed_ |= error != asmjit::kErrorOk; }
  const Info& info(ValueId v) const { return values_[static_cast<size_t>(v)]; }
  Place& place(ValueId v) { return state_.places[static_cast<size_t>(v)]; }
  const Place& place(ValueId v) const { return state_.places[static_cast<size_t>(v)]; }
  bool IsDouble(ValueId v) const {
    return info(v).representation == callsite::Representation::kDouble;
  }
  ValueId NewValue(const Info& info);
  ValueId OwnerOf(int reg, bool vector) const;
  bool IsLive(ValueId v) const;
  int Allocate(bool vector);
  void StoreToSlot(ValueId v);
  x86::Mem MemoryOf(ValueId v) const;
  bool IsInMemory(ValueId v) const;
  void LoadGp(const x86::Gp& to, ValueId v);
  void LoadXmm(const x86::Xmm& to, ValueId v);
  void Arrange(const Layout& layout);
  void MoveRegisters(std::vector<std::pair<int, int>> moves, bool vector);
  ValueId FinishCall(callsite::Representation result);
  void Teardown();

  x86::Assembler a_;
  bool failed_ = false;
  std::vector<Info> values_;
  std::vector<ValueId> arguments_;
  std::vector<ValueId> live_;
  State state_;
  uint32_t locked_gp_ = 0;
  uint32_t locked_xmm_ = 0;
  uint32_t slots_ = 0;
  uint32_t outgoing_ = 0;
  std::vector<size_t> frame_sizes_;  // offsets of the 32-bit sizes to fill in
  struct ColdCode {
    asmjit::Label entry;
    State state;
    asmjit::Label error_target;
    std::vector<ValueId> live;
    std::function<void()> emit;
  };
  std::vector<ColdCode> cold_;
  std::vector<Point> points_;
  asmjit::Label error_exit_;
  asmjit::Label error_target_;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_EMITTER_H_
