// Compiled handles do what the evaluator does, kind by kind.
#include "jit/handles/stub_compiler.h"

#include <cstdint>
#include <limits>

#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

using enum Representation;

double Scale(double a, double b) { return a * 2 + b; }
int64_t Combine(int64_t a, int64_t b) { return a * 10 + b; }
double Mixed(int64_t a, double b, bool c, void* d, Value e) {
  return static_cast<double>(a) + b + (c ? 100 : 0) + (d == nullptr ? 1000 : 0) +
         (e.IsNone() ? 10000 : 0);
}
double Twelve(double a, double b, double c, double d, double e, double f, double g, double h,
              double i, int64_t j, int64_t k, int64_t l, int64_t m, int64_t n, int64_t o,
              int64_t p) {
  return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i +
         static_cast<double>(10 * j + 11 * k + 12 * l + 13 * m + 14 * n + 15 * o + 16 * p);
}
bool IsPositive(double a) { return a > 0; }
double Fallible(InvocationContext& context, double a) {
  if (a < 0) {
    context.Fail(42, "negative");
    return 0;
  }
  return std::sqrt(a);
}

TEST_F(StubTest, Leaves) {
  ExpectSame(Fn("scale", &Scale), {1.5, 2.0});
  ExpectSame(Fn("combine", &Combine), {int64_t{3}, int64_t{4}});
  ExpectSame(Fn("mixed", &Mixed),
             {int64_t{1}, 2.0, true, static_cast<void*>(nullptr), Value::None()});
  ExpectSame(ConstantWord(table_, 3.25), {});
  ExpectSame(ConstantWord(table_, int64_t{-7}), {});
  ExpectSame(Identity(table_, kDouble), {9.0});
  ExpectSame(Identity(table_, kInt64), {int64_t{9}});
  ExpectSame(Zero(table_, kValue), {});
  ExpectSame(Zero(table_, kDouble), {});
  ExpectSame(Fn("fallible", &Fallible), {4.0});
  ExpectSame(Fn("fallible", &Fallible), {-4.0});
}

TEST_F(StubTest, ArgumentsOnTheStack) {
  const auto handle = Fn("twelve", &Twelve);
  ExpectSame(handle, {1., 2., 3., 4., 5., 6., 7., 8., 9., int64_t{10}, int64_t{11}, int64_t{12},
                      int64_t{13}, int64_t{14}, int64_t{15}, int64_t{16}});
  ExpectSame(FilterReturnValue(handle, Fn("fallible", &Fallible)),
             {1., 2., 3., 4., 5., 6., 7., 8., 9., int64_t{10}, int64_t{11}, int64_t{12},
              int64_t{13}, int64_t{14}, int64_t{15}, int64_t{16}});
}

TEST_F(StubTest, ClosuresAndStatuses) {
  double seen = 0;
  ExpectSame(Fn("note", [&seen](double a) { return seen = a + 1; }), {4.0});
  const auto half = Fn("half", [](int64_t a) -> absl::StatusOr<int64_t> {
    if (a % 2 != 0) return absl::InvalidArgumentError("odd");
    return a / 2;
  });
  ExpectSame(half, {int64_t{10}});
  ExpectSame(half, {int64_t{11}});
  ExpectSame(FilterReturnValue(half, half), {int64_t{10}});
  ExpectSame(FilterReturnValue(half, half), {int64_t{12}});
}

TEST_F(StubTest, Arguments) {
  const auto scale = Fn("scale", &Scale);
  const auto combine = Fn("combine", &Combine);
  const auto root = Fn("fallible", &Fallible);
  ExpectSame(BindTo(scale, 3.0), {2.0});
  ExpectSame(InsertArguments(combine, 1, {int64_t{8}}), {int64_t{2}});
  ExpectSame(DropArguments(combine, 1, {kDouble, kInt64}),
             {int64_t{2}, 1.0, int64_t{5}, int64_t{6}});
  ExpectSame(PermuteArguments(combine, Type(kInt64, {kInt64, kDouble, kInt64}), {2, 0}),
             {int64_t{2}, 1.0, int64_t{5}});
  ExpectSame(PermuteArguments(combine, Type(kInt64, {kInt64}), {0, 0}), {int64_t{2}});
  ExpectSame(FilterArguments(scale, 0, {root, root}), {9.0, 16.0});
  ExpectSame(FilterArguments(scale, 0, {root, root}), {9.0, -16.0});
  ExpectSame(FilterArguments(scale, 1, {root}), {9.0, 16.0});
  ExpectSame(CollectArguments(scale, 0, scale), {1.0, 2.0, 3.0});
  ExpectSame(CollectArguments(scale, 1, scale), {1.0, 2.0, 3.0});
  ExpectSame(FoldArguments(scale, 0, root), {16.0});
  const auto note = Fn("note", [](double) {});
  ExpectSame(FoldArguments(scale, 0, note), {2.0, 3.0});
  ExpectSame(FoldArguments(scale, 1, *DropArguments(ConstantWord(table_, 5.0), 0, {})), {2.0});
}

