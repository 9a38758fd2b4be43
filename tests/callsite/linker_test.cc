#include "callsite/linker.h"

#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

// Links "add" for pairs of ints and of floats, counting how often it is asked.
class Arithmetic : public Linker {
 public:
  explicit Arithmetic(int* asked, SwitchPointRef point = {})
      : asked_(asked), point_(std::move(point)) {}

  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override {
    ++*asked_;
    if (request.descriptor().operation != "add") return GuardedInvocation();
    const Value a = request.value(0);
    const Value b = request.value(1);
    GuardedInvocation link;
    link.guard = Guard::Shapes(ShapeOf(a), ShapeOf(b));
    if (a.IsInt() && b.IsInt()) {
      link.handle =
          Function(services.table(), "int + int", [](int64_t x, int64_t y) { return x + y; });
    } else if (a.IsNumber() && b.IsNumber()) {
      link.handle =
          Function(services.table(), "float + float", [](double x, double y) { return x + y; });
    } else {
      return absl::InvalidArgumentError("cannot add");
    }
    if (point_) link.AddSwitchPoint(point_);
    return link;
  }

 private:
  int* asked_;
  SwitchPointRef point_;
};

class LinkerTest : public KernelTest {
 protected:
  std::unique_ptr<DynamicLinker> Make(std::unique_ptr<Linker> linker, LinkerOptions options = {}) {
    options.linkers.push_back(std::move(linker));
    return std::make_unique<DynamicLinker>(table_, std::move(options));
  }
  const MethodType* Binary() { return table_.types().Generic(2); }
  std::string Invoke(LinkedSite& site, Value a, Value b) {
    absl::StatusOr<Value> result = site.Invoke<Value>(a, b);
    return result.ok() ? Text(*result) : "error: " + std::string(result.status().message());
  }

  int asked_ = 0;
};

TEST_F(LinkerTest, ASiteLinksOnceAKindOfOperands) {
  auto linker = Make(std::make_unique<Arithmetic>(&asked_));
  LinkedSite site(linker->Descriptor("add", "", Binary()), "here:1");
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
  EXPECT_EQ(Invoke(site, Value::Int(3), Value::Int(4)), "int 7");
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(site.links().state(), SiteState::kMonomorphic);
  EXPECT_EQ(Invoke(site, Value::Double(1), Value::Int(2)), "float 3");
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ(site.links().state(), SiteState::kPolymorphic);
  EXPECT_EQ(site.location(), "here:1");
  EXPECT_EQ(site.ToString().substr(0, 58),
            "add (value, value)value at here:1: polymorphic: [int, int]");
}

TEST_F(LinkerTest, DescriptorsAreInterned) {
  auto linker = Make(std::make_unique<Arithmetic>(&asked_));
  EXPECT_EQ(&linker->Descriptor("get", "x", Binary()), &linker->Descriptor("get", "x", Binary()));
  EXPECT_NE(&linker->Descriptor("get", "x", Binary()), &linker->Descriptor("get", "y", Binary()));
  EXPECT_EQ(linker->Descriptor("get", "x", Binary()).ToString(), "get x (value, value)value");
}

TEST_F(LinkerTest, FailedLinksAreErrorsAndCount) {
  auto linker = Make(std::make_unique<Arithmetic>(&asked_));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(Invoke(site, Value::None(), Value::Int(2)), "error: cannot add");
  }
  EXPECT_EQ(site.links().state(), SiteState::kMegamorphic);
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
  LinkedSite other(linker->Descriptor("divide", "", Binary()));
  EXPECT_EQ(Invoke(other, Value::Int(1), Value::Int(2)),
            "error: nothing links divide (value, value)value");
}

TEST_F(LinkerTest, LinkersAreAskedByPriority) {
  std::string order;
  auto passes = [&](const char* name) {
    return std::make_unique<LinkFunction>([&order, name](const LinkRequest&, LinkerServices&) {
      order += name;
      return GuardedInvocation();
    });
  };
  LinkerOptions options;
  options.prioritized.push_back(passes("p1 "));
  options.prioritized.push_back(passes("p2 "));
  auto composite = std::make_unique<CompositeLinker>();
  composite->Add(passes("c1 "));
  composite->Add(passes("c2 "));
  options.linkers.push_back(std::move(composite));
  options.fallback.push_back(std::make_unique<
                             LinkFunction>([&](const LinkRequest& request, LinkerServices& services)
                                               -> absl::StatusOr<GuardedInvocation> {
    order += "f ";
    return GuardedInvocation{Guard::Always(), Empty(request.descriptor().type, services.table())};
  }));
  DynamicLinker linker(table_, std::move(options));
  LinkedSite site(linker.Descriptor("any", "", Binary()));
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "None");
  EXPECT_EQ(order, "p1 p2 c1 c2 f ");
}

