// Every kind of handle is machine code: handlers, cleanups, arrays of arguments, invokers, slots,
// cells; and graphs that are too large for one body.
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "callsite/property_cell.h"
#include "gc/heap.h"
#include "gc/marker.h"
#include "jit/handles/stub_compiler.h"
#include "tests/callsite/cell_fixture.h"
#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

using enum Representation;

// Was it called by machine code that was made here? (Not in tail position.)
[[gnu::noinline]] int64_t IsInCode(void* memory) {
  return static_cast<CodeMemory*>(memory)->Contains(
             reinterpret_cast<uintptr_t>(__builtin_return_address(0)))
             ? 1
             : 0;
}
int64_t CodeOf(void* error) {
  return error == nullptr ? 0 : static_cast<PendingError*>(error)->code;
}
int64_t Failing(InvocationContext& context, int64_t a) {
  if (a < 0) context.Fail(42 - a, "negative", Value::Int(a));
  return a;
}
int64_t Combine(int64_t a, int64_t b) { return AddInt64(MultiplyInt64(a, 10), b); }
int64_t Sum(void* array) {
  const auto& numbers = *static_cast<HostArray*>(array);
  int64_t sum = 1000 * numbers.length;
  for (int64_t i = 0; i < numbers.length; ++i) {
    sum = Combine(sum, static_cast<const int64_t*>(numbers.data)[i]);
  }
  return sum;
}

class KindsTest : public StubTest {
 protected:
  // (A...)int64: 1 in machine code.
  HandleRef InCode(const std::vector<Parameter>& ignored) {
    const HandleRef bound = *BindTo(Fn("in code", &IsInCode), &compiler_.memory());
    return *DropArguments(bound, 0, ignored);
  }
  Outcome CompiledWith(const HandleRef& handle, std::initializer_list<TypedWord> arguments) {
    std::vector<uint64_t> words;
    for (const TypedWord& word : arguments) words.push_back(word.bits);
    return Compiled(handle, words);
  }

  HandleRef failing_ = Fn("failing", &Failing);
  HandleRef combine_ = Fn("combine", &Combine);
};

// ---- errors ----

TEST_F(KindsTest, HandlersAreCode) {
  const auto caught = *CatchException(failing_, 0, InCode({kInt64, kInt64}));
  EXPECT_EQ(CompiledWith(caught, {int64_t{5}}).word, 5u);
  EXPECT_EQ(CompiledWith(caught, {int64_t{-5}}).word, 1u);
  EXPECT_EQ(Evaluated(caught, {static_cast<uint64_t>(-5)}).word, 0u);
}

TEST_F(KindsTest, CleanupsAreCode) {
  const auto cleanup = InCode({kInt64, kInt64, kInt64});
  EXPECT_EQ(CompiledWith(*TryFinally(failing_, cleanup), {int64_t{5}}).word, 1u);
  int64_t seen = -1;
  const auto note = Fn("note", [&](int64_t in_code) { return seen = in_code; });
  const auto noted = *TryFinally(failing_, *FilterReturnValue(cleanup, note));
  EXPECT_FALSE(CompiledWith(noted, {int64_t{-5}}).ok);
  EXPECT_EQ(seen, 1);
}

TEST_F(KindsTest, ErrorsAreToldAsHandlersAsk) {
  const auto code = Fn("code", [](int64_t e, int64_t a) { return e * 100 + a; });
  const auto value = Fn("value", [](Value e, int64_t a) { return e.AsInt() * 100 + a; });
  const auto pointer = *FilterArguments(code, 0, {Fn("code of", &CodeOf)});
  for (const int64_t a : {5, -5}) {
    for (const HandleRef& handler : {code, value, pointer}) {
      ExpectSame(CatchException(failing_, 0, handler), {a});
      ExpectSame(CatchException(failing_, 47, handler), {a});
      ExpectSame(CatchException(failing_, 46, handler), {a});
      const auto inner = *CatchException(failing_, 46, handler);
      ExpectSame(CatchException(inner, 0, handler), {a});
    }
  }
  const auto none = Fn("none", [](Value e, int64_t result) { return e.IsEmpty() ? result : -1; });
  const auto null = *FilterArguments(combine_, 0, {Fn("code of", &CodeOf)});
  ExpectSame(TryFinally(failing_, none), {int64_t{5}});
  ExpectSame(TryFinally(failing_, none), {int64_t{-5}});
  ExpectSame(TryFinally(failing_, null), {int64_t{5}});
  ExpectSame(TryFinally(failing_, null), {int64_t{-5}});
}