TEST_F(StubTest, Instructions) {
  const int64_t ints[] = {
      0, 1, -1, 7, std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()};
  const double doubles[] = {0.0,
                            -0.0,
                            1.5,
                            -2.5,
                            std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::quiet_NaN()};
  const auto choose = [&](const HandleRef& test) {
    return *GuardWithTest(
        test, *DropArguments(ConstantWord(table_, int64_t{1}), 0, test->type()->parameters()),
        *DropArguments(ConstantWord(table_, int64_t{2}), 0, test->type()->parameters()));
  };
  const HandleRef on_ints[] = {
      Fn("+", &AddInt64),        Fn("-", &SubtractInt64),  Fn("*", &MultiplyInt64),
      Fn("&", &AndInt64),        Fn("|", &OrInt64),        Fn("^", &XorInt64),
      Fn("==", &EqualInt64),     Fn("!=", &NotEqualInt64), Fn("<", &LessInt64),
      Fn("<=", &LessEqualInt64), Fn(">", &GreaterInt64),   Fn(">=", &GreaterEqualInt64)};
  for (const HandleRef& handle : on_ints) {
    for (const int64_t a : ints) {
      for (const int64_t b : ints) {
        ExpectSame(handle, {a, b});
        if (handle->type()->result() == kBool) ExpectSame(choose(handle), {a, b});
        ExpectSame(InsertArguments(handle, 1, {b}), {a});
        ExpectSame(InsertArguments(handle, 0, {a}), {b});
        ExpectSame(InsertArguments(handle, 0, {a, b}), {});
      }
      ExpectSame(PermuteArguments(handle, Type(handle->type()->result(), {kInt64}), {0, 0}), {a});
    }
  }
  const HandleRef on_doubles[] = {Fn("+", &AddDouble),      Fn("-", &SubtractDouble),
                                  Fn("*", &MultiplyDouble), Fn("/", &DivideDouble),
                                  Fn("<", &LessDouble),     Fn("<=", &LessEqualDouble),
                                  Fn(">", &GreaterDouble),  Fn(">=", &GreaterEqualDouble)};
  for (const HandleRef& handle : on_doubles) {
    for (const double a : doubles) {
      for (const double b : doubles) {
        ExpectSame(handle, {a, b});
        if (handle->type()->result() == kBool) ExpectSame(choose(handle), {a, b});
        ExpectSame(InsertArguments(handle, 1, {b}), {a});
      }
      ExpectSame(PermuteArguments(handle, Type(handle->type()->result(), {kDouble}), {0, 0}), {a});
    }
  }
}

TEST_F(StubTest, Guards) {
  const auto root = Fn("fallible", &Fallible);
  const auto positive = Fn("positive", &IsPositive);
  const auto negate = InsertArguments(Fn("-", &SubtractDouble), 0, {0.0});
  const auto guarded = GuardWithTest(positive, root, *negate);
  ExpectSame(guarded, {4.0});
  ExpectSame(guarded, {-4.0});
  ExpectSame(FilterReturnValue(*guarded, root), {16.0});
  ExpectSame(FilterReturnValue(*guarded, root), {-16.0});
  ExpectSame(CollectArguments(Fn("scale", &Scale), 1, *guarded), {1.0, -16.0});
  const Value values[] = {Value::Int(3),  Value::Int(-3), Value::Double(2.5), Value::True(),
                          Value::False(), Value::None(),  Value::Ellipsis()};
  const Guard guards[] = {Guard::Shape(kIntWord),  Guard::Shape(kFloatWord),
                          Guard::Shape(kBoolWord), Guard::Shape(kOtherWord),
                          Guard::Shape(17),        Guard::Identity(Value::Int(3)),
                          Guard::Always(),         Guard::Shapes(kIntWord, kFloatWord)};
  for (const Guard& guard : guards) {
    const HandleRef test = GuardTest(table_, guard);
    for (const Value a : values) {
      if (test->type()->arity() == 1) {
        ExpectSame(test, {a});
        continue;
      }
      for (const Value b : values) ExpectSame(test, {a, b});
    }
  }
}