TEST_F(LinkerTest, AFiredSwitchPointUnlinksExactlyItsEntries) {
  const SwitchPointRef point = NewSwitchPoint();
  auto linker = Make(std::make_unique<Arithmetic>(&asked_, point));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  Invoke(site, Value::Int(1), Value::Int(2));
  point->Invalidate();
  EXPECT_EQ(site.links().state(), SiteState::kUnlinked);
  // An answer that relies on a dead point is used, and not kept.
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
  EXPECT_EQ(site.links().state(), SiteState::kUnlinked);
}

TEST_F(LinkerTest, APointThatNobodyCanFireAnyMoreHoldsForEver) {
  LinkerOptions options;
  auto linker = Make(std::make_unique<LinkFunction>([&](const LinkRequest&, LinkerServices&) {
    GuardedInvocation link;
    link.handle = Add();
    link.AddSwitchPoint(NewSwitchPoint());
    return link;
  }));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
  EXPECT_EQ(site.links().state(), SiteState::kMonomorphic);
}

TEST_F(LinkerTest, UnstableSitesAreToldOnceThenTerminal) {
  std::vector<bool> unstable;
  SwitchPointRef point;
  auto linker =
      Make(std::make_unique<LinkFunction>([&](const LinkRequest& request, LinkerServices&) {
        unstable.push_back(request.unstable());
        point = NewSwitchPoint();
        GuardedInvocation link;
        link.handle = Add();
        link.AddSwitchPoint(point);
        return link;
      }));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
    point->Invalidate();
  }
  EXPECT_TRUE(site.links().was_reset());
  EXPECT_NE(site.links().state(), SiteState::kMegamorphic);
  EXPECT_FALSE(unstable.back());
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
    point->Invalidate();
  }
  EXPECT_TRUE(unstable.back());
  EXPECT_EQ(site.links().state(), SiteState::kMegamorphic);
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
}

TEST_F(LinkerTest, TheThresholdIsTheLinkersChoice) {
  LinkerOptions options;
  options.unstable_relinks = 2;
  auto linker = Make(std::make_unique<Arithmetic>(&asked_), std::move(options));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  for (int i = 0; i < 5; ++i) Invoke(site, Value::None(), Value::None());
  EXPECT_EQ(site.links().state(), SiteState::kMegamorphic);
}

TEST_F(LinkerTest, ASiteThatWasLinkedAThousandTimesIsTerminalInAnyCase) {
  LinkerOptions options;
  options.unstable_relinks = 1 << 20;
  auto linker = Make(std::make_unique<Arithmetic>(&asked_), std::move(options));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  for (int i = 0; i < SiteLinks::kLifetimeLinks; ++i) {
    ASSERT_EQ(Invoke(site, Value::Int(i), Value::Int(0)), "int " + std::to_string(i));
    site.Reset();
  }
  EXPECT_NE(site.links().state(), SiteState::kMegamorphic);
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(0)), "int 1");
  EXPECT_EQ(site.links().state(), SiteState::kMegamorphic);
}

TEST_F(LinkerTest, TerminalSitesFindTheirLinksByShape) {
  auto linker =
      Make(std::make_unique<LinkFunction>([&](const LinkRequest& request, LinkerServices&) {
        ++asked_;
        GuardedInvocation link;
        link.guard = Guard::Shape(ShapeOf(request.receiver()));
        link.handle = *DropArguments(Int(request.receiver().IsInt() ? 1 : 2), 0, {kValue});
        return link;
      }));
  LinkedSite site(linker->Descriptor("kind", "", table_.types().Generic(1)));
  for (int i = 0; i < 20; ++i) site.Reset(), (void)site.Invoke<Value>(Value::Int(i));
  ASSERT_EQ(site.links().state(), SiteState::kMegamorphic);
  (void)site.Invoke<Value>(Value::Int(0));
  (void)site.Invoke<Value>(Value::None());
  const int asked = asked_;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(*site.Invoke<Value>(Value::Int(i)), Value::Int(1));
    EXPECT_EQ(*site.Invoke<Value>(Value::None()), Value::Int(2));
  }
  EXPECT_EQ(asked_, asked);
}