TEST_F(KindsTest, HandlersAndCleanupsThatFail) {
  // Fail with the code that they were told, plus one.
  const auto told = Fn("told", [](InvocationContext& context, void* error, int64_t a) {
    context.Fail(CodeOf(error) + 1, "again");
    return a;
  });
  const auto thrown = *ThrowError(table_, kInt64, kPointer);
  for (const int64_t a : {5, -5}) {
    ExpectSame(CatchException(failing_, 0, told), {a});
    ExpectSame(CatchException(failing_, 0, thrown), {a});
    ExpectSame(TryFinally(failing_, told), {a});
    ExpectSame(CatchException(*TryFinally(failing_, told), 0, told), {a});
    ExpectSame(CatchException(*CatchException(failing_, 0, told), 0,
                              *DropArguments(ConstantWord(table_, int64_t{9}), 0, {kInt64})),
               {a});
    ExpectSame(CollectArguments(combine_, 1, *CatchException(failing_, 0, thrown)),
               {int64_t{1}, a});
  }
}

TEST_F(KindsTest, VoidTargetsOfErrors) {
  std::string trace;
  const auto act = Fn("act", [&](InvocationContext& context, int64_t a) {
    trace += "act ";
    if (a < 0) context.Fail(3, "negative");
  });
  const auto handle = Fn("handle", [&](int64_t) { trace += "handle "; });
  const auto clean =
      Fn("clean", [&](int64_t code) { trace += "clean" + std::to_string(code) + " "; });
  for (const int64_t a : {5, -5}) {
    ExpectSame(CatchException(*TryFinally(act, clean), 0, handle), {a});
    ExpectSame(TryFinally(*CatchException(act, 0, handle), clean), {a});
    ExpectSame(TryFinally(act, clean), {a});
  }
  EXPECT_EQ(trace,
            "act clean0 act clean0 act clean0 act clean0 act clean0 act clean0 "
            "act clean3 handle act clean3 handle act handle clean0 act handle clean0 "
            "act clean3 act clean3 ");
}

TEST_F(KindsTest, ThrowsOfAllKinds) {
  PendingError error{17, "given", Value::Int(4)};
  for (const Representation result : {kInt64, kDouble, kBool, kValue, kVoid, kPointer}) {
    ExpectSame(ThrowError(table_, result, kInt64), {int64_t{5}});
    ExpectSame(ThrowError(table_, result, kInt64), {int64_t{0}});
    ExpectSame(ThrowError(table_, result, kValue), {Value::Int(3)});
    ExpectSame(ThrowError(table_, result, kPointer), {static_cast<void*>(&error)});
    ExpectSame(ThrowError(table_, result, kPointer), {static_cast<void*>(nullptr)});
  }
}

// A function without a context that leaves an error behind has failed.
TEST_F(KindsTest, ErrorsInPlainFunctions) {
  const auto plain = Fn("plain", [this](int64_t a) {
    if (a < 0) context_.Fail(7, "nested");
    return a;
  });
  const auto nine = *DropArguments(ConstantWord(table_, int64_t{9}), 0, {kInt64});
  for (const int64_t a : {5, -5}) {
    ExpectSame(plain, {a});
    ExpectSame(
        FilterReturnValue(
            plain, combine_->type()->arity() == 2 ? *BindTo(combine_, int64_t{3}) : combine_),
        {a});
    ExpectSame(CatchException(plain, 0, nine), {a});
  }
}

// ---- arguments as arrays ----

