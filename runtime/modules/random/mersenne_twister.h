// The Mersenne Twister MT19937, seeded and read as the `random` module promises, so that the same
// seed gives the same numbers everywhere.
#ifndef KRAIT_RUNTIME_MODULES_RANDOM_MERSENNE_TWISTER_H_
#define KRAIT_RUNTIME_MODULES_RANDOM_MERSENNE_TWISTER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace krait {

class MersenneTwister {
 public:
  static constexpr int kWords = 624;

  // The key must not be empty.
  void Seed(std::span<const uint32_t> key);
  uint32_t Next() {
    if (index_ >= kWords) Refill();
    uint32_t y = state_[index_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680u;
    y ^= (y << 15) & 0xEFC60000u;
    return y ^ (y >> 18);
  }
  // Uniform in [0, 1), with 53 bits.
  double NextDouble() {
    const uint32_t high = Next() >> 5, low = Next() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  const std::array<uint32_t, kWords>& state() const { return state_; }
  int index() const { return index_; }
  void Restore(const std::array<uint32_t, kWords>& state, int index) {
    state_ = state;
    index_ = index;
  }

 private:
  void SeedWithWord(uint32_t word);
  void Refill();

  std::array<uint32_t, kWords> state_;
  int index_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_RANDOM_MERSENNE_TWISTER_H_