TEST_F(LinkerTest, TestsOfLinksDecideAsGuardsDo) {
  auto linker =
      Make(std::make_unique<LinkFunction>([&](const LinkRequest& request, LinkerServices&) {
        ++asked_;
        const bool positive = static_cast<int64_t>(request.arguments()[0]) > 0;
        GuardedInvocation link;
        link.test = positive
                        ? IsPositive()
                        : *FilterReturnValue(IsPositive(),
                                             Function(table_, "not", [](bool b) { return !b; }));
        link.handle = positive ? Identity(table_, kInt64) : Negate();
        return link;
      }));
  LinkedSite site(linker->Descriptor("absolute", "", Type(kInt64, {kInt64})));
  for (int64_t i : {5, -6, 7, -8}) EXPECT_EQ(*site.Invoke<int64_t>(i), i < 0 ? -i : i);
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ(Run(site.Target(), {-9}), "9");
  EXPECT_EQ(Run(site.DynamicInvoker(), {-9}), "9");
}

TEST_F(LinkerTest, TargetsFireWhenTheLinksChange) {
  auto linker = Make(std::make_unique<Arithmetic>(&asked_));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  struct Counter final : Dependent {
    void OnInvalidated(SwitchPoint&) override { ++told; }
    int told = 0;
  } counter;
  Dependency dependency;
  dependency.Attach(site.target_point(), counter);
  Invoke(site, Value::Int(1), Value::Int(2));
  EXPECT_EQ(counter.told, 1);
  EXPECT_EQ(Run(site.Target(), {Value::Int(1), Value::Int(2)}), "int 3");
  EXPECT_EQ(Run(site.Target(), {Value::Double(1), Value::Int(2)}), "float 3");
}

TEST_F(LinkerTest, TheTransformerSeesEveryAnswer) {
  LinkerOptions options;
  options.prelink_transformer = [&](GuardedInvocation link, const LinkRequest&,
                                    LinkerServices& services) {
    trace_ += link.handle->type()->ToString();
    const HandleRef negate = *services.AsType(Negate(), table_.types().Generic(1));
    return link.ReplaceMethods(*FilterReturnValue(link.handle, negate), link.test);
  };
  auto linker = Make(std::make_unique<Arithmetic>(&asked_), std::move(options));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int -3");
  EXPECT_EQ(trace_, "(value, value)value");
}

TEST_F(LinkerTest, ConvertersBridgeWhatAsTypeCannot) {
  struct Boxed {
    int64_t i;
  };
  struct Unwrap final : TypeConverterFactory {
    HandleRef Convert(HandleTable& table, Representation from, Representation to) override {
      if (from != kPointer || to != kInt64) return HandleRef();
      return FieldGetter(table, &Boxed::i);
    }
  };
  LinkerOptions options;
  options.converters.push_back(std::make_unique<Unwrap>());
  auto linker =
      Make(std::make_unique<LinkFunction>([&](const LinkRequest&, LinkerServices& services) {
             EXPECT_TRUE(services.CanConvert(kPointer, kInt64));
             EXPECT_FALSE(services.CanConvert(kPointer, kValue));
             EXPECT_TRUE(services.CanConvert(kInt64, kValue));
             GuardedInvocation link;
             link.handle = Add();
             return link;
           }),
           std::move(options));
  LinkedSite site(linker->Descriptor("add", "", Type(kValue, {kPointer, kInt64})));
  Boxed five{5};
  EXPECT_EQ(*site.Invoke<Value>(&five, int64_t{6}), Value::Int(11));
}

