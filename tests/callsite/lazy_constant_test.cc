#include "callsite/lazy_constant.h"

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class LazyConstantTest : public KernelTest {
 protected:
  // ()int64: 40 + how often it was computed; fails while `fails_` says so.
  HandleRef Compute() {
    return Function(table_, "compute", [this]() -> absl::StatusOr<int64_t> {
      ++computed_;
      if (fails_) return absl::UnavailableError("not yet");
      return 40 + computed_;
    });
  }
  int computed_ = 0;
  bool fails_ = false;
};

TEST_F(LazyConstantTest, IsComputedWhenFirstAskedForAndThenConstant) {
  const auto constant = *LazyConstant::New(Compute());
  const HandleRef twice = *CollectArguments(Add(), 1, constant->handle());
  EXPECT_EQ(computed_, 0);
  EXPECT_FALSE(constant->known());
  EXPECT_EQ(Run(twice, {1}), "42");
  EXPECT_EQ(Run(twice, {2}), "43");
  EXPECT_TRUE(constant->known());
  EXPECT_EQ(computed_, 1);
}

TEST_F(LazyConstantTest, EveryRepresentation) {
  for (const TypedWord word : {TypedWord(Value::Int(3)), TypedWord(2.5), TypedWord(true),
                               TypedWord(static_cast<void*>(this)), TypedWord(7)}) {
    const auto constant = *LazyConstant::New(ConstantWord(table_, word));
    EXPECT_EQ(Run(constant->handle()), Text(word));
    EXPECT_EQ(Run(constant->handle()), Text(word));
  }
}

TEST_F(LazyConstantTest, AFailureIsNotKept) {
  const auto constant = *LazyConstant::New(Compute());
  fails_ = true;
  EXPECT_EQ(Run(constant->handle()), "error: not yet");
  EXPECT_EQ(Run(constant->handle()), "error: not yet");
  EXPECT_FALSE(constant->known());
  fails_ = false;
  EXPECT_EQ(Run(constant->handle()), "43");
  EXPECT_EQ(Run(constant->handle()), "43");
}

TEST_F(LazyConstantTest, OfComputationsInsideOfEachOtherTheFirstThatEndsIsKept) {
  HandleRef again;
  const HandleRef compute =
      Function(table_, "recursive", [&](InvocationContext& context) -> int64_t {
        const int64_t mine = ++computed_;
        uint64_t inner = 0;
        if (mine < 3) Invoke(*again, context, nullptr, &inner);
        return mine;
      });
  const auto constant = *LazyConstant::New(compute);
  again = constant->handle();
  EXPECT_EQ(Run(again), "3");
  EXPECT_EQ(Run(again), "3");
  EXPECT_EQ(computed_, 3);
}

TEST_F(LazyConstantTest, ItsHandleFailsOnceItIsGone) {
  auto constant = *LazyConstant::New(Compute());
  const HandleRef handle = constant->handle();
  constant.reset();
  EXPECT_EQ(Run(handle), "error: the call site is gone");
}

TEST_F(LazyConstantTest, WhatTakesArgumentsOrGivesNothingIsRefused) {
  auto refusal = [](const HandleRef& compute) {
    return std::string(LazyConstant::New(compute).status().message());
  };
  EXPECT_EQ(refusal(Negate()),
            "lazyConstant: (int64)int64 takes argument 0, of ()int64 there is none");
  EXPECT_EQ(refusal(Zero(table_, kVoid)), "lazyConstant: ()void gives nothing");
  EXPECT_EQ(refusal(HandleRef()), "lazyConstant: a handle is missing");
}

}  // namespace
}  // namespace krait::callsite
