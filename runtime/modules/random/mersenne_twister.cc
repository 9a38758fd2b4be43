#include "runtime/modules/random/mersenne_twister.h"

#include <algorithm>

namespace krait {
namespace {

constexpr int kShift = 397;

uint32_t Twist(uint32_t high, uint32_t low) {
  const uint32_t y = (high & 0x80000000u) | (low & 0x7FFFFFFFu);
  return (y >> 1) ^ ((low & 1) != 0 ? 0x9908B0DFu : 0);
}

}  // namespace

void MersenneTwister::SeedWithWord(uint32_t word) {
  state_[0] = word;
  for (uint32_t i = 1; i < kWords; i++) {
    state_[i] = 1812433253u * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
  }
  index_ = kWords;
}

void MersenneTwister::Seed(std::span<const uint32_t> key) {
  SeedWithWord(19650218u);
  size_t i = 1, j = 0;
  const auto step = [&](uint32_t factor) {
    return state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30)) * factor);
  };
  const auto advance = [&] {
    if (++i >= kWords) {
      state_[0] = state_[kWords - 1];
      i = 1;
    }
  };
  for (size_t k = std::max<size_t>(kWords, key.size()); k > 0; k--) {
    state_[i] = step(1664525u) + key[j] + static_cast<uint32_t>(j);
    advance();
    if (++j >= key.size()) j = 0;
  }
  for (int k = kWords - 1; k > 0; k--) {
    state_[i] = step(1566083941u) - static_cast<uint32_t>(i);
    advance();
  }
  state_[0] = 0x80000000u;
}

void MersenneTwister::Refill() {
  for (int k = 0; k < kWords; k++) {
    const int next = k + 1 < kWords ? k + 1 : 0;
    const int far = k + kShift < kWords ? k + kShift : k + kShift - kWords;
    state_[k] = state_[far] ^ Twist(state_[k], state_[next]);
  }
  index_ = 0;
}

}  // namespace krait
