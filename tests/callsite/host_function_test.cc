#include "callsite/host_function.h"

#include <memory>

#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

double Half(double d) { return d / 2; }
int Narrow(int8_t a, unsigned b) { return a + static_cast<int>(b); }

struct Point {
  double x = 0;
  float weight = 0;
  int32_t id = 0;
  uint8_t small = 0;
  bool marked = false;
  Point* next = nullptr;
  Value value;

  int64_t IdPlus(int64_t n) const { return id + n; }
  void Move(double by) { x += by; }
};

class HostFunctionTest : public KernelTest {};

TEST_F(HostFunctionTest, SignaturesAreDeduced) {
  EXPECT_EQ(Function(table_, "half", &Half)->type()->ToString(), "(double)double");
  EXPECT_EQ(Function(table_, "narrow", &Narrow)->type()->ToString(), "(int64, int64)int64");
  EXPECT_EQ(Run(Function(table_, "half", &Half), {5.0}), "2.5");
  EXPECT_EQ(Run(Function(table_, "narrow", &Narrow), {-3, 5}), "2");
}

TEST_F(HostFunctionTest, EqualFunctionsAreOneHandle) {
  EXPECT_EQ(Function(table_, "half", &Half).get(), Function(table_, "half", &Half).get());
  EXPECT_NE(Function(table_, "half", &Half).get(), Function(table_, "other", &Half).get());
  EXPECT_EQ(Function(table_, "narrow", &Narrow).get(), Function(table_, "narrow", &Narrow).get());
}

TEST_F(HostFunctionTest, FunctionsOfCarriersAreCalledDirectly) {
  EXPECT_EQ(Function(table_, "half", &Half)->word(0), reinterpret_cast<uint64_t>(&Half));
  EXPECT_EQ(Function(table_, "half", &Half)->index(), 0);
  EXPECT_EQ(Function(table_, "narrow", &Narrow)->index() & kTakesClosure, kTakesClosure);
}

TEST_F(HostFunctionTest, AClosureLivesAsLongAsItsHandle) {
  auto counter = std::make_shared<int>(0);
  {
    HandleRef handle = Function(table_, "count", [counter](int n) { return *counter += n; });
    EXPECT_EQ(counter.use_count(), 2);
    EXPECT_EQ(Run(handle, {2}), "2");
    EXPECT_EQ(Run(handle, {3}), "5");
  }
  EXPECT_EQ(counter.use_count(), 1);
}

TEST_F(HostFunctionTest, MutableLambdasKeepTheirState) {
  HandleRef next = Function(table_, "next", [n = int64_t{0}]() mutable { return ++n; });
  EXPECT_EQ(Run(next), "1");
  EXPECT_EQ(Run(next), "2");
}

TEST_F(HostFunctionTest, AStatusBecomesTheError) {
  EXPECT_EQ(Run(Root(), {17}), "4");
  EXPECT_EQ(Run(Root(), {-1}), "error: negative");
  HandleRef check = Function(table_, "check", [](bool ok) -> absl::Status {
    return ok ? absl::OkStatus() : absl::AbortedError("no");
  });
  EXPECT_EQ(check->type()->ToString(), "(bool)void");
  EXPECT_EQ(Run(check, {true}), "void");
  EXPECT_EQ(Run(check, {false}), "error: no");
}

TEST_F(HostFunctionTest, AFunctionMayTakeTheContext) {
  HandleRef fails = Function(table_, "fails", [](InvocationContext& context, int64_t code) {
    context.Fail(code, "custom");
    return 0.0;
  });
  EXPECT_EQ(fails->type()->ToString(), "(int64)double");
  uint64_t word = 77;
  uint64_t result;
  EXPECT_FALSE(Invoke(*fails, context_, &word, &result));
  EXPECT_EQ(context_.error().code, 77);
  EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kUnknown);
}

TEST_F(HostFunctionTest, FieldsOfEveryWidth) {
  Point next;
  Point p;
  p.x = 1.5;
  p.weight = 0.25f;
  p.id = -7;
  p.small = 200;
  p.marked = true;
  p.next = &next;
  p.value = Value::Int(9);
  EXPECT_EQ(Run(FieldGetter(table_, &Point::x), {&p}), "1.5");
  EXPECT_EQ(Run(FieldGetter(table_, &Point::weight), {&p}), "0.25");
  EXPECT_EQ(Run(FieldGetter(table_, &Point::id), {&p}), "-7");
  EXPECT_EQ(Run(FieldGetter(table_, &Point::small), {&p}), "200");
  EXPECT_EQ(Run(FieldGetter(table_, &Point::marked), {&p}), "true");
  EXPECT_EQ(Run(FieldGetter(table_, &Point::next), {&p}), "pointer");
  EXPECT_EQ(Run(FieldGetter(table_, &Point::value), {&p}), "int 9");
  EXPECT_EQ(Run(FieldSetter(table_, &Point::x), {&p, 2.5}), "void");
  EXPECT_EQ(Run(FieldSetter(table_, &Point::weight), {&p, 0.5}), "void");
  EXPECT_EQ(Run(FieldSetter(table_, &Point::small), {&p, 257}), "void");
  EXPECT_EQ(p.x, 2.5);
  EXPECT_EQ(p.weight, 0.5f);
  EXPECT_EQ(p.small, 1);
}

TEST_F(HostFunctionTest, FieldsOfNullFail) {
  EXPECT_EQ(Run(FieldGetter(table_, &Point::x), {static_cast<Point*>(nullptr)}),
            "error: get-field +0 double : (pointer)double was given a null pointer (argument 0)");
}

TEST_F(HostFunctionTest, MemberFunctions) {
  Point p;
  p.id = 40;
  EXPECT_EQ(Run(Method(table_, "id+", &Point::IdPlus), {&p, 2}), "42");
  EXPECT_EQ(Run(Method(table_, "move", &Point::Move), {&p, 0.5}), "void");
  EXPECT_EQ(p.x, 0.5);
}

TEST_F(HostFunctionTest, ManyArgumentsArriveInOrder) {
  HandleRef f = Function(table_, "f",
                         [](int64_t a, double b, int64_t c, double d, bool e, int64_t g, int64_t h,
                            int64_t i, int64_t j, double k) {
                           return a + 10 * b + 100 * c + 1000 * d + (e ? 1e4 : 0) + 1e5 * g +
                                  1e6 * h + 1e7 * i + 1e8 * j + 1e9 * k;
                         });
  EXPECT_EQ(Run(f, {1, 2.0, 3, 4.0, true, 6, 7, 8, 9, 1.0}), "1.98761e+09");
}

}  // namespace
}  // namespace krait::callsite
