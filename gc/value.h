// The word that every Python value is: 64 bits, NaN-boxed.
//
//   0000 0000 0000 0000   Empty: no value. An unset register or slot, and "an exception is pending"
//   0000 pppp pppp pppp   pointer to a HeapObject, 16-byte aligned, bit 1 clear
//   0000 0000 0000 00xx   immediates (bit 1 set): None, False, True, Ellipsis, NotImplemented
//   0002 .... to FFFD...  double, stored as its bits + 2^49; NaNs have bit 50 clear
//   FFFE + 49 bits        small int, signed 49-bit payload
//
// Pointers are bare so that host code and the conservative stack scan can use them as they are;
// floats never allocate. Ints that do not fit 49 bits are heap objects. The encoding is known to
// this header and to the compiler's emitter alone: everybody else asks.
#ifndef KRAIT_GC_VALUE_H_
#define KRAIT_GC_VALUE_H_

#include <bit>
#include <cstdint>

namespace krait {

struct HeapObject;

class Value {
 public:
  static constexpr int kIntBits = 49;
  static constexpr int64_t kMinInt = -(int64_t{1} << (kIntBits - 1));
  static constexpr int64_t kMaxInt = (int64_t{1} << (kIntBits - 1)) - 1;

  constexpr Value() : bits_(0) {}
  static constexpr Value FromBits(uint64_t bits) { return Value(bits); }
  static constexpr Value Empty() { return Value(0); }
  static constexpr Value None() { return Value(kNone); }
  static constexpr Value False() { return Value(kFalse); }
  static constexpr Value True() { return Value(kTrue); }
  static constexpr Value Ellipsis() { return Value(kEllipsis); }
  static constexpr Value NotImplemented() { return Value(kNotImplemented); }
  static constexpr Value Bool(bool b) { return Value(b ? kTrue : kFalse); }

  static constexpr bool FitsInt(int64_t i) { return i >= kMinInt && i <= kMaxInt; }
  // Requires FitsInt(i).
  static constexpr Value Int(int64_t i) {
    return Value(kIntTag | (static_cast<uint64_t>(i) & kIntMask));
  }
  // Requires that a NaN has bit 50 clear. So do all that the processor makes (a new one has no
  // payload, others are those of the operands); doubles from elsewhere come in through
  // ForeignDouble.
  static constexpr Value Double(double d) {
    return Value(std::bit_cast<uint64_t>(d) + kDoubleOffset);
  }
  // Any double at all: from a host, a file, a buffer.
  static constexpr Value ForeignDouble(double d) {
    const uint64_t bits = std::bit_cast<uint64_t>(d);
    return Value((d == d ? bits : (bits & ~kNotInNaN) | kQuietNaN) + kDoubleOffset);
  }
  // `object` may be null, which gives Empty.
  static Value Object(const void* object) { return Value(reinterpret_cast<uint64_t>(object)); }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool IsEmpty() const { return bits_ == 0; }
  constexpr explicit operator bool() const { return bits_ != 0; }  // not Empty

  constexpr bool IsInt() const { return bits_ >= kIntTag; }
  constexpr bool IsDouble() const { return bits_ - kDoubleOffset < kIntTag - kDoubleOffset; }
  constexpr bool IsNumber() const { return bits_ >= kDoubleOffset; }
  constexpr bool IsNone() const { return bits_ == kNone; }
  constexpr bool IsBool() const { return (bits_ & ~uint64_t{1}) == kFalse; }
  constexpr bool IsTrue() const { return bits_ == kTrue; }
  constexpr bool IsFalse() const { return bits_ == kFalse; }
  constexpr bool IsEllipsis() const { return bits_ == kEllipsis; }
  constexpr bool IsNotImplemented() const { return bits_ == kNotImplemented; }
  // A heap pointer (and not Empty).
  constexpr bool IsHeap() const { return bits_ != 0 && IsHeapOrEmpty(); }
  // One test less, where Empty cannot occur or is handled as a null pointer.
  constexpr bool IsHeapOrEmpty() const { return (bits_ & kNotHeapMask) == 0; }

  // Each of these requires the matching Is...().
  constexpr int64_t AsInt() const { return static_cast<int64_t>(bits_ << 15) >> 15; }
  constexpr double AsDouble() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  HeapObject* AsHeap() const { return reinterpret_cast<HeapObject*>(bits_); }
  template <typename T>
  T* As() const {
    return reinterpret_cast<T*>(bits_);
  }

  // Tests of a pair with one comparison.
  static constexpr bool BothInts(Value a, Value b) { return (a.bits_ & b.bits_) >= kIntTag; }
  static constexpr bool BothDoubles(Value a, Value b) { return a.IsDouble() && b.IsDouble(); }

  // Identity of words: `is`, except that equal heap ints may differ.
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

 private:
  static constexpr uint64_t kDoubleOffset = uint64_t{1} << 49;
  static constexpr uint64_t kIntTag = 0xFFFE000000000000;
  static constexpr uint64_t kIntMask = (uint64_t{1} << kIntBits) - 1;
  static constexpr uint64_t kImmediateBit = 2;
  static constexpr uint64_t kNotHeapMask = 0xFFFE000000000000 | kImmediateBit;
  static constexpr uint64_t kQuietNaN = 0x7FF8000000000000;
  static constexpr uint64_t kNotInNaN = 0x0004000000000000;
  static constexpr uint64_t kNone = 0x02;
  static constexpr uint64_t kFalse = 0x06;
  static constexpr uint64_t kTrue = 0x07;
  static constexpr uint64_t kEllipsis = 0x0A;
  static constexpr uint64_t kNotImplemented = 0x12;

  explicit constexpr Value(uint64_t bits) : bits_(bits) {}

  uint64_t bits_;
};

static_assert(sizeof(Value) == 8);

}  // namespace krait

#endif  // KRAIT_GC_VALUE_H_
