#include "callsite/host_class.h"

#include <deque>

#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

constexpr ShapeId kPoint = 500;
constexpr ShapeId kSpot = 501;

struct Point {
  Point() = default;
  Point(double x, double y) : x(x), y(y) {}
  explicit Point(int64_t both) : x(static_cast<double>(both)), y(x) {}

  double Sum() const { return x + y; }
  void Scale(double by) { x *= by, y *= by; }
  void ScaleBoth(double by_x, double by_y) { x *= by_x, y *= by_y; }
  absl::StatusOr<double> Ratio() const {
    if (y == 0) return absl::OutOfRangeError("no ratio");
    return x / y;
  }
  int64_t Whole() const { return static_cast<int64_t>(x); }
  void SetWhole(int64_t i) { x = static_cast<double>(i); }
  double At(int64_t i) const { return i == 0 ? x : y; }
  void SetAt(int64_t i, double d) { (i == 0 ? x : y) = d; }
  double operator()(double factor) const { return Sum() * factor; }

  double x = 0;
  double y = 0;
  const int64_t id = 7;
};

struct Padding {
  int64_t before = 1;
};
// Its Point does not stand at its beginning.
struct Spot : Padding, Point {
  Spot() : Point(3, 4) {}
  int64_t Colour() const { return colour; }
  double Sum() const { return -1; }
  int64_t colour = 9;
};

class HostClassTest : public KernelTest {
 protected:
  // An object of the script that holds one of the host's.
  struct Box {
    alignas(16) HeapObject header{};
    std::shared_ptr<void> object;
  };

  template <typename C>
  static C* Unwrap(Value v) {
    return static_cast<C*>(reinterpret_cast<Box*>(v.AsHeap())->object.get());
  }
  template <typename C>
  Value Wrap(std::unique_ptr<C> object, ShapeId shape) {
    Box& box = boxes_.emplace_back();
    box.header.shape = shape;
    box.object = std::move(object);
    return Value::Object(&box.header);
  }
  HostClass<Point> NewClass() {
    return {table_, "Point", {kPoint, &Unwrap<Point>, [this](std::unique_ptr<Point> point) {
                                return Wrap(std::move(point), kPoint);
                              }}};
  }

  HostClass<Point> Declared() {
    HostClass<Point> point = NewClass();
    point.Constructor<>()
        .Constructor<double, double>()
        .Constructor<int64_t>()
        .Field("x", &Point::x)
        .Field("y", &Point::y)
        .Field("id", &Point::id)
        .Property("whole", &Point::Whole, &Point::SetWhole)
        .Property("twice", [](Point* p) { return 2 * p->Sum(); })
        .Method("sum", &Point::Sum)
        .Method("scale", &Point::Scale)
        .Method("scale", &Point::ScaleBoth)
        .Method("ratio", &Point::Ratio)
        .Element(&Point::At, &Point::SetAt)
        .Element([](Point* p, bool second) { return second ? p->y : p->x; })
        .Call(&Point::operator());
    return point;
  }

  void Use(const HostMembers& declared) {
    auto linker = std::make_unique<HostClassLinker>();
    EXPECT_EQ(linker->Add(declared), absl::OkStatus());
    LinkerOptions options;
    options.linkers.push_back(std::move(linker));
    linker_ = std::make_unique<DynamicLinker>(table_, std::move(options));
  }

  template <typename... A>
  std::string Do(std::string_view operation, std::string_view name, A... arguments) {
    const auto* type = TypeOf<Value(A...)>(table_.types());
    LinkedSite site(linker_->Descriptor(operation, name, type));
    absl::StatusOr<Value> result = site.Invoke<Value>(arguments...);
    if (!result.ok()) return std::string(result.status().message());
    last_ = *result;
    return Text(*result);
  }
  Value New(double x, double y) { return Wrap(std::make_unique<Point>(x, y), kPoint); }

  std::deque<Box> boxes_;
  std::unique_ptr<DynamicLinker> linker_;
  Value last_;
};

TEST_F(HostClassTest, ConstructorsAreChosenByTheirArguments) {
  Use(Declared());
  EXPECT_EQ(Do("new", "Point"), "value");
  EXPECT_EQ(Do("call", "sum", last_), "float 0");
  EXPECT_EQ(Do("new", "Point", Value::Double(2), Value::Int(3)), "value");
  EXPECT_EQ(Do("call", "sum", last_), "float 5");
  EXPECT_EQ(Do("new", "Point", Value::Int(4)), "value");
  EXPECT_EQ(Do("call", "sum", last_), "float 8");
  EXPECT_EQ(Do("new", "Point", Value::None()),
            "new Point (value)value matches none of its overloads; ()value; (double, double)value; "
            "(int64)value");
}

