// Code memory: blocks come, run, are retired, and go when no frame is in them.
#include "jit/code/code_memory.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gc/heap.h"
#include "gtest/gtest.h"

namespace krait::jit {
namespace {

using Function = int (*)();

// mov eax, value; ret
void WriteReturn(CodeMemory& memory, const CodeBlock& block, int32_t value) {
  uint8_t* at = memory.Writable(block);
  at[0] = 0xB8;
  std::memcpy(at + 1, &value, sizeof(value));
  at[5] = 0xC3;
}

CodeBlock* MakeReturn(CodeMemory& memory, int32_t value, CodeOwner* owner = nullptr,
                      size_t bytes = 6) {
  absl::StatusOr<CodeBlock*> block = memory.Allocate(bytes, owner);
  if (!block.ok()) return nullptr;
  WriteReturn(memory, **block, value);
  memory.Publish(**block, absl::StrCat("return ", value));
  return *block;
}

int Call(const CodeBlock* block) {
  Function function;
  const uint8_t* code = block->code();
  std::memcpy(&function, &code, sizeof(function));
  return function();
}

uintptr_t AddressIn(const CodeBlock* block) {
  return reinterpret_cast<uintptr_t>(block->code()) + 3;
}

// The protections that /proc knows for the page of an address: "r-xs".
std::string Protection(const void* address) {
  std::ifstream maps("/proc/self/maps");
  std::string line;
  while (std::getline(maps, line)) {
    unsigned long low = 0;
    unsigned long high = 0;
    char protection[8] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %7s", &low, &high, protection) != 3) continue;
    const auto at = reinterpret_cast<unsigned long>(address);
    if (at >= low && at < high) return protection;
  }
  return "";
}

// Of a heap without objects.
class EmptyClient final : public gc::HeapClient {
 public:
  const gc::TraceFn* TraceTable() const override { return table_; }
  void TraceRoots(gc::Marker&) override {}