TEST_F(KindsTest, Spreaders) {
  int64_t numbers[] = {5, 6, 7};
  HostArray array{numbers, 2};
  const auto spread = AsSpreader(combine_, 0, 2, FieldType::kInt64);
  ExpectSame(spread, {static_cast<void*>(&array)});
  ExpectSame(spread, {static_cast<void*>(nullptr)});
  array.length = 3;
  ExpectSame(spread, {static_cast<void*>(&array)});
  array.length = 0;
  ExpectSame(spread, {static_cast<void*>(&array)});
  const auto none = AsSpreader(combine_, 1, 0, FieldType::kInt64);
  ExpectSame(none, {int64_t{3}, static_cast<void*>(nullptr), int64_t{4}});
  ExpectSame(none, {int64_t{3}, static_cast<void*>(&array), int64_t{4}});
  array.length = 1;
  ExpectSame(none, {int64_t{3}, static_cast<void*>(&array), int64_t{4}});
  int8_t narrow[] = {-5, 6};
  HostArray bytes{narrow, 2};
  ExpectSame(AsSpreader(combine_, 0, 2, FieldType::kInt8), {static_cast<void*>(&bytes)});
}

TEST_F(KindsTest, ManyElements) {
  constexpr int kCount = 40;
  HandleRef sum = Fn("+", &AddInt64);
  for (int i = 2; i < kCount; ++i) sum = *CollectArguments(combine_, 0, sum);
  std::vector<int64_t> numbers(kCount);
  for (int i = 0; i < kCount; ++i) numbers[static_cast<size_t>(i)] = i * i;
  HostArray array{numbers.data(), kCount};
  const auto spread = *AsSpreader(sum, 0, kCount, FieldType::kInt64);
  ExpectSame(spread, {static_cast<void*>(&array)});
  ExpectSame(AsCollector(spread, 0, 0, FieldType::kInt64), {});
  const auto again = *AsCollector(spread, 0, kCount, FieldType::kInt64);
  ExpectSameWords(again, {numbers.begin(), numbers.end()});
}

TEST_F(KindsTest, Collectors) {
  const auto sum = Fn("sum", &Sum);
  for (int count = 0; count < 8; ++count) {
    std::vector<uint64_t> words;
    for (int i = 0; i < count; ++i) words.push_back(static_cast<uint64_t>(3 * i + 1));
    ExpectSameWords(*AsCollector(sum, 0, count, FieldType::kInt64), words);
  }
  // The array is in the frame of the stub: it is still there while the target runs.
  const auto gathered = *AsCollector(sum, 0, 2, FieldType::kInt64);
  ExpectSame(
      FilterReturnValue(gathered,
                        gathered->type()->arity() == 2 ? *BindTo(combine_, int64_t{1}) : combine_),
      {int64_t{4}, int64_t{5}});
  ExpectSame(CollectArguments(gathered, 1, gathered), {int64_t{4}, int64_t{5}, int64_t{6}});
  const FieldType all[] = {FieldType::kInt8,  FieldType::kInt16,  FieldType::kInt32,
                           FieldType::kUInt8, FieldType::kUInt16, FieldType::kUInt32};
  for (const FieldType type : all) {
    const auto round = *AsCollector(*AsSpreader(combine_, 0, 2, type), 0, 2, type);
    ExpectSame(round, {int64_t{70000}, int64_t{-3}});
  }
  const auto mixed = Fn("mixed", [](double a, double b) { return a * 10 + b; });
  for (const FieldType type : {FieldType::kFloat, FieldType::kDouble}) {
    ExpectSame(AsCollector(*AsSpreader(mixed, 0, 2, type), 0, 2, type), {1.1, -3.5});
  }
}

TEST_F(KindsTest, Varargs) {
  const auto varargs = *AsVarargsCollector(Fn("sum", &Sum), FieldType::kInt64);
  int64_t numbers[] = {5, 6, 7};
  HostArray array{numbers, 3};
  ExpectSame(varargs, {static_cast<void*>(&array)});
  ExpectSame(AdaptCall(varargs, Type(kInt64, {kInt64, kInt64})), {int64_t{1}, int64_t{2}});
  ExpectSame(AdaptCall(varargs, Type(kValue, {})), {});
}

