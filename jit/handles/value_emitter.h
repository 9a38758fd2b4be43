// The encoding of values in machine code: the compiler's one place that knows gc/value.h's bits.
#ifndef KRAIT_JIT_HANDLES_VALUE_EMITTER_H_
#define KRAIT_JIT_HANDLES_VALUE_EMITTER_H_

#include <asmjit/x86.h>

#include <cstdint>

#include "gc/header.h"

namespace krait::jit {

// The classes that a guard on a shape tells apart: a real shape is one of a heap object.
enum class WordClass : uint8_t { kHeap, kInt, kFloat, kBool, kOther };
WordClass ClassOf(ShapeId shape);

class ValueEmitter {
 public:
  // `scratch` is lost by every operation that does not say otherwise.
  ValueEmitter(asmjit::x86::Assembler& assembler, const asmjit::x86::Gp& scratch)
      : a_(assembler), scratch_(scratch) {}

  // Jumps if the value is of another class.
  void JumpUnless(WordClass wanted, const asmjit::x86::Gp& value, const asmjit::Label& otherwise);

  // In place, from the C++ representation to a value or back.
  void BoxInt(const asmjit::x86::Gp& word, const asmjit::Label& too_large);
  void UnboxInt(const asmjit::x86::Gp& word);
  void BoxBool(const asmjit::x86::Gp& word);
  void UnboxBool(const asmjit::x86::Gp& word);
  void BoxDouble(const asmjit::x86::Gp& to, const asmjit::x86::Xmm& from);
  void UnboxDouble(const asmjit::x86::Xmm& to, const asmjit::x86::Gp& from);

 private:
  asmjit::x86::Assembler& a_;
  const asmjit::x86::Gp scratch_;
};

}  // namespace krait::jit

#endif  // KRAIT_JIT_HANDLES_VALUE_EMITTER_H_