 private:
  const gc::TraceFn table_[256] = {};
};

struct CountingOwner final : CodeOwner {
  void OnCodeFreed(CodeBlock&) override { ++freed; }
  int freed = 0;
};

TEST(CodeMemory, ReservesNothingUntilItIsUsed) {
  CodeMemory memory;
  EXPECT_EQ(memory.statistics().reserved_bytes, 0u);
  EXPECT_EQ(memory.Find(0x1000), nullptr);
  EXPECT_FALSE(memory.CanWrite().ok());
}

TEST(CodeMemory, CodeRunsFromTheExecutingView) {
  CodeMemory memory;
  CodeBlock* block = MakeReturn(memory, 42);
  ASSERT_NE(block, nullptr);
  EXPECT_EQ(Call(block), 42);
  WriteReturn(memory, *block, 43);
  EXPECT_EQ(Call(block), 43);
}

TEST(CodeMemory, NoViewIsBothWritableAndExecutable) {
  CodeMemory memory;
  CodeBlock* block = MakeReturn(memory, 1);
  EXPECT_EQ(Protection(block->code()).substr(0, 3), "r-x");
  EXPECT_EQ(Protection(memory.Writable(*block)).substr(0, 3), "rw-");
}

TEST(CodeMemory, SmallBlocksSharePages) {
  CodeMemory memory;
  CodeBlock* a = MakeReturn(memory, 1);
  CodeBlock* b = MakeReturn(memory, 2);
  EXPECT_EQ(b->code() - a->code(), 64);
  EXPECT_EQ(memory.Find(AddressIn(a)), a);
  EXPECT_EQ(memory.Find(AddressIn(b)), b);
  EXPECT_EQ(memory.Find(reinterpret_cast<uintptr_t>(b->code()) + 64), nullptr);
}

TEST(CodeMemory, ReachingTheCapIsAnErrorAndFreedSpaceIsUsedAgain) {
  CodeMemoryOptions options;
  options.cap_bytes = 4 * 4096;
  CodeMemory memory(options);
  std::vector<CodeBlock*> blocks;
  for (CodeBlock* block;
       (block = MakeReturn(memory, static_cast<int>(blocks.size()))) != nullptr;) {
    blocks.push_back(block);
  }
  EXPECT_EQ(blocks.size(), 256u);
  EXPECT_EQ(memory.Allocate(1, nullptr).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(memory.Allocate(SIZE_MAX, nullptr).status().code(),
            absl::StatusCode::kResourceExhausted);
  memory.Free(*blocks[100]);
  memory.Free(*blocks[101]);
  EXPECT_EQ(memory.Allocate(192, nullptr).status().code(), absl::StatusCode::kResourceExhausted);
  CodeBlock* block = MakeReturn(memory, 7, nullptr, 128);
  ASSERT_NE(block, nullptr);
  EXPECT_EQ(Call(block), 7);
  EXPECT_EQ(Call(blocks[99]), 99);
  EXPECT_EQ(Call(blocks[102]), 102);
}

TEST(CodeMemory, MemoryFilesThatCannotBeMadeAreAnError) {
  CodeMemoryOptions options;
  options.open = +[] {
    errno = ENOSYS;
    return -1;
  };
  CodeMemory memory(options);
  absl::StatusOr<CodeBlock*> block = memory.Allocate(16, nullptr);
  EXPECT_EQ(block.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(memory.statistics().refusals, 1u);
}

TEST(CodeMemory, PagesAreChargedToTheHeapAndItsLimitHolds) {
  gc::HeapOptions heap_options;
  heap_options.memory_limit = size_t{8} << 20;
  EmptyClient client;
  gc::Heap heap(heap_options, &client);
  const size_t before = heap.used_bytes();
  {
    CodeMemory memory({}, &heap);
    EXPECT_EQ(heap.used_bytes(), before);
    ASSERT_NE(MakeReturn(memory, 1), nullptr);
    EXPECT_EQ(heap.used_bytes() - before, memory.statistics().committed_bytes);
    EXPECT_GT(memory.statistics().committed_bytes, 0u);
    absl::StatusOr<CodeBlock*> block = memory.Allocate(size_t{16} << 20, nullptr);
    EXPECT_EQ(block.status().code(), absl::StatusCode::kResourceExhausted);
    ASSERT_NE(MakeReturn(memory, 2), nullptr);
  }
  EXPECT_EQ(heap.used_bytes(), before);
}

TEST(CodeMemory, RetiredCodeGoesWhenNoFrameIsInIt) {
  CodeMemory memory;
  CountingOwner owner;
  CodeBlock* running = MakeReturn(memory, 1, &owner);
  CodeBlock* idle = MakeReturn(memory, 2, &owner);
  CodeBlock* live = MakeReturn(memory, 3, &owner);
  memory.Retire(*running);
  memory.Retire(*idle);
  memory.Retire(*idle);
  EXPECT_EQ(memory.statistics().retired_bytes, 128u);
  const uintptr_t stack[] = {0, 17, AddressIn(live), AddressIn(running), ~uintptr_t{0}};
  EXPECT_EQ(memory.Collect(stack), 64u);
  EXPECT_EQ(owner.freed, 1);
  EXPECT_EQ(Call(running), 1);
  EXPECT_EQ(memory.Collect(std::span<const uintptr_t>()), 64u);
  EXPECT_EQ(owner.freed, 2);
  EXPECT_EQ(memory.statistics().retired_bytes, 0u);
  EXPECT_EQ(Call(live), 3);
}

TEST(CodeMemory, AReturnAddressBehindTheLastInstructionCounts) {
  CodeMemory memory;
  CodeBlock* block = MakeReturn(memory, 1);
  CodeBlock* next = MakeReturn(memory, 2);
  memory.Retire(*block);
  memory.Retire(*next);
  const uintptr_t stack[] = {reinterpret_cast<uintptr_t>(next->code())};
  EXPECT_EQ(memory.Collect(stack), 64u);
  EXPECT_EQ(Call(block), 1);
}

TEST(CodeMemory, FreedRangesHoldBreakpointsWhenAsked) {
  CodeMemoryOptions options;
  options.poison_free = true;
  CodeMemory memory(options);
  CodeBlock* block = MakeReturn(memory, 1);
  ASSERT_NE(MakeReturn(memory, 2), nullptr);
  const uint8_t* code = block->code();
  memory.Free(*block);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(code[i], 0xCC);
}

TEST(CodeMemory, KnowsTheAgesOfBlocks) {
  CodeMemory memory;
  CountingOwner owner;
  CodeBlock* cold = MakeReturn(memory, 1, &owner);
  CodeBlock* warm = MakeReturn(memory, 2, &owner);
  CodeBlock* shared = MakeReturn(memory, 3);
  memory.AdvanceEpoch();
  memory.Touch(*warm);
  EXPECT_EQ(memory.UnusedSince(1), std::vector<CodeBlock*>{cold});
  EXPECT_EQ(shared->used(), 0u);
  EXPECT_EQ(warm->born(), 0u);
  EXPECT_EQ(warm->used(), 1u);
  memory.AdvanceEpoch();
  EXPECT_EQ(memory.UnusedSince(2), (std::vector<CodeBlock*>{cold, warm}));
}

TEST(CodeMemory, ARandomStormStaysWithinItsPagesAndCorruptsNothing) {
  CodeMemory memory;
  std::mt19937 random(1);
  std::vector<std::pair<CodeBlock*, int>> live;
  size_t most = 0;
  for (int i = 0; i < 100000; ++i) {
    if (live.size() < 500 && random() % 2 == 0) {
      CodeBlock* block = MakeReturn(memory, i, nullptr, 6 + random() % 300);
      ASSERT_NE(block, nullptr);
      live.emplace_back(block, i);
    } else if (!live.empty()) {
      auto& victim = live[random() % live.size()];
      ASSERT_EQ(Call(victim.first), victim.second);
      memory.Free(*victim.first);
      std::swap(victim, live.back());
      live.pop_back();
    }
    if (i == 20000) most = memory.statistics().committed_bytes;
  }
  EXPECT_LE(memory.statistics().committed_bytes, most + (size_t{64} << 10));
  for (auto& [block, value] : live) EXPECT_EQ(Call(block), value);
  for (auto& [block, value] : live) memory.Free(*block);
  EXPECT_EQ(memory.statistics().live_bytes, 0u);
  EXPECT_EQ(memory.statistics().blocks, 0u);
}

TEST(CodeMemory, AForkedChildGetsACopyOfItsOwn) {
  CodeMemory memory;
  CodeBlock* block = MakeReturn(memory, 1);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (memory.Writable(*block) != nullptr) _exit(1);
    if (Call(block) != 1) _exit(2);
    CodeBlock* more = MakeReturn(memory, 5);
    if (more == nullptr || Call(more) != 5) _exit(3);
    WriteReturn(memory, *block, 9);
    _exit(Call(block) == 9 ? 0 : 4);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(Call(block), 1);
}

TEST(CodeMemory, NamesReachPerf) {
  const std::string path = absl::StrCat("/tmp/perf-", getpid(), ".map");
  {
    CodeMemoryOptions options;
    options.perf_map = true;
    CodeMemory memory(options);
    CodeBlock* block = MakeReturn(memory, 12);
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const std::string line = absl::StrCat(absl::Hex(reinterpret_cast<uintptr_t>(block->code())),
                                          " ", absl::Hex(64), " return 12\n");
    EXPECT_NE(text.find(line), std::string::npos) << text;
  }
  unlink(path.c_str());
}

}  // namespace
}  // namespace krait::jit