TEST_F(StubTest, GuardsOnShapesOfObjects) {
  alignas(16) HeapObject object = {};
  object.shape = 300;
  const HandleRef same = GuardTest(table_, Guard::Shape(300));
  const HandleRef other = GuardTest(table_, Guard::Shape(301));
  ExpectSame(same, {Value::Object(&object)});
  ExpectSame(other, {Value::Object(&object)});
  ExpectSame(same, {Value::Int(1)});
  ExpectSame(GuardTest(table_, Guard::Identity(Value::Object(&object))), {Value::Object(&object)});
}

TEST_F(StubTest, Switches) {
  std::vector<HandleRef> cases;
  for (int i = 0; i < 9; ++i) {
    cases.push_back(*InsertArguments(Fn("combine", &Combine), 1, {int64_t{i}}));
    const auto fallback = *InsertArguments(Fn("-", &SubtractInt64), 1, {int64_t{1}});
    const auto handle = TableSwitch(fallback, cases);
    for (int64_t selector = -2; selector < 12; ++selector) {
      ExpectSame(handle, {selector});
      ExpectSame(FilterReturnValue(*handle, *handle), {selector});
    }
    ExpectSame(handle, {std::numeric_limits<int64_t>::min()});
  }
}

TEST_F(StubTest, Errors) {
  const auto root = Fn("fallible", &Fallible);
  const auto handler =
      Fn("handler", [](int64_t code, double a) { return static_cast<double>(code) + a; });
  const auto caught = CatchException(root, 0, handler);
  ExpectSame(caught, {16.0});
  ExpectSame(caught, {-16.0});
  ExpectSame(CatchException(root, 42, handler), {-16.0});
  ExpectSame(CatchException(root, 43, handler), {-16.0});
  const auto nested =
      CatchException(*FilterReturnValue(*CatchException(root, 43, handler), root), 0, handler);
  ExpectSame(nested, {16.0});
  ExpectSame(nested, {-16.0});
  ExpectSame(CollectArguments(Fn("scale", &Scale), 1, *caught), {1.0, -16.0});
  const auto cleanup = Fn("cleanup", [](int64_t code, double result, double a) {
    return static_cast<double>(code) + result * 10 + a * 100;
  });
  const auto finally = TryFinally(root, cleanup);
  ExpectSame(finally, {16.0});
  ExpectSame(finally, {-16.0});
  ExpectSame(CatchException(*finally, 0, handler), {-16.0});
  ExpectSame(ThrowError(table_, kDouble, kInt64), {int64_t{5}});
}

TEST_F(StubTest, Loops) {
  const auto end = Identity(table_, kInt64);
  const auto combine = Fn("combine", &Combine);
  const auto sum = CountedLoop(end, HandleRef(), Fn("+", &AddInt64));
  ASSERT_TRUE(sum.ok()) << sum.status();
  for (int64_t n : {-1, 0, 1, 10, 1000}) ExpectSame(sum, {n});
  ExpectSame(CountedLoop(end, ConstantWord(table_, int64_t{5}), combine), {int64_t{4}});
  const auto below = InsertArguments(Fn("<", &LessInt64), 1, {int64_t{1000}});
  const auto doubled = PermuteArguments(Fn("+", &AddInt64), Type(kInt64, {kInt64}), {0, 0});
  ExpectSame(WhileLoop(end, *below, *doubled), {int64_t{3}});
  ExpectSame(WhileLoop(end, *below, *doubled), {int64_t{3000}});
  ExpectSame(DoWhileLoop(end, *doubled, *below), {int64_t{3}});
  ExpectSame(DoWhileLoop(end, *doubled, *below), {int64_t{3000}});
  const auto failing = Fn("failing", [](InvocationContext& context, int64_t v, int64_t i) {
    if (i == 7) context.Fail(3, "seven");
    return v + i;
  });
  ExpectSame(CountedLoop(end, HandleRef(), failing), {int64_t{5}});
  ExpectSame(CountedLoop(end, HandleRef(), failing), {int64_t{50}});
}

