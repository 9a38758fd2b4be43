#include "jit/handles/value_emitter.h"

#include "callsite/guarded_invocation.h"
#include "gc/value.h"

namespace krait::jit {

using asmjit::Label;
using asmjit::x86::Gp;
using asmjit::x86::Xmm;

namespace {

constexpr int kTagBits = 64 - Value::kIntBits;
constexpr uint64_t kIntTag = Value::Int(0).bits();
constexpr uint64_t kFalse = Value::False().bits();
constexpr uint64_t kQuietNaN = 0x7FF8000000000000;
constexpr uint64_t kNotInNaN = 0x0004000000000000;
constexpr uint64_t kDoubleOffset = Value::Double(0.0).bits();
constexpr uint64_t kNotHeap = 0xFFFE000000000002;

// No heap object stands so low, and every immediate does.
constexpr int kImmediateBits = 12;
static_assert(Value::NotImplemented().bits() >> kImmediateBits == 0 &&
              Value::Ellipsis().bits() >> kImmediateBits == 0);

static_assert(kIntTag == ~uint64_t{0} << Value::kIntBits);
static_assert(kDoubleOffset == uint64_t{1} << Value::kIntBits);
static_assert(Value::True().bits() == kFalse + 1 && (kFalse & 1) == 0);
static_assert((Value::None().bits() & kNotHeap) != 0 && (kFalse & kNotHeap) != 0);

}  // namespace

WordClass ClassOf(ShapeId shape) {
  switch (shape) {
    case callsite::kIntWord:
      return WordClass::kInt;
    case callsite::kFloatWord:
      return WordClass::kFloat;
    case callsite::kBoolWord:
      return WordClass::kBool;
    case callsite::kOtherWord:
      return WordClass::kOther;
    default:
      return WordClass::kHeap;
  }
}

void ValueEmitter::JumpUnless(WordClass wanted, const Gp& value, const Label& otherwise) {
  switch (wanted) {
    case WordClass::kHeap:
      a_.mov(scratch_, kNotHeap);
      a_.test(value, scratch_);
      a_.jne(otherwise);
      a_.test(value, value);
      a_.je(otherwise);
      break;
    case WordClass::kInt:
      a_.mov(scratch_, value);
      a_.shr(scratch_, Value::kIntBits);
      a_.cmp(scratch_.r32(), (1 << kTagBits) - 1);
      a_.jne(otherwise);
      break;
    case WordClass::kFloat:
      // The tag of an int is the highest there is, that of everything else zero.
      a_.mov(scratch_, value);
      a_.shr(scratch_, Value::kIntBits);
      a_.dec(scratch_.r32());
      a_.cmp(scratch_.r32(), (1 << kTagBits) - 3);
      a_.ja(otherwise);
      break;
    case WordClass::kBool:
      a_.mov(scratch_, value);
      a_.and_(scratch_, -2);
      a_.cmp(scratch_, kFalse);
      a_.jne(otherwise);
      break;
    case WordClass::kOther: {
      // Empty, and the immediates that are no bools: everything below the first address but those.
      a_.mov(scratch_, value);
      a_.shr(scratch_, kImmediateBits);
      a_.jne(otherwise);
      a_.mov(scratch_, value);
      a_.and_(scratch_, -2);
      a_.cmp(scratch_, kFalse);
      a_.je(otherwise);
      break;
    }
  }
}

void ValueEmitter::BoxInt(const Gp& word, const Label& too_large) {
  a_.mov(scratch_, word);
  a_.shl(scratch_, kTagBits);
  a_.sar(scratch_, kTagBits);
  a_.cmp(scratch_, word);
  a_.jne(too_large);
  a_.mov(scratch_, kIntTag);
  a_.or_(word, scratch_);
}

void ValueEmitter::UnboxInt(const Gp& word) {
  a_.shl(word, kTagBits);
  a_.sar(word, kTagBits);
}

void ValueEmitter::BoxBool(const Gp& word) { a_.add(word, kFalse); }

void ValueEmitter::UnboxBool(const Gp& word) { a_.and_(word, 1); }

// Hosts may make NaNs that are no doubles of the encoding; those that the processor makes are.
void ValueEmitter::BoxDouble(const Gp& to, const Xmm& from) {
  const Label encodable = a_.newLabel();
  a_.movq(to, from);
  a_.ucomisd(from, from);
  a_.jnp(encodable);
  a_.mov(scratch_, ~kNotInNaN);
  a_.and_(to, scratch_);
  a_.mov(scratch_, kQuietNaN);
  a_.or_(to, scratch_);
  a_.bind(encodable);
  a_.mov(scratch_, kDoubleOffset);
  a_.add(to, scratch_);
}

void ValueEmitter::UnboxDouble(const Xmm& to, const Gp& from) {
  a_.mov(scratch_, kDoubleOffset);
  a_.neg(scratch_);
  a_.add(scratch_, from);
  a_.movq(to, scratch_);
}

}  // namespace krait::jit
