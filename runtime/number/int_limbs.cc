#include "runtime/number/int_limbs.h"

#include <cstdlib>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"

namespace krait {
namespace {

constexpr size_t kChargedLimbs = 4096;

}  // namespace

void LimbBuffer::Allocate(Isolate* iso) {
  data_ = nullptr;
  if (size_ <= kMaxLimbs) {
    const size_t bytes = size_ * sizeof(mp_limb_t);
    if (size_ >= kChargedLimbs) {
      if (iso->heap().TryAccountExternal(gc::Category::kBuffers, bytes)) charged_ = iso;
    }
    if (size_ < kChargedLimbs || charged_ != nullptr) {
      data_ = static_cast<mp_limb_t*>(std::malloc(bytes));
    }
  }
  if (data_ == nullptr) RaiseMemoryError(iso);
}

void LimbBuffer::Release() {
  std::free(data_);
  if (charged_ != nullptr) {
    charged_->heap().AccountExternal(gc::Category::kBuffers,
                                     -static_cast<ptrdiff_t>(size_ * sizeof(mp_limb_t)));
  }
}

Int* NewIntWithRoom(Isolate* iso, uint64_t limbs) {
  Int* i = nullptr;
  if (limbs <= kMaxLimbs) {
    i = iso->heap().New<Int>(static_cast<ShapeId>(ObjectKind::kInt),
                             static_cast<uint8_t>(ObjectKind::kInt), limbs * sizeof(mp_limb_t));
  }
  if (i == nullptr) RaiseMemoryError(iso);
  return i;
}

Value FinishInt(Int* i, mp_size_t limbs, bool negative) {
  const mp_limb_t* data = LimbsOf(i);
  while (limbs > 0 && data[limbs - 1] == 0) limbs--;
  if (limbs <= 1) {
    const uint64_t magnitude = limbs == 0 ? 0 : data[0];
    if (magnitude <= static_cast<uint64_t>(Value::kMaxInt) + negative) {
      const int64_t small = static_cast<int64_t>(magnitude);
      return Value::Int(negative ? -small : small);
    }
  }
  i->size = negative ? -limbs : limbs;
  return Value::Object(i);
}

Value IntFromLimbs(Isolate* iso, const mp_limb_t* limbs, mp_size_t size, bool negative) {
  while (size > 0 && limbs[size - 1] == 0) size--;
  if (size == 0) return Value::Int(0);
  if (size == 1 && limbs[0] <= static_cast<uint64_t>(Value::kMaxInt)) {
    const int64_t small = static_cast<int64_t>(limbs[0]);
    return Value::Int(negative ? -small : small);
  }
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, size));
  std::memcpy(LimbsOf(result), limbs, size * sizeof(mp_limb_t));
  return FinishInt(result, size, negative);
}

Value IntFromMpz(Isolate* iso, mpz_srcptr z) {
  return IntFromLimbs(iso, mpz_limbs_read(z), mpz_size(z), mpz_sgn(z) < 0);
}

Value NewIntInstance(Isolate* iso, Type* type, Value v) {
  const IntLimbs limbs(v);
  const size_t bytes = limbs.size() * sizeof(mp_limb_t);
  KRAIT_TRY(Int*, result, NewInstance<Int>(iso, type, bytes));
  result->size = limbs.negative() ? -limbs.size() : limbs.size();
  std::memcpy(result->limbs, limbs.data(), bytes);
  return Value::Object(result);
}

}  // namespace krait