// ---- calls of what is not in line ----

TEST_F(KindsTest, Invokers) {
  void* callee = const_cast<MethodHandle*>(combine_.get());
  const auto exact = *ExactInvoker(table_, combine_->type());
  const auto generic = *GenericInvoker(table_, Type(kValue, {kValue, kInt64}));
  ExpectSame(exact, {callee, int64_t{3}, int64_t{4}});
  ExpectSame(exact, {static_cast<void*>(nullptr), int64_t{3}, int64_t{4}});
  ExpectSame(exact, {const_cast<MethodHandle*>(failing_.get()), int64_t{3}, int64_t{4}});
  ExpectSame(generic, {callee, Value::Int(3), int64_t{4}});
  ExpectSame(generic, {callee, Value::None(), int64_t{4}});
  int64_t numbers[] = {5, 6};
  HostArray array{numbers, 2};
  ExpectSame(SpreadInvoker(table_, combine_->type(), 0, FieldType::kInt64),
             {callee, static_cast<void*>(&array)});
  // The callee enters its own stub.
  const auto in_code = *FilterReturnValue(InCode({}), *BindTo(combine_, int64_t{1}));
  ASSERT_NE(compiler_.Compile(*in_code), nullptr);
  const auto invoker = *ExactInvoker(table_, in_code->type());
  EXPECT_EQ(CompiledWith(invoker, {const_cast<MethodHandle*>(in_code.get())}).word, 11u);
}

class Script final : public ScriptInvoker {
 public:
  bool Call(InvocationContext& context, Value function, std::span<const Value> arguments,
            Value* result) override {
    int64_t sum = function.AsInt();
    for (const Value v : arguments) {
      if (!v.IsInt()) return context.Fail(9, "no int", v);
      sum = sum * 10 + v.AsInt();
    }
    *result = Value::Int(sum);
    return true;
  }
};

TEST_F(KindsTest, FunctionsOfAScript) {
  const ResourceRef<Script> script(new Script);
  const auto none = ScriptFunction(table_, script.get(), Value::Int(1), 0);
  const auto two = ScriptFunction(table_, script.get(), Value::Int(2), 2);
  ExpectSame(none, {});
  ExpectSame(two, {Value::Int(3), Value::Int(4)});
  ExpectSame(two, {Value::Int(3), Value::None()});
  ExpectSame(AsType(two, Type(kInt64, {kInt64, kInt64})), {int64_t{3}, int64_t{4}});
  ExpectSame(CatchException(two, 9, *DropArguments(none, 0, {kInt64})),
             {Value::Int(3), Value::None()});
}

TEST_F(KindsTest, VolatileSites) {
  VolatileSite site(failing_);
  const auto doubled = *FilterReturnValue(site.DynamicInvoker(), *BindTo(combine_, int64_t{2}));
  ExpectSame(doubled, {int64_t{5}});
  ExpectSame(doubled, {int64_t{-5}});
  ASSERT_TRUE(site.SetTarget(*BindTo(combine_, int64_t{7})).ok());
  ExpectSame(doubled, {int64_t{5}});
  EXPECT_EQ(compiler_.statistics().compilations, 1u);
}

TEST_F(KindsTest, GuardsWithTheirOwnTest) {
  Guard guard;
  guard.kind = Guard::Kind::kTest;
  const auto test = GuardTest(table_, guard);
  ExpectSame(test, {Value::Int(1)});
  const auto one = *DropArguments(ConstantWord(table_, int64_t{1}), 0, {kValue});
  const auto two = *DropArguments(ConstantWord(table_, int64_t{2}), 0, {kValue});
  ExpectSame(GuardWithTest(test, one, two), {Value::Int(1)});
  const auto other = GuardTest(table_, Guard::Shape(kOtherWord));
  for (const Value v : {Value::None(), Value::Ellipsis(), Value::NotImplemented(), Value::True(),
                        Value::False(), Value::Int(0), Value::Int(-1), Value::Double(0), Value()}) {
    ExpectSame(other, {v});
    ExpectSame(GuardWithTest(other, one, two), {v});
  }
}

// ---- graphs of any size ----

