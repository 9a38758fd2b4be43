#include "callsite/overloads.h"

#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

class OverloadsTest : public KernelTest {
 protected:
  class Links final : public Linker {
   public:
    Links(const OverloadSet& set, int* asked) : set_(set), asked_(asked) {}
    absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                           LinkerServices& services) override {
      ++*asked_;
      return set_.Link(request, services);
    }

   private:
    const OverloadSet& set_;
    int* asked_;
  };

  template <typename... A>
  HandleRef Gives(int64_t i) {
    return Function(table_, "overload", [i](A...) { return i; });
  }
  // Which overload each call means, by its number; one site for all of them.
  template <typename... A>
  std::string Calls(std::initializer_list<std::tuple<A...>> calls) {
    LinkerOptions options;
    options.linkers.push_back(std::make_unique<Links>(set_, &asked_));
    DynamicLinker linker(table_, std::move(options));
    LinkedSite site(linker.Descriptor("call", "f", TypeOf<Value(A...)>(table_.types())));
    std::string text;
    for (const auto& call : calls) {
      absl::StatusOr<Value> result =
          std::apply([&](A... a) { return site.Invoke<Value>(a...); }, call);
      text +=
          result.ok() ? std::to_string(result->AsInt()) : std::string(result.status().message());
      text += " ";
    }
    return text;
  }

  OverloadSet set_;
  int asked_ = 0;
  const Value int_ = Value::Int(1);
  const Value float_ = Value::Double(1.5);
};

TEST_F(OverloadsTest, TheMostSpecificWins) {
  set_ = OverloadSet({Gives<int64_t>(1), Gives<double>(2), Gives<Value>(3), Gives<bool>(4)});
  EXPECT_EQ(Calls<Value>({{int_}, {float_}, {Value::True()}, {Value::None()}, {int_}}),
            "1 2 4 3 1 ");
  EXPECT_EQ(asked_, 4);
}

TEST_F(OverloadsTest, AnIntIsWidenedBeforeItIsBoxed) {
  set_ = OverloadSet({Gives<double>(2), Gives<Value>(3)});
  EXPECT_EQ(Calls<Value>({{int_}, {Value::None()}}), "2 3 ");
}

TEST_F(OverloadsTest, NeitherBetterIsAmbiguous) {
  set_ = OverloadSet({Gives<int64_t, double>(1), Gives<double, int64_t>(2)});
  EXPECT_EQ((Calls<Value, Value>({{int_, float_}, {float_, int_}, {int_, int_}})),
            "1 2 call f (value, value)value is ambiguous; (int64, double)int64; (double, "
            "int64)int64 ");
}

TEST_F(OverloadsTest, NoneNamesAll) {
  set_ = OverloadSet({Gives<int64_t>(1), Gives<bool, bool>(2)});
  EXPECT_EQ(Calls<Value>({{Value::None()}}),
            "call f (value)value matches none of its overloads; (int64)int64; (bool, bool)int64 ");
}

TEST_F(OverloadsTest, TypedArgumentsAreChosenWithoutAGuard) {
  set_ = OverloadSet({Gives<int64_t>(1), Gives<double>(2)});
  EXPECT_EQ(Calls<double>({{1.0}, {2.0}}), "2 2 ");
  EXPECT_EQ(asked_, 1);
}

TEST_F(OverloadsTest, ManyValuesAreTestedTogether) {
  set_ = OverloadSet({Gives<int64_t, int64_t, int64_t>(1), Gives<int64_t, int64_t, Value>(2)});
  EXPECT_EQ(
      (Calls<Value, Value, Value>({{int_, int_, int_}, {int_, int_, float_}, {int_, int_, int_}})),
      "1 2 1 ");
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ((Calls<int64_t, Value>({})), "");
}

TEST_F(OverloadsTest, VariableArgumentsComeLast) {
  const HandleRef count = Function(table_, "count", [](HostArray* a) { return 100 + a->length; });
  set_ = OverloadSet({*AsVarargsCollector(count, FieldType::kValue), Gives<Value>(1)});
  EXPECT_EQ(Calls<Value>({{int_}}), "1 ");
  EXPECT_EQ((Calls<Value, Value>({{int_, float_}})), "102 ");
}

TEST_F(OverloadsTest, FactoriesHaveASayInTheChoice) {
  // Prefers doubles to everything, for ints.
  class PrefersDoubles final : public TypeConverterFactory {
   public:
    HandleRef Convert(HandleTable&, Representation, Representation) override { return HandleRef(); }
    Comparison Compare(Representation from, Representation a, Representation b) override {
      if (from != kInt64 || a == b) return Comparison::kIndeterminate;
      return a == kDouble   ? Comparison::kFirst
             : b == kDouble ? Comparison::kSecond
                            : Comparison::kIndeterminate;
    }
  };
  OverloadSet overloads(
      {Negate(), *AsType(Negate(), Type(kInt64, {kValue})),
       Function(table_, "halve", [](double d) { return static_cast<int64_t>(d * 10); })});
  for (const bool prefers : {false, true}) {
    LinkerOptions options([&](const LinkRequest& request, LinkerServices& services) {
      return overloads.Link(request, services);
    });
    if (prefers) options.converters.push_back(std::make_unique<PrefersDoubles>());
    DynamicLinker linker(table_, std::move(options));
    LinkedSite site(linker.Descriptor("f", "", Type(kInt64, {kValue})));
    EXPECT_EQ(*site.Invoke<int64_t>(Value::Int(3)), prefers ? 30 : -3);
    EXPECT_EQ(*site.Invoke<int64_t>(Value::Double(0.5)), 5);
  }
}

}  // namespace
}  // namespace krait::callsite
