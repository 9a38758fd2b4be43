// Where the System V convention for x86-64 passes the arguments of a function of words.
#ifndef KRAIT_JIT_HANDLES_CALLING_CONVENTION_H_
#define KRAIT_JIT_HANDLES_CALLING_CONVENTION_H_

#include <cstdint>

#include "callsite/method_type.h"

namespace krait::jit {

struct ArgumentPlace {
  bool in_register;
  int16_t index;  // the register's number, or which word on the stack
};

// Gives out places from the first argument to the last.
class ArgumentCursor {
 public:
  static constexpr int kGeneral = 6;
  static constexpr int kVectors = 8;
  // rdi, rsi, rdx, rcx, r8, r9
  static constexpr int8_t kGeneralRegisters[kGeneral] = {7, 6, 2, 1, 8, 9};

  ArgumentPlace Next(callsite::Representation representation) {
    if (representation == callsite::Representation::kDouble) {
      if (vectors_ < kVectors) return {true, static_cast<int16_t>(vectors_++)};
    } else if (general_ < kGeneral) {
      return {true, kGeneralRegisters[general_++]};
    }
    return {false, static_cast<int16_t>(stack_++)};
  }

  int general() const { return general_; }
  int stack_words() const { return stack_; }

 private:
  int general_ = 0;
  int vectors_ = 0;
  int stack_ = 0;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_CALLING_CONVENTION_H_
