// Invalidation points: one atomic store turns a NOP into a jump, and back.
#include "jit/code/invalidation_point.h"

#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "jit/code/code_memory.h"

namespace krait::jit {
namespace {

using Function = int (*)();

// At `offset`: the point; mov eax, 1; ret; exit: mov eax, 2; ret.
struct PatchableCode {
  explicit PatchableCode(CodeMemory& memory, size_t offset = 0) {
    block = *memory.Allocate(32, nullptr);
    uint8_t* at = memory.Writable(*block) + offset;
    const uint8_t bytes[] = {0x0F, 0x1F, 0x44, 0x00, 0x00, 0xB8, 1, 0,   0,
                             0,    0xC3, 0xB8, 2,    0,    0,    0, 0xC3};
    std::memcpy(at, bytes, sizeof(bytes));
    const uint8_t* code = block->code() + offset;
    std::memcpy(&function, &code, sizeof(function));
    point = InvalidationPoint(code, code + 11);
  }

  CodeBlock* block;
  Function function;
  InvalidationPoint point;
};

TEST(InvalidationPoint, FitsWhereItsBytesShareAnAlignedWord) {
  for (uintptr_t at = 0; at <= 3; ++at) EXPECT_TRUE(InvalidationPoint::Fits(0x1000 + at));
  for (uintptr_t at = 4; at <= 7; ++at) EXPECT_FALSE(InvalidationPoint::Fits(0x1000 + at));
}

TEST(InvalidationPoint, JumpsToItsExitOnceFiredAndGoesOnWhenPutBack) {
  CodeMemory memory;
  for (size_t offset = 0; offset <= 3; ++offset) {
    PatchableCode code(memory, offset);
    EXPECT_EQ(code.function(), 1);
    EXPECT_FALSE(code.point.IsPatched());
    ASSERT_TRUE(code.point.Patch(memory).ok());
    EXPECT_TRUE(code.point.IsPatched());
    EXPECT_EQ(code.function(), 2);
    ASSERT_TRUE(code.point.Patch(memory).ok());
    ASSERT_TRUE(code.point.Unpatch(memory).ok());
    ASSERT_TRUE(code.point.Unpatch(memory).ok());
    EXPECT_EQ(code.function(), 1);
  }
  EXPECT_EQ(memory.statistics().patches, 4u);
  EXPECT_EQ(memory.statistics().unpatches, 4u);
}

TEST(InvalidationPoint, OtherThreadsSeeTheOneOrTheOther) {
  CodeMemory memory;
  PatchableCode code(memory, 3);
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> ready = 0;
  std::vector<std::thread> runners;
  for (int i = 0; i < 2; ++i) {
    runners.emplace_back([&] {
      ++ready;
      while (!stop.load(std::memory_order_relaxed)) {
        const int result = code.function();
        if (result != 1 && result != 2) ++wrong;
      }
    });
  }
  while (ready < 2) std::this_thread::yield();
  for (int i = 0; i < 20000; ++i) {
    ASSERT_TRUE(code.point.Patch(memory).ok());
    ASSERT_TRUE(code.point.Unpatch(memory).ok());
  }
  ASSERT_TRUE(code.point.Patch(memory).ok());
  stop = true;
  for (std::thread& runner : runners) runner.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(code.function(), 2);
}

}  // namespace
}  // namespace krait::jit
