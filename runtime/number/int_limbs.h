// Ints as GMP sees them: reading any int-like value as limbs, scratch limbs, and making results.
//
// Limbs of heap ints are used in place: objects do not move, and the Value or pointer that the
// caller holds on its stack keeps them alive. GMP's mpn_ functions never allocate on our heap.
#ifndef KRAIT_RUNTIME_NUMBER_INT_LIMBS_H_
#define KRAIT_RUNTIME_NUMBER_INT_LIMBS_H_

#include <gmp.h>

#include <bit>
#include <cstddef>
#include <cstdint>

#include "gc/value.h"
#include "runtime/number/int.h"

namespace krait {

class Isolate;
struct Type;

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NUMB_BITS == 64);

// Magnitude and sign of an int-like value. The top limb is not zero; zero has no limbs.
class IntLimbs {
 public:
  explicit IntLimbs(Value v) {
    if (v.IsHeap()) {
      const Int* i = v.As<Int>();
      data_ = reinterpret_cast<const mp_limb_t*>(i->limbs);
      size_ = i->size < 0 ? -i->size : i->size;
      negative_ = i->size < 0;
      return;
    }
    const int64_t i = v.IsInt() ? v.AsInt() : v.IsTrue();
    one_ = i < 0 ? -static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
    data_ = &one_;
    size_ = i != 0;
    negative_ = i < 0;
  }
  IntLimbs(const IntLimbs&) = delete;
  IntLimbs& operator=(const IntLimbs&) = delete;

  const mp_limb_t* data() const { return data_; }
  mp_size_t size() const { return size_; }
  bool negative() const { return negative_; }
  bool IsZero() const { return size_ == 0; }
  mp_limb_t top() const { return data_[size_ - 1]; }
  mp_limb_t operator[](mp_size_t i) const { return data_[i]; }
  uint64_t BitLength() const {
    return size_ == 0 ? 0 : uint64_t{64} * size_ - std::countl_zero(top());
  }
  // For the mpz functions that have no mpn counterpart; nothing is copied.
  mpz_srcptr AsMpz(mpz_ptr storage) const {
    return mpz_roinit_n(storage, data_, negative_ ? -size_ : size_);
  }

 private:
  const mp_limb_t* data_;
  mp_size_t size_;
  mp_limb_t one_;
  bool negative_;
};

// Temporary limbs: on the stack when few, otherwise malloc'ed and, when many, charged to the heap's
// limit. `ok()` is false, with MemoryError pending, when there is no room.
class LimbBuffer {
 public:
  LimbBuffer(Isolate* iso, size_t limbs) : size_(limbs) {
    if (limbs > kInline) Allocate(iso);
  }
  ~LimbBuffer() {
    if (data_ != inline_) Release();
  }
  LimbBuffer(const LimbBuffer&) = delete;
  LimbBuffer& operator=(const LimbBuffer&) = delete;

  bool ok() const { return data_ != nullptr; }
  mp_limb_t* data() { return data_; }
  mp_limb_t& operator[](size_t i) { return data_[i]; }

 private:
  static constexpr size_t kInline = 64;

  void Allocate(Isolate* iso);
  void Release();

  mp_limb_t* data_ = inline_;
  size_t size_;
  Isolate* charged_ = nullptr;
  mp_limb_t inline_[kInline];
};

// More limbs than any result may have (2 TiB of digits): MemoryError instead of an attempt.
inline constexpr uint64_t kMaxLimbs = uint64_t{1} << 38;

inline mp_limb_t* LimbsOf(Int* i) { return reinterpret_cast<mp_limb_t*>(i->limbs); }
// An exact int with room for `limbs` limbs, to be filled and handed to FinishInt before anything
// else is allocated. Null with MemoryError pending.
Int* NewIntWithRoom(Isolate* iso, uint64_t limbs);
// Drops leading zero limbs and returns the canonical value.
Value FinishInt(Int* i, mp_size_t limbs, bool negative);
// Copies; `limbs` may have leading zeros.
Value IntFromLimbs(Isolate* iso, const mp_limb_t* limbs, mp_size_t size, bool negative);
Value IntFromMpz(Isolate* iso, mpz_srcptr z);

// An instance of an int subclass with the value of `v` (int-like).
Value NewIntInstance(Isolate* iso, Type* type, Value v);

// Magnitude digits without sign or prefix. The limit on digits is not checked.
// For base 10 up to kMaxSmallDigits this needs no scratch.
class IntDigits {
 public:
  IntDigits(Isolate* iso, const IntLimbs& limbs, int base);
  ~IntDigits();
  IntDigits(const IntDigits&) = delete;
  IntDigits& operator=(const IntDigits&) = delete;

  bool ok() const { return data_ != nullptr; }  // false: MemoryError is pending
  const char* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  char* data_ = nullptr;
  size_t size_ = 0;
  char* allocated_ = nullptr;
  char inline_[72];
};

// ValueError when decimal text of so many bits would surely exceed, or `digits` does exceed, the
// isolate's limit.
bool CheckDigitsFromBits(Isolate* iso, uint64_t bits);
bool CheckDigits(Isolate* iso, size_t digits, bool name_count);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_INT_LIMBS_H_