TEST_F(HostClassTest, FieldsAndPropertiesAreGotAndSet) {
  Use(Declared());
  const Value point = New(2, 3);
  EXPECT_EQ(Do("get", "x", point), "float 2");
  EXPECT_EQ(Do("set", "x", point, Value::Double(8)), "None");
  EXPECT_EQ(Do("get", "x", point), "float 8");
  EXPECT_EQ(Do("get", "id", point), "int 7");
  EXPECT_EQ(Do("set", "whole", point, Value::Int(5)), "None");
  EXPECT_EQ(Do("get", "whole", point), "int 5");
  EXPECT_EQ(Do("get", "twice", point), "float 16");
  EXPECT_EQ(Do("set", "x", point, Value::None()),
            "set x (value, value)value matches none of its overloads; (value, double)void");
}

TEST_F(HostClassTest, MethodsAreCalledByOverload) {
  Use(Declared());
  const Value point = New(2, 3);
  EXPECT_EQ(Do("call", "scale", point, Value::Int(2)), "None");
  EXPECT_EQ(Do("call", "scale", point, Value::Int(1), Value::Double(0.5)), "None");
  EXPECT_EQ(Do("call", "sum", point), "float 7");
  EXPECT_EQ(Do("call", "", point, Value::Int(10)), "float 70");
  EXPECT_EQ(Do("call", "sum", point, Value::Int(1)),
            "call sum (value, value)value matches none of its overloads; (value)double");
}

TEST_F(HostClassTest, ElementsAreGotAndSet) {
  Use(Declared());
  const Value point = New(2, 3);
  EXPECT_EQ(Do("get", "", point, Value::Int(1)), "float 3");
  EXPECT_EQ(Do("set", "", point, Value::Int(1), Value::Double(6)), "None");
  EXPECT_EQ(Do("get", "", point, Value::True()), "float 6");
}

TEST_F(HostClassTest, WhatAClassHasNotIsSaid) {
  Use(Declared());
  const Value point = New(2, 0);
  EXPECT_EQ(Do("get", "z", point), "get z (value)value: Point has no member z");
  EXPECT_EQ(Do("set", "id", point, Value::Int(1)),
            "set id (value, value)value: Point.id is read-only");
  EXPECT_EQ(Do("set", "twice", point, Value::Int(1)),
            "set twice (value, value)value: Point.twice is read-only");
  EXPECT_EQ(Do("get", "sum", point), "get sum (value)value: Point.sum is a method");
  EXPECT_EQ(Do("set", "sum", point, point), "set sum (value, value)value: Point.sum is a method");
  EXPECT_EQ(Do("call", "x", point), "call x (value)value: Point.x is no method");
  EXPECT_EQ(Do("call", "ratio", point), "no ratio");
  EXPECT_EQ(Do("delete", "x", point), "nothing links delete x (value)value");
  EXPECT_EQ(Do("get", "x", Value::Int(3)), "nothing links get x (value)value");
  EXPECT_EQ(Do("new", "Line"), "nothing links new Line ()value");

  HostClass<Point> bare = NewClass();
  bare.Method("sum", &Point::Sum);
  Use(bare);
  EXPECT_EQ(Do("new", "Point"), "new Point ()value: Point has no constructor");
  EXPECT_EQ(Do("get", "", point, Value::Int(0)),
            "get (value, value)value: a Point has no elements");
  EXPECT_EQ(Do("call", "", point), "call (value)value: a Point cannot be called");
  bare.Element(&Point::At);
  Use(bare);
  EXPECT_EQ(Do("set", "", point, Value::Int(0), Value::Int(0)),
            "set (value, value, value)value: elements of a Point are read-only");
}

TEST_F(HostClassTest, AnObjectThatIsGoneIsAnError) {
  Use(Declared());
  const Value point = New(2, 3);
  boxes_.back().object.reset();
  EXPECT_EQ(Do("get", "x", point), "Point: the object is gone");
  EXPECT_EQ(Do("call", "sum", point), "Point: the object is gone");
}