TEST_F(KindsTest, LargeGraphsAreDivided) {
  const auto step = *BindTo(Fn("xor", &XorInt64), int64_t{5});
  HandleRef chain = failing_;
  for (int i = 0; i < 900; ++i) {
    chain = *FilterReturnValue(chain, i % 2 == 0 ? step : *BindTo(combine_, int64_t{0}));
  }
  ExpectSame(chain, {int64_t{5}});
  ExpectSame(chain, {int64_t{-5}});
  // A tree of sixteen thousand nodes.
  HandleRef tree = Fn("+", &AddInt64);
  for (int i = 0; i < 6; ++i) {
    tree = *GuardWithTest(Fn("<", &LessInt64),
                          *FoldArguments(*DropArguments(tree, 0, {kInt64}), 0, tree),
                          *FoldArguments(*DropArguments(tree, 1, {kInt64}), 0, tree));
  }
  table_.SetCompiler(&compiler_, 3);
  for (int i = 0; i < 20; ++i) {
    ExpectSame(tree, {int64_t{i}, int64_t{7}});
    ExpectSame(tree, {int64_t{7}, int64_t{i}});
  }
  EXPECT_GT(compiler_.statistics().compilations, 4u) << "parts are stubs, too";
  EXPECT_EQ(compiler_.statistics().failures, 0u);
}

TEST_F(KindsTest, ManyArguments) {
  constexpr int kCount = 200;
  std::vector<Parameter> parameters(kCount, kInt64);
  std::vector<uint64_t> words(kCount);
  for (size_t i = 0; i < words.size(); ++i) {
    if (i % 3 == 0) parameters[i] = kDouble;
    words[i] = i % 3 == 0 ? std::bit_cast<uint64_t>(static_cast<double>(i)) : i;
  }
  const MethodType* type = table_.types().Get(kInt64, parameters);
  ExpectSameWords(*PermuteArguments(combine_, type, {1, 199}), words);
  const auto mixed = Fn("mixed", [](double a, int64_t b) { return a + static_cast<double>(b); });
  type = table_.types().Get(kDouble, parameters);
  ExpectSameWords(*PermuteArguments(mixed, type, {198, 100}), words);
  ExpectSameWords(*FilterReturnValue(*PermuteArguments(mixed, type, {198, 100}),
                                     *BindTo(Fn("*", &MultiplyDouble), 2.0)),
                  words);
}

// ---- slots and cells ----

class HeapClient final : public CellClient {
 public:
  HeapClient(const HandleRef& handle, const StubCompiler& compiler)
      : handle_(handle), compiler_(compiler) {}
  void TraceRoots(gc::Marker& marker) override {
    CellClient::TraceRoots(marker);
    if (handle_) handle_->Trace(marker);
    compiler_.Trace(marker);
  }

 private:
  const HandleRef& handle_;
  const StubCompiler& compiler_;
};

class SlotsTest : public testing::Test {
 protected:
  SlotsTest() { table_.SetCompiler(&compiler_, 1u << 30); }
  ~SlotsTest() override { table_.SetCompiler(nullptr, 1); }

  bool Run(const HandleRef& handle, const std::vector<uint64_t>& words, uint64_t* result) {
    const CompiledStub* stub = compiler_.Compile(*handle);
    EXPECT_NE(stub, nullptr);
    return stub->entry(&context_, stub->data, words.data(), result);
  }
  PropertyCell* NewCell() {
    client_.cells.push_back(PropertyCell::New(heap_, kCellKind));
    return client_.cells.back();
  }

  StubCompiler compiler_;
  HandleRef kept_;
  HeapClient client_{kept_, compiler_};
  gc::Heap heap_{gc::HeapOptions{.verify = true}, &client_};
  gc::StackScope scope_{heap_};
  HandleTable table_;
  InvocationContext context_{table_, &heap_};
};