TEST_F(StubTest, GeneralLoops) {
  // i = i + 1; product = product * i, until i > n.
  const auto add = Fn("+", &AddInt64);
  const auto one = ConstantWord(table_, int64_t{1});
  const auto step = *InsertArguments(add, 1, {int64_t{1}});
  const LoopClause clauses[] = {
      {HandleRef(), step,
       *PermuteArguments(Fn("<=", &LessEqualInt64), Type(kBool, {kInt64, kInt64, kInt64}), {0, 2}),
       *PermuteArguments(Identity(table_, kInt64), Type(kInt64, {kInt64, kInt64}), {1})},
      {one, *PermuteArguments(Fn("*", &MultiplyInt64), Type(kInt64, {kInt64, kInt64}), {0, 1}),
       HandleRef(), HandleRef()}};
  const auto factorial = Loop(clauses);
  ASSERT_TRUE(factorial.ok()) << factorial.status();
  for (int64_t n : {0, 1, 5, 10}) ExpectSame(factorial, {n});
}

TEST_F(StubTest, IteratedLoops) {
  int64_t left = 0;
  const auto start = Fn("start", [&left](int64_t n) {
    left = n;
    return static_cast<void*>(&left);
  });
  const auto more = Fn("more", [](void* p) { return *static_cast<int64_t*>(p) > 0; });
  const auto next =
      Fn("next", [](void* p) { return static_cast<double>((*static_cast<int64_t*>(p))--); });
  ExpectSame(IteratedLoop(start, more, next, HandleRef(), Fn("scale", &Scale)), {int64_t{5}});
  ExpectSame(IteratedLoop(start, more, next, HandleRef(), Fn("scale", &Scale)), {int64_t{0}});
}

TEST_F(StubTest, Conversions) {
  const auto scale = Fn("scale", &Scale);
  const auto combine = Fn("combine", &Combine);
  ExpectSame(AsType(scale, Type(kDouble, {kInt64, kDouble})), {int64_t{3}, 4.0});
  ExpectSame(AsType(scale, Type(kValue, {kValue, kValue})), {Value::Int(3), Value::Double(4.5)});
  ExpectSame(AsType(scale, Type(kValue, {kValue, kValue})), {Value::None(), Value::Double(4.5)});
  const auto boxed = AsType(combine, Type(kValue, {kValue, kValue}));
  ExpectSame(boxed, {Value::Int(-3), Value::Int(5)});
  ExpectSame(boxed, {Value::Int(-3), Value::Double(5)});
  ExpectSame(boxed, {Value::Int(Value::kMaxInt), Value::Int(5)});
  ExpectSame(AsType(combine, Type(kVoid, {kInt64, kInt64})), {int64_t{3}, int64_t{4}});
  ExpectSame(AsType(Fn("positive", &IsPositive), Type(kValue, {kDouble})), {4.0});
  ExpectSame(AsType(Fn("positive", &IsPositive), Type(kValue, {kDouble})), {-4.0});
  const auto identity = Identity(table_, kBool);
  ExpectSame(AsType(identity, Type(kValue, {kValue})), {Value::True()});
  ExpectSame(AsType(identity, Type(kValue, {kValue})), {Value::Int(1)});
  const Value values[] = {Value::Int(3), Value::Double(-2.5),         Value::True(),
                          Value::None(), Value::Double(std::nan("")), Value::Ellipsis()};
  for (const Representation to : {kInt64, kDouble, kBool}) {
    const auto back = ExplicitCastArguments(Identity(table_, to), Type(kValue, {kValue}));
    for (const Value v : values) ExpectSame(back, {v});
    for (const Representation from : {kInt64, kDouble, kBool}) {
      ExpectSame(ExplicitCastArguments(Identity(table_, to), Type(from, {from})),
                 {TypedWord(from, from == kDouble ? std::bit_cast<uint64_t>(1.5) : 1)});
    }
  }
}