TEST_F(LinkerTest, LinkersMayLinkOtherOperationsAndKnowWhereTheyAre) {
  DynamicLinker* linker_pointer = nullptr;
  auto linker = Make(std::make_unique<LinkFunction>(
      [&](const LinkRequest& request,
          LinkerServices& services) -> absl::StatusOr<GuardedInvocation> {
        trace_ += std::string(linker_pointer->linked_site_location()) + " ";
        if (request.descriptor().operation == "twice") {
          const CallDescriptor& add = linker_pointer->Descriptor("add", "", Binary());
          const uint64_t both[] = {request.arguments()[0], request.arguments()[0]};
          absl::StatusOr<GuardedInvocation> sum =
              services.Link(request.ReplaceArguments(add, both));
          if (!sum.ok()) return sum;
          return GuardedInvocation{
              Guard::Always(), *PermuteArguments(sum->handle, request.descriptor().type, {0, 0})};
        }
        return GuardedInvocation{Guard::Always(), Add()};
      }));
  linker_pointer = linker.get();
  LinkedSite site(linker->Descriptor("twice", "", table_.types().Generic(1)), "line 7");
  EXPECT_EQ(*site.Invoke<Value>(Value::Int(4)), Value::Int(8));
  EXPECT_EQ(trace_, "line 7 line 7 ");
  EXPECT_EQ(linker->linked_site_location(), "");
}

TEST_F(LinkerTest, GuardedInvocationsCompose) {
  const SwitchPointRef point = NewSwitchPoint();
  GuardedInvocation link;
  link.guard = Guard::Shape(kIntWord);
  link.handle = *AsType(Negate(), table_.types().Generic(1));
  link.AddSwitchPoint(point);
  const HandleRef whole = *link.Compose(Identity(table_, kValue));
  EXPECT_EQ(Run(whole, {Value::Int(3)}), "int -3");
  EXPECT_EQ(Run(whole, {Value::Double(3)}), "float 3");
  EXPECT_FALSE(link.HasBeenInvalidated());
  point->Invalidate();
  EXPECT_TRUE(link.HasBeenInvalidated());
  EXPECT_EQ(Run(whole, {Value::Int(3)}), "int 3");
}

TEST_F(LinkerTest, GuardedInvocationsAreAdaptedWithTheirTests) {
  GuardedInvocation link;
  link.test = IsPositive();
  link.handle = Add();
  absl::StatusOr<GuardedInvocation> adapted = link.AsType(table_.types().Generic(2));
  ASSERT_TRUE(adapted.ok());
  EXPECT_EQ(adapted->test->type()->ToString(), "(value)bool");
  adapted = link.DropArguments(0, std::vector<Parameter>{kDouble});
  ASSERT_TRUE(adapted.ok());
  EXPECT_EQ(adapted->test->type()->ToString(), "(double, int64)bool");
  const HandleRef filters[] = {Root()};
  adapted = link.FilterArguments(1, filters);
  ASSERT_TRUE(adapted.ok());
  EXPECT_EQ(adapted->test, IsPositive());
  // A guard and a test are one test.
  link.handle = *AsType(Add(), table_.types().Generic(2));
  link.test = *AsType(IsPositive(), Type(kBool, {kValue}));
  link.guard = Guard::Shapes(kIntWord, kIntWord);
  const HandleRef test = *link.ComposedTest();
  EXPECT_EQ(Run(test, {Value::Int(1), Value::Int(1)}), "true");
  EXPECT_EQ(Run(test, {Value::Int(-1), Value::Int(1)}), "false");
  EXPECT_EQ(Run(test, {Value::None(), Value::Int(1)}), "false");
}

// --- refusals ---

TEST_F(LinkerTest, AHandleMayRefuseAndIsThenReplaced) {
  // Ints are added with a check; whoever overflows refuses, and the next link takes floats.
  int checked = 0;
  auto linker =
      Make(std::make_unique<LinkFunction>([&](const LinkRequest& request, LinkerServices&) {
        const bool large = request.value(0).AsInt() > 100;
        if (large) {
          const HandleRef add = Function(table_, "+", [](double a, double b) { return a + b; });
          return GuardedInvocation{Guard::Always(), add};
        }
        GuardedInvocation link{
            Guard::Always(),
            Function(table_, "checked +", [&](int64_t a, int64_t b) -> absl::StatusOr<int64_t> {
              ++checked;
              if (a > 100) return absl::OutOfRangeError("too large");
              if (b > 100) return absl::InvalidArgumentError("an error of its own");
              return a + b;
            })};
        link.refusal = static_cast<int32_t>(absl::StatusCode::kOutOfRange);
        return link;
      }));
  LinkedSite site(linker->Descriptor("add", "", Binary()));
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "int 3");
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(101)), "error: an error of its own");
  EXPECT_EQ(Invoke(site, Value::Int(3), Value::Int(4)), "int 7");
  EXPECT_EQ(checked, 3);
  EXPECT_EQ(site.links().lifetime_links(), 1);
  EXPECT_EQ(Invoke(site, Value::Int(101), Value::Int(2)), "float 103");
  EXPECT_EQ(Invoke(site, Value::Int(1), Value::Int(2)), "float 3");
  EXPECT_EQ(checked, 4);
  EXPECT_EQ(site.links().entry_count(), 1);
  EXPECT_EQ(context_.failed, 0u);
}