TEST_F(HostClassTest, LinksAreGuardedByTheShapeOfTheInstance) {
  Use(Declared());
  LinkedSite site(linker_->Descriptor("get", "x", table_.types().Generic(1)));
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(site.Invoke<Value>(New(i, 0))->AsDouble(), i);
  }
  EXPECT_EQ(site.links().state(), SiteState::kMonomorphic);
  EXPECT_EQ(site.links().lifetime_links(), 1);
  EXPECT_FALSE(site.Invoke<Value>(Value::Int(1)).ok());
}

TEST_F(HostClassTest, WrongDeclarationsAreRefused) {
  const auto refusal = [](const HostMembers& declared) {
    return std::string(HostClassLinker().Add(declared).message());
  };
  EXPECT_EQ(refusal(NewClass().Method("f", &Point::Sum).Method("f", &Point::Sum)),
            "Point.f (pointer)double is declared twice");
  EXPECT_EQ(refusal(NewClass().Constructor<double, double>().Constructor<double, float>()),
            "Point (double, double)value is declared twice");
  EXPECT_EQ(refusal(NewClass().Method("x", &Point::Sum).Field("x", &Point::x)),
            "Point.x is declared as a method and as a property");
  EXPECT_EQ(refusal(NewClass().Field("x", &Point::x).Method("x", &Point::Sum)),
            "Point.x is declared as a method and as a property");
  EXPECT_EQ(refusal(NewClass().Method("f", [] { return int64_t{1}; }).Field("x", &Point::x)),
            "filterArguments: position 0 for 1 arguments is not in ()int64");
  HostClass<Point> abstract(table_, "Point", {kPoint, &Unwrap<Point>});
  EXPECT_EQ(refusal(abstract.Constructor<>()), "Point: a constructor needs `wrap`");

  HostClassLinker linker;
  EXPECT_TRUE(linker.Add(NewClass()).ok());
  EXPECT_EQ(linker.Add(NewClass()).message(), "Point has the shape of Point");
  HostClass<Point> same(table_, "Point", {kSpot, &Unwrap<Point>});
  EXPECT_EQ(linker.Add(same).message(), "there is a class Point already");
  HostClass<Point> other(table_, "Other", {kSpot, &Unwrap<Point>});
  EXPECT_TRUE(linker.Add(other).ok());
}

TEST_F(HostClassTest, AClassHasWhatItsBaseHas) {
  HostClass<Spot> spot(table_, "Spot", {kSpot, &Unwrap<Spot>});
  spot.Method("colour", &Spot::Colour).Method("sum", &Spot::Sum).Extends(Declared());
  // Declared behind, it hides all the same.
  spot.Method("whole", &Point::Whole);
  Use(spot);
  const Value instance = Wrap(std::make_unique<Spot>(), kSpot);
  EXPECT_EQ(Do("get", "x", instance), "float 3");
  EXPECT_EQ(Do("set", "y", instance, Value::Double(10)), "None");
  EXPECT_EQ(Do("get", "twice", instance), "float 26");
  EXPECT_EQ(Do("call", "colour", instance), "int 9");
  EXPECT_EQ(Do("call", "sum", instance), "float -1");
  EXPECT_EQ(Do("call", "whole", instance), "int 3");
  EXPECT_EQ(Do("get", "whole", instance), "get whole (value)value: Spot.whole is a method");
  EXPECT_EQ(Do("get", "", instance, Value::Int(1)), "float 10");
  EXPECT_EQ(Do("new", "Spot"), "new Spot ()value: Spot has no constructor");
}

TEST_F(HostClassTest, AMemberOfABaseIsDeclaredAsOnesOwn) {
  HostClass<Spot> spot(table_, "Spot", {kSpot, &Unwrap<Spot>});
  spot.Field("y", &Point::y).Method("scale", &Point::Scale);
  Use(spot);
  const Value instance = Wrap(std::make_unique<Spot>(), kSpot);
  EXPECT_EQ(Do("call", "scale", instance, Value::Int(2)), "None");
  EXPECT_EQ(Do("get", "y", instance), "float 8");
}

TEST_F(HostClassTest, ALanguageHasItsOwnWords) {
  auto linker = std::make_unique<HostClassLinker>(HostOperationNames{.get = "read"});
  ASSERT_TRUE(linker->Add(Declared()).ok());
  LinkerOptions options;
  options.linkers.push_back(std::move(linker));
  linker_ = std::make_unique<DynamicLinker>(table_, std::move(options));
  EXPECT_EQ(Do("read", "x", New(2, 3)), "float 2");
  EXPECT_EQ(Do("get", "x", New(2, 3)), "nothing links get x (value)value");
}

}  // namespace
}  // namespace krait::callsite