struct Point {
  int8_t a;
  uint16_t b;
  int32_t c;
  float d;
  double e;
  bool f;
  void* g;
  Value h;
  uint32_t i;
  int64_t j;
};

TEST_F(StubTest, Fields) {
  Point point{-3, 60000, -7, 1.25f, 2.5, true, &point, Value::Int(4), 4000000000u, -9};
  void* at = &point;
  ExpectSame(FieldGetter(table_, &Point::a), {at});
  ExpectSame(FieldGetter(table_, &Point::b), {at});
  ExpectSame(FieldGetter(table_, &Point::c), {at});
  ExpectSame(FieldGetter(table_, &Point::d), {at});
  ExpectSame(FieldGetter(table_, &Point::e), {at});
  ExpectSame(FieldGetter(table_, &Point::f), {at});
  ExpectSame(FieldGetter(table_, &Point::g), {at});
  ExpectSame(FieldGetter(table_, &Point::h), {at});
  ExpectSame(FieldGetter(table_, &Point::i), {at});
  ExpectSame(FieldGetter(table_, &Point::j), {at});
  ExpectSame(FieldGetter(table_, &Point::j), {static_cast<void*>(nullptr)});
  ExpectSame(CatchException(FieldGetter(table_, &Point::e), 0,
                            Fn("minus one", [](int64_t) { return -1.0; })),
             {static_cast<void*>(nullptr)});
  Compiled(FieldSetter(table_, &Point::a), {reinterpret_cast<uint64_t>(at), 300});
  Compiled(FieldSetter(table_, &Point::d),
           {reinterpret_cast<uint64_t>(at), std::bit_cast<uint64_t>(8.5)});
  Compiled(FieldSetter(table_, &Point::e),
           {reinterpret_cast<uint64_t>(at), std::bit_cast<uint64_t>(9.5)});
  EXPECT_EQ(point.a, 44);
  EXPECT_EQ(point.d, 8.5f);
  EXPECT_EQ(point.e, 9.5);
}

TEST_F(StubTest, Arrays) {
  int16_t data[] = {5, -6, 7};
  HostArray array{data, 3};
  void* at = &array;
  ExpectSame(ArrayLength(table_), {at});
  ExpectSame(ArrayLength(table_), {static_cast<void*>(nullptr)});
  for (int64_t i = -1; i <= 3; ++i) ExpectSame(ArrayGetter(table_, FieldType::kInt16), {at, i});
  ExpectSame(ArrayGetter(table_, FieldType::kInt16), {static_cast<void*>(nullptr), int64_t{0}});
  Compiled(ArraySetter(table_, FieldType::kInt16), {reinterpret_cast<uint64_t>(at), 2, 99});
  EXPECT_EQ(data[2], 99);
  ExpectSame(ArraySetter(table_, FieldType::kInt16), {at, int64_t{3}, int64_t{1}});
}

TEST_F(StubTest, EqualShapesShareTheirCode) {
  for (int i = 0; i < 100; ++i) {
    const auto handle = InsertArguments(Fn("combine", &Combine), 1, {int64_t{i}});
    ExpectSame(handle, {int64_t{7}});
  }
  EXPECT_EQ(compiler_.statistics().assemblies, 1u);
  EXPECT_EQ(compiler_.statistics().shared, 99u);
}

TEST_F(StubTest, TypedEntries) {
  using Entry = double (*)(InvocationContext*, const void*, double, double);
  const auto handle = Fn("scale", &Scale);
  const CompiledStub* stub = compiler_.Compile(*handle);
  ASSERT_NE(stub, nullptr);
  const auto entry = reinterpret_cast<Entry>(const_cast<void*>(stub->typed_entry));
  EXPECT_EQ(entry(&context_, stub->data, 3, 4), 10);
  const auto typed = Fn("mixed", &Mixed)->As<double(int64_t, double, bool, void*, Value)>();
  ASSERT_TRUE(typed.ok());
  ASSERT_NE(compiler_.Compile(*typed->handle()), nullptr);
  EXPECT_EQ((*typed)(1, 2, true, nullptr, Value::None()), 11103);
}

}  // namespace
}  // namespace krait::jit