TEST_F(LinkerTest, WhoEverRefusesEndsAsAnError) {
  auto linker = Make(std::make_unique<LinkFunction>([&](const LinkRequest&, LinkerServices&) {
    ++asked_;
    GuardedInvocation link{Guard::Always(), Root()};
    link.refusal = static_cast<int32_t>(absl::StatusCode::kInvalidArgument);
    return link;
  }));
  LinkedSite site(linker->Descriptor("root", "", Type(kInt64, {kInt64})));
  EXPECT_EQ(site.Invoke<int64_t>(int64_t{-1}).status().message(), "negative");
  EXPECT_EQ(site.links().state(), SiteState::kMegamorphic);
  EXPECT_LT(asked_, 2 * SiteLinks::kUnstableRelinks + 4);
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{4}), 2);
}

TEST_F(LinkerTest, ComposedInvocationsFallBackWhenTheHandleRefuses) {
  GuardedInvocation link{Guard::Always(), Root()};
  link.refusal = static_cast<int32_t>(absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Run(link.Compose(Negate()), {9}), "3");
  EXPECT_EQ(Run(link.Compose(Negate()), {-9}), "9");
  EXPECT_EQ(link.ReplaceMethods(Root(), HandleRef()).refusal, link.refusal);
  EXPECT_EQ(Refusal(link.Compose(Add())),
            "catchException: argument 1 of the handler (without the error) (int64, int64)int64 is "
            "not argument 1 of (int64)int64");
}

TEST_F(LinkerTest, HandlesOfAnotherTableAreRefused) {
  HandleTable other;
  DynamicLinker linker(table_, LinkerOptions([&](const LinkRequest&, LinkerServices&) {
                         return GuardedInvocation{Guard::Always(), ConstantWord(other, int64_t{1})};
                       }));
  LinkedSite site(linker.Descriptor("get", "x", Type(kInt64, {})));
  EXPECT_EQ(site.Invoke<int64_t>().status().message(),
            "a handle of another table for get x ()int64");
}

// --- linkers by shape ---

TEST_F(LinkerTest, LinkersOfShapesAreAskedOnceAShape) {
  class Of final : public ShapeBasedLinker {
   public:
    Of(ShapeId shape, int64_t answer, int* asked) : shape_(shape), answer_(answer), asked_(asked) {}
    bool CanLink(ShapeId shape) const override {
      ++*asked_;
      return shape == shape_;
    }
    absl::StatusOr<GuardedInvocation> Link(const LinkRequest&, LinkerServices& services) override {
      const HandleRef answer = ConstantWord(services.table(), answer_);
      return GuardedInvocation{Guard::Shape(shape_), *DropArguments(answer, 0, {kValue})};
    }

   private:
    ShapeId shape_;
    int64_t answer_;
    int* asked_;
  };
  std::vector<std::unique_ptr<ShapeBasedLinker>> linkers;
  linkers.push_back(std::make_unique<Of>(kIntWord, 1, &asked_));
  linkers.push_back(std::make_unique<Of>(kFloatWord, 2, &asked_));
  auto composite = std::make_unique<CompositeShapeBasedLinker>(std::move(linkers));
  EXPECT_TRUE(composite->CanLink(kIntWord));
  EXPECT_FALSE(composite->CanLink(kBoolWord));
  auto linker = Make(std::move(composite));
  const CallDescriptor& descriptor = linker->Descriptor("which", "", Type(kInt64, {kValue}));
  for (int i = 0; i < 3; ++i) {
    LinkedSite site(descriptor);
    EXPECT_EQ(*site.Invoke<int64_t>(Value::Int(i)), 1);
    EXPECT_EQ(*site.Invoke<int64_t>(Value::Double(i)), 2);
    EXPECT_EQ(site.Invoke<int64_t>(Value::Bool(true)).status().code(), absl::StatusCode::kNotFound);
  }
  EXPECT_EQ(asked_, 6);
}

// --- converters ---