TEST_F(SlotsTest, SlotsAreReadAndWritten) {
  PropertyCell* cell = NewCell();
  const uint64_t holder = Value::Object(cell).bits();
  uint64_t result = 0;
  EXPECT_TRUE(Run(table_.SetSlot(0), {holder, Value::Int(5).bits()}, nullptr));
  EXPECT_EQ(cell->value, Value::Int(5));
  EXPECT_TRUE(Run(table_.GetSlot(0), {holder}, &result));
  EXPECT_EQ(Value::FromBits(result), Value::Int(5));
}

TEST_F(SlotsTest, StoresIntoOldObjectsAreRemembered) {
  PropertyCell* old = NewCell();
  heap_.Collect(true);
  ASSERT_NE(old->gc & HeapObject::kUnlogged, 0);
  PropertyCell* young = PropertyCell::New(heap_, kCellKind);
  young->value = Value::Int(77);
  // What the collector's scan of the stack finds is the old one alone.
  const uint64_t words[] = {Value::Object(old).bits(), Value::Object(young).bits()};
  ASSERT_TRUE(Run(table_.SetSlot(0), {words[0], words[1]}, nullptr));
  EXPECT_EQ(old->gc & HeapObject::kUnlogged, 0) << "the holder was logged";
  heap_.CollectMinor();
  EXPECT_EQ(old->value.As<PropertyCell>()->value, Value::Int(77));
}

TEST_F(SlotsTest, CellsAreReadWrittenAndMayBeEmpty) {
  PropertyCell* cell = NewCell();
  const HandleRef get = table_.GetCell(cell);
  const HandleRef set = table_.SetCell(cell);
  uint64_t result = 0;
  EXPECT_FALSE(Run(get, {}, &result));
  EXPECT_EQ(context_.TakeStatus().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(Run(set, {Value::Int(6).bits()}, nullptr));
  EXPECT_TRUE(Run(get, {}, &result));
  EXPECT_EQ(Value::FromBits(result), Value::Int(6));
}

// The target of a site goes while its code runs, and with it what its constants refer to: but for
// the compiler.
TEST_F(SlotsTest, ConstantsOfRunningCodeStay) {
  MutableSite* site = nullptr;
  const HandleRef zero = ConstantWord(table_, Value::Int(0));
  const HandleRef act = Function(table_, "act", [&] {
    EXPECT_TRUE(site->SetTarget(zero).ok());
    heap_.Collect(true);
    // What is free now is used again.
    for (int i = 0; i < 1000; ++i) PropertyCell::New(heap_, kCellKind)->value = Value::Int(i);
  });
  const auto make = [&]() __attribute__((noinline)) {
    PropertyCell* cell = PropertyCell::New(heap_, kCellKind);
    cell->value = Value::Int(77);
    return *FoldArguments(*BindTo(table_.GetSlot(0), Value::Object(cell)), 0, act);
  };
  MutableSite owned(make());
  site = &owned;
  uint64_t result = 0;
  EXPECT_TRUE(Run(owned.DynamicInvoker(), {}, &result));
  EXPECT_EQ(Value::FromBits(result), Value::Int(77));
}

// A store to a cell fires: what was assumed of it is looked at anew behind the store.
TEST_F(SlotsTest, StoresToCellsTellDependents) {
  PropertyCell* cell = NewCell();
  cell->Store(heap_, Value::Int(1));
  const SwitchPointRef point = NewSwitchPoint();
  class Firing final : public CountingDependent {
   public:
    explicit Firing(const SwitchPointRef& point) : point_(point) {}
    void OnInvalidated(SwitchPoint& fired) override {
      CountingDependent::OnInvalidated(fired);
      point_->Invalidate();
    }

   private:
    const SwitchPointRef& point_;
  } firing(point);
  firing.DependOn(cell->point);
  const auto one = ConstantWord(table_, int64_t{1});
  const auto two = ConstantWord(table_, int64_t{2});
  kept_ = *FoldArguments(*SwitchPointGuard(point, one, two), 0,
                         *BindTo(table_.SetCell(cell), Value::Int(2)));
  uint64_t result = 0;
  EXPECT_TRUE(Run(kept_, {}, &result));
  EXPECT_EQ(result, 2u);
  EXPECT_EQ(firing.told, 1);
}

}  // namespace
}  // namespace krait::jit
