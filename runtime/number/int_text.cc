// Ints read from and written as text.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/number/int_limbs.h"
#include "runtime/number/number_text.h"
#include "runtime/object/errors.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// Below this many digits no limit applies, whatever is set:
// sys.int_info.str_digits_check_threshold.
constexpr size_t kCheckThreshold = 640;

bool IsPowerOfTwo(int base) { return (base & (base - 1)) == 0; }

// 64-bit words hold that many digits of any base up to 36 without overflow.
constexpr size_t kWordDigits = 12;
constexpr size_t kWordDecimalDigits = 19;

// Digit values of `text` without underscores, or false when it is not a run of digits of the base
// with single underscores between them.
template <typename Sink>
bool ScanDigits(std::string_view text, int base, Sink sink) {
  bool after_digit = false;
  for (char c : text) {
    if (c == '_') {
      if (!after_digit) return false;
      after_digit = false;
      continue;
    }
    const int digit = DigitValue(c);
    if (digit >= base) return false;
    sink(digit);
    after_digit = true;
  }
  return after_digit;
}

Value LongFromDigits(Isolate* iso, const unsigned char* digits, size_t count, int base,
                     bool negative) {
  // Five bits or more per limb's digit are an overestimate for every base but 36, whose digits have
  // fewer than 5.2 bits; 6 bits a digit cover all.
  const size_t bits_per_digit = base <= 2 ? 1 : base <= 4 ? 2 : base <= 8 ? 3 : base <= 16 ? 4 : 6;
  KRAIT_TRY(Int*, result, NewIntWithRoom(iso, count * bits_per_digit / 64 + 2));
  const mp_size_t size = mpn_set_str(LimbsOf(result), digits, count, base);
  return FinishInt(result, size, negative);
}

}  // namespace

bool CheckDigits(Isolate* iso, size_t digits, bool name_count) {
  const auto limit = static_cast<size_t>(iso->int_max_str_digits());
  if (limit == 0 || digits <= limit || digits <= kCheckThreshold) return true;
  if (name_count) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "Exceeds the limit (%zu digits) for integer string conversion: value has %zu "
                  "digits; use sys.set_int_max_str_digits() to increase the limit",
                  limit, digits);
  }
  return RaiseF(iso, ExceptionId::kValueError,
                "Exceeds the limit (%zu digits) for integer string conversion; use "
                "sys.set_int_max_str_digits() to increase the limit",
                limit);
}

bool CheckDigitsFromBits(Isolate* iso, uint64_t bits) {
  if (bits < 64) return true;
  // At least floor((bits - 1) * log10(2)) + 1 digits; 0.30102 is below log10(2).
  return CheckDigits(iso, static_cast<size_t>(static_cast<double>(bits - 1) * 0.30102) + 1, false);
}

IntDigits::IntDigits(Isolate* iso, const IntLimbs& limbs, int base) {
  if (limbs.size() <= 1) {
    const uint64_t magnitude = limbs.IsZero() ? 0 : limbs[0];
    char* end = std::to_chars(inline_, inline_ + sizeof(inline_), magnitude, base).ptr;
    data_ = inline_;
    size_ = end - inline_;
    return;
  }
  mpz_t storage;
  const size_t room = mpz_sizeinbase(limbs.AsMpz(storage), base) + 1;
  LimbBuffer scratch(iso, limbs.size() + 1);
  if (!scratch.ok()) return;
  char* text = inline_;
  if (room > sizeof(inline_)) {
    text = allocated_ = static_cast<char*>(std::malloc(room));
    if (text == nullptr) {
      RaiseMemoryError(iso);
      return;
    }
  }
  std::memcpy(scratch.data(), limbs.data(), limbs.size() * sizeof(mp_limb_t));
  auto* digits = reinterpret_cast<unsigned char*>(text);
  size_t count = mpn_get_str(digits, base, scratch.data(), limbs.size());
  while (*digits == 0) {
    digits++;
    count--;
  }
  for (size_t i = 0; i < count; i++) digits[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]];
  data_ = reinterpret_cast<char*>(digits);
  size_ = count;
}

IntDigits::~IntDigits() { std::free(allocated_); }

Str* IntToStr(Isolate* iso, Value v, int base) {
  if (v.IsInt()) {
    char buffer[72];
    char* end = std::to_chars(buffer, buffer + sizeof(buffer), v.AsInt(), base).ptr;
    return Str::NewAscii(iso, {buffer, static_cast<size_t>(end - buffer)});
  }
  const IntLimbs limbs(v);
  if (base == 10 && !CheckDigitsFromBits(iso, limbs.BitLength())) return nullptr;
  const IntDigits digits(iso, limbs, base);
  if (!digits.ok()) return nullptr;
  if (base == 10 && !CheckDigits(iso, digits.size(), false)) return nullptr;
  const size_t size = digits.size() + limbs.negative();
  char* bytes;
  KRAIT_TRY(Str*, result, Str::NewUninitialized(iso, size, size, &bytes));
  if (limbs.negative()) *bytes++ = '-';
  std::memcpy(bytes, digits.data(), digits.size());
  return result;
}

Value IntFromText(Isolate* iso, std::string_view text, int base, bool* valid) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  size_t count = 0;
  uint64_t word = 0;
  *valid = ScanDigits(text, base, [&](int digit) {
    word = word * base + digit;
    count++;
  });
  if (!*valid) return Value::Empty();
  if (count <= (base <= 10 ? kWordDecimalDigits : kWordDigits)) {
    KRAIT_TRY(Value, magnitude, IntFromUint64(iso, word));
    return negative ? IntNeg(iso, magnitude) : magnitude;
  }
  if (!IsPowerOfTwo(base) && !CheckDigits(iso, count, true)) return Failure{};
  LimbBuffer scratch(iso, count / sizeof(mp_limb_t) + 1);
  if (!scratch.ok()) return Failure{};
  auto* digits = reinterpret_cast<unsigned char*>(scratch.data());
  size_t filled = 0;
  ScanDigits(text, base, [&](int digit) {
    if (filled != 0 || digit != 0) digits[filled++] = static_cast<unsigned char>(digit);
  });
  if (filled == 0) return Value::Int(0);
  return LongFromDigits(iso, digits, filled, base, negative);
}

}  // namespace krait