// Values to pointers: only ints, to the number's place in an array. Of others another factory may
// know.
class Places final : public TypeConverterFactory {
 public:
  explicit Places(int64_t limit) : limit_(limit) {}
  HandleRef Convert(HandleTable& table, Representation from, Representation to) override {
    if (from != kValue || to != kPointer) return HandleRef();
    return Function(table, "place", [limit = limit_](Value v) {
      return reinterpret_cast<void*>(v.AsInt() + limit);
    });
  }
  HandleRef Applies(HandleTable& table, Representation, Representation) override {
    return Function(table, "is small",
                    [limit = limit_](Value v) { return v.IsInt() && v.AsInt() < limit; });
  }

 private:
  int64_t limit_;
};

TEST_F(LinkerTest, ConvertersMayApplyToSomeWordsOnly) {
  LinkerOptions options;
  options.converters.push_back(std::make_unique<Places>(10));
  options.converters.push_back(std::make_unique<Places>(1000));
  auto linker = Make(std::make_unique<Arithmetic>(&asked_), std::move(options));
  const LinkerServices services(*linker);
  const HandleRef converter = services.TypeConverter(kValue, kPointer);
  auto place = [&](Value v) {
    uint64_t word = 0;
    const uint64_t argument = v.bits();
    EXPECT_TRUE(callsite::Invoke(*converter, context_, &argument, &word));
    return word;
  };
  EXPECT_EQ(place(Value::Int(5)), 15u);
  EXPECT_EQ(place(Value::Int(50)), 1050u);
  uint64_t word = 0;
  const uint64_t argument = Value::None().bits();
  EXPECT_FALSE(callsite::Invoke(*converter, context_, &argument, &word));
  EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(services.TypeConverter(kPointer, kValue));
}

// --- internal objects ---

TEST_F(LinkerTest, InternalObjectsAreWrappedOnTheirWay) {
  const HandleRef wrap = Function(
      table_, "wrap", [](Value v) { return v.IsInt() ? Value::Int(v.AsInt() + 1000) : v; });
  const HandleRef unwrap = Function(
      table_, "unwrap", [](Value v) { return v.IsInt() ? Value::Int(v.AsInt() - 1000) : v; });
  LinkerOptions options;
  options.internal_objects_filter = FilterOfValues(unwrap, wrap);
  auto linker = Make(std::make_unique<Arithmetic>(&asked_), std::move(options));
  const LinkerServices services(*linker);
  const HandleRef negate = *AsType(Negate(), Type(kValue, {kValue}));
  EXPECT_EQ(Run(services.FilterInternalObjects(negate), {Value::Int(1005)}), "int 995");
  EXPECT_EQ(*services.FilterInternalObjects(Add()), Add());
  const HandleRef mixed = *AsType(Add(), Type(kInt64, {kInt64, kValue}));
  EXPECT_EQ(Run(services.FilterInternalObjects(mixed), {1, Value::Int(1005)}), "6");
  EXPECT_EQ(Run(services.FilterInternalObjects(negate), {Value::None()}),
            "error: None was given where int64 is expected");
  EXPECT_EQ(Refusal(FilterOfValues(Negate(), HandleRef())(negate)),
            "filterArguments: filter 0 (int64)int64 does not make argument 0 of (value)value");
  auto plain = Make(std::make_unique<Arithmetic>(&asked_));
  EXPECT_EQ(*LinkerServices(*plain).FilterInternalObjects(negate), negate);
}

TEST_F(LinkerTest, LinksThatDependOnTooMuchAreMadeButNotKept) {
  std::vector<SwitchPointRef> points;
  for (int i = 0; i <= SiteLinks::kMaxPoints; ++i) points.push_back(NewSwitchPoint());
  auto linker = Make(std::make_unique<LinkFunction>([&](const LinkRequest&, LinkerServices&) {
    ++asked_;
    GuardedInvocation link{Guard::Always(), Negate()};
    link.points = points;
    return link;
  }));
  LinkedSite site(linker->Descriptor("negate", "", Type(kInt64, {kInt64})));
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{1}), -1);
  EXPECT_EQ(site.links().entry_count(), 0);
  points.pop_back();
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{2}), -2);
  EXPECT_EQ(*site.Invoke<int64_t>(int64_t{3}), -3);
  EXPECT_EQ(site.links().dependency_count(0), SiteLinks::kMaxPoints);
  EXPECT_EQ(asked_, 2);
}

}  // namespace
}  // namespace krait::callsite
