// A table, a context, and short names for what tests of handles do all the time.
#ifndef KRAIT_TESTS_CALLSITE_KERNEL_FIXTURE_H_
#define KRAIT_TESTS_CALLSITE_KERNEL_FIXTURE_H_

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/conversions.h"
#include "callsite/combinators/leaves.h"
#include "callsite/combinators/loops.h"
#include "callsite/evaluator.h"
#include "callsite/handle_table.h"
#include "callsite/host_function.h"
#include "callsite/invocation_context.h"
#include "callsite/site.h"
#include "callsite/typed_invocation.h"

namespace krait::callsite {

class KernelTest : public testing::Test {
 protected:
  using Built = absl::StatusOr<HandleRef>;

  KernelTest() : context_(table_) {}

  const MethodType* Type(Representation result, std::initializer_list<Parameter> parameters) {
    return table_.types().Get(result, parameters);
  }

  // The text of what invoking gives: "5", "2.5", "true", "None", "void", or "error: ...".
  std::string Run(const HandleRef& handle, std::initializer_list<TypedWord> arguments = {}) {
    std::vector<uint64_t> words;
    for (const TypedWord& word : arguments) words.push_back(word.bits);
    EXPECT_EQ(static_cast<int>(words.size()), handle->type()->arity());
    uint64_t result = 0;
    if (!Invoke(*handle, context_, words.data(), &result)) {
      EXPECT_EQ(context_.failed, 1u);
      return "error: " + std::string(context_.TakeStatus().message());
    }
    EXPECT_EQ(context_.failed, 0u);
    if (handle->type()->result() == Representation::kVoid) return "void";
    return Text({handle->type()->result(), result});
  }
  std::string Run(const Built& handle, std::initializer_list<TypedWord> arguments = {}) {
    return handle.ok() ? Run(*handle, arguments)
                       : "not built: " + std::string(handle.status().message());
  }
  std::string Text(const TypedWord& word) {
    switch (word.representation) {
      case Representation::kInt64:
        return std::to_string(static_cast<int64_t>(word.bits));
      case Representation::kDouble:
        return Number(std::bit_cast<double>(word.bits));
      case Representation::kBool:
        return word.bits != 0 ? "true" : "false";
      case Representation::kValue: {
        const Value v = Value::FromBits(word.bits);
        if (v.IsInt()) return "int " + std::to_string(v.AsInt());
        if (v.IsDouble()) return "float " + Number(v.AsDouble());
        return v.IsNone() ? "None" : v.IsTrue() ? "True" : v.IsFalse() ? "False" : "value";
      }
      default:
        return word.bits == 0 ? "null" : "pointer";
    }
  }
  static std::string Number(double d) {
    char text[40];
    std::snprintf(text, sizeof text, "%g", d);
    return text;
  }

  // Why it was not built.
  static std::string Refusal(const Built& built) {
    return built.ok() ? "built" : std::string(built.status().message());
  }

  HandleRef Add() {
    return Function(table_, "add", [](int64_t a, int64_t b) { return a + b; });
  }
  HandleRef Multiply() {
    return Function(table_, "multiply", [](double a, double b) { return a * b; });
  }
  HandleRef Negate() {
    return Function(table_, "negate", [](int64_t a) { return -a; });
  }
  HandleRef IsPositive() {
    return Function(table_, "positive", [](int64_t a) { return a > 0; });
  }
  // Fails for every negative argument, with code 3 (InvalidArgument).
  HandleRef Root() {
    return Function(table_, "root", [](int64_t a) -> absl::StatusOr<int64_t> {
      if (a < 0) return absl::InvalidArgumentError("negative");
      int64_t r = 0;
      while ((r + 1) * (r + 1) <= a) ++r;
      return r;
    });
  }
  // Appends its argument to trace_.
  HandleRef Note() {
    return Function(table_, "note", [this](int64_t a) { trace_ += std::to_string(a) + " "; });
  }
  HandleRef Int(int64_t i) { return ConstantWord(table_, i); }

  HandleTable table_;
  InvocationContext context_;
  std::string trace_;
};

}  // namespace krait::callsite

#endif  // KRAIT_TESTS_CALLSITE_KERNEL_FIXTURE_H_
