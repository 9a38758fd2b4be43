// Random graphs with what only this kernel has, in addition to random_graphs.h: fields, arrays,
// slots and cells, guards on shapes, functions of a script, sites of all kinds, errors as pointers,
// invokers that adapt; and assumptions that fall while the graph runs.
//
// Points and sites of a graph change for good when it runs. Two that are built from the same seed
// (Seed, Graph, Twin, Graph) are equal but for them, so each can be run by somebody else.
#ifndef KRAIT_TESTS_CALLSITE_KERNEL_GRAPHS_H_
#define KRAIT_TESTS_CALLSITE_KERNEL_GRAPHS_H_

#include <bit>
#include <limits>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "tests/callsite/cell_fixture.h"
#include "tests/callsite/random_graphs.h"

namespace krait::callsite {

// A heap and what is in it.
struct KernelHeap {
  CellClient client;
  gc::Heap heap{gc::HeapOptions{.verify = true}, &client};

  PropertyCell* NewCell(ShapeId shape) {
    client.cells.push_back(heap.New<PropertyCell>(shape, kCellKind));
    return client.cells.back();
  }
};

class KernelGraphs : public RandomGraphs {
 public:
  KernelGraphs(HandleTable& table, ReferenceEvaluator& reference, InvocationContext& context,
               KernelHeap& heap)
      : RandomGraphs(table, reference), script_(new Script(this)) {
    for (ShapeId shape : {300, 300, 301}) objects_.push_back(heap.NewCell(shape));
    for (int i = 0; i < 2; ++i) cells_.push_back(heap.NewCell(kCellKind));
    // A function without a context that meets an error in what it invokes.
    const HandleRef nested = Function(table_, "nested", [this, &context](int64_t i) {
      Mark(11);
      if (i % 3 == 0) context.Fail(66, "nested");
      return i;
    });
    reference_.Define(nested, [this](const ReferenceEvaluator::Words& a) {
      Mark(11);
      if (static_cast<int64_t>(a[0]) % 3 != 0) return ReferenceEvaluator::Outcome{a[0]};
      return ReferenceEvaluator::Outcome{0, ReferenceEvaluator::Error{66, Value()}};
    });
    functions_.push_back(nested);
    Leaf("code of", [this](const void* error) {
      const int64_t code = error == nullptr ? 0 : static_cast<const PendingError*>(error)->code;
      return Mark(static_cast<uint64_t>(code) + 200), code;
    });
    code_of_ = Take();
    Leaf("sum", [this](const void* array) {
      const auto& numbers = *static_cast<const HostArray*>(array);
      uint64_t sum = 0;
      for (int64_t i = 0; i < numbers.length; ++i) {
        sum = sum * 3 + static_cast<uint64_t>(static_cast<const int64_t*>(numbers.data)[i]);
      }
      return Mark(sum), static_cast<int64_t>(sum);
    });
    sum_ = Take();
  }

  void Seed(uint64_t seed) override {
    for (const HandleRef& handle : defined_) reference_.Forget(handle);
    defined_.clear();
    RandomGraphs::Seed(seed);
    all_sites_.clear();
    Twin(seed);
  }
  // The same again, with points and sites of its own.
  void Twin(uint64_t seed) {
    random_.seed(seed);
    own_points_.clear();
    first_site_ = all_sites_.size();
    for (int i = 0; i < 2; ++i) own_points_.push_back(NewSwitchPoint());
  }
  void StartRun() override {
    RandomGraphs::StartRun();
    record_ = Record();
    for (int i = 0; i < 4; ++i) elements_[i] = 10 * (i + 1);
    for (size_t i = 0; i < objects_.size(); ++i) {
      objects_[i]->value = Value::Int(static_cast<int64_t>(i) + 40);
    }
    cells_[0]->value = Value::Double(1.5);
    cells_[1]->value = Value();
  }
  // C++ leaves open which of two NaNs an operation gives; so all of them are one.
  static uint64_t Canonical(Representation r, uint64_t word) {
    if (r == kDouble && std::bit_cast<double>(word) != std::bit_cast<double>(word)) {
      return std::bit_cast<uint64_t>(std::numeric_limits<double>::quiet_NaN());
    }
    const Value v = Value::FromBits(word);
    if (r != kValue || !v.IsDouble()) return word;
    return Value::Double(
               std::bit_cast<double>(Canonical(kDouble, std::bit_cast<uint64_t>(v.AsDouble()))))
        .bits();
  }

  // What the run left in memory counts, too.
  void FinishRun() {
    for (const int64_t element : elements_) Mark(static_cast<uint64_t>(element));
    const auto mark = [this](Value v) { Mark(Canonical(kValue, v.bits())); };
    for (const PropertyCell* object : objects_) mark(object->value);
    for (const PropertyCell* cell : cells_) mark(cell->value);
    mark(record_.g);
    mark(Value::Double(static_cast<double>(record_.d)));
    mark(Value::Double(record_.e));
    for (const int64_t i : {int64_t{record_.a}, int64_t{record_.b}, int64_t{record_.c},
                            int64_t{record_.f}, int64_t{record_.h}, record_.i}) {
      Mark(static_cast<uint64_t>(i));
    }
  }

  HandleRef Graph(int depth) {
    Reps parameters;
    for (int n = Pick(10) == 0 ? 12 : Pick(5); n > 0; --n) {
      parameters.push_back(AnyRepresentation());
    }
    return Make(Pick(8) == 0 ? kVoid : AnyRepresentation(), parameters, depth);
  }

  uint64_t RandomWord(Representation r) override {
    if (r == kValue && Pick(5) == 0) return Object().bits();
    return RandomGraphs::RandomWord(r);
  }

  // A leaf of another part: a plain function without effects.
  template <typename R, typename... A>
  void AddFunction(const char* name, R (*f)(A...)) {
    const HandleRef handle = Function(table_, name, f, kPure);
    reference_.Define(handle, [f](const ReferenceEvaluator::Words& a) {
      return Apply<R (*)(A...), R, A...>(f, a, std::index_sequence_for<A...>());
    });
    functions_.push_back(handle);
  }

  // The kinds that occur in graphs seen so far.
  void Count(const MethodHandle& handle) {
    if (!counted_.insert(&handle).second) return;
    kinds.insert(handle.kind());
    for (int i = 0; i < handle.child_count(); ++i) {
      if (handle.child(i) != nullptr) Count(*handle.child(i));
    }
  }
  void ForgetCounted() { counted_.clear(); }
  std::set<HandleKind> kinds;

 private:
  struct Record {
    int8_t a = -3;
    uint16_t b = 60000;
    int32_t c = -70000;
    float d = 1.25f;
    double e = 2.5;
    bool f = true;
    Value g = Value::Int(4);
    uint32_t h = 4000000000u;
    int64_t i = -9;
  };

  // A site of each kind; mutable and volatile ones may be given another target while they run.
  struct Sites {
    void Swap() {
      std::swap(now, next);
      EXPECT_TRUE(changing == nullptr || changing->SetTarget(now).ok());
      EXPECT_TRUE(loaded == nullptr || loaded->SetTarget(now).ok());
    }
    std::unique_ptr<ConstantSite> constant;
    std::unique_ptr<MutableSite> changing;
    std::unique_ptr<VolatileSite> loaded;
    HandleRef now;
    HandleRef next;
  };

  // A script whose functions give their first argument, or fail.
  class Script final : public ScriptInvoker {
   public:
    explicit Script(KernelGraphs* graphs) : graphs_(graphs) {}
    bool Call(InvocationContext& context, Value function, std::span<const Value> arguments,
              Value* result) override {
      const ReferenceEvaluator::Outcome outcome = graphs_->RunScript(function, arguments);
      if (outcome.error) return context.Fail(outcome.error->code, "script", outcome.error->value);
      *result = Value::FromBits(outcome.word);
      return true;
    }
    // A leaf does what a function does that is called as the leaf's kind and operand say.
    bool Perform(InvocationContext& context, const MethodHandle& leaf,
                 std::span<const Value> arguments, Value* result) override {
      return Call(context, NameOf(leaf), arguments, result);
    }
    static Value NameOf(const MethodHandle& leaf) {
      return Value::Int(static_cast<int>(leaf.kind()) * 100 + leaf.index());
    }

   private:
    KernelGraphs* graphs_;
  };

  ReferenceEvaluator::Outcome RunScript(Value function, std::span<const Value> arguments) {
    Mark(function.bits());
    if (arguments.empty()) return {Value::None().bits()};
    if (arguments[0].IsBool()) {
      return {0, ReferenceEvaluator::Error{2, Value::Int(static_cast<int64_t>(arguments.size()))}};
    }
    return {arguments.back().bits()};
  }

  Value Object() { return Value::Object(objects_[static_cast<size_t>(Pick(3))]); }
  FieldType AnyField() {
    const FieldType kAll[] = {FieldType::kInt8,   FieldType::kInt16,  FieldType::kInt32,
                              FieldType::kInt64,  FieldType::kUInt8,  FieldType::kUInt16,
                              FieldType::kUInt32, FieldType::kUInt64, FieldType::kFloat,
                              FieldType::kDouble, FieldType::kBool,   FieldType::kValue};
    return kAll[Pick(12)];
  }
  // The record, or null.
  void* Base() { return Pick(8) == 0 ? nullptr : &record_; }

  HandleRef Make(Representation result, const Reps& p, int depth) override {
    if (depth <= 0 && Pick(4) == 0) return Cast(LeafOfMemory(), result, p);
    if (depth <= 0 || Pick(3) != 0) return RandomGraphs::Make(result, p, depth);
    switch (Pick(9)) {
      case 0:
        return Cast(LeafOfMemory(), result, p);
      case 1:
        return Behind(Effect(), Make(result, p, depth - 1), p);
      case 2:
        return Guarded(result, p, depth - 1);
      case 3:
        return Cast(Pick(2) == 0 ? Called() : Performed(), result, p);
      case 4:
        return MakeSite(result, p, depth - 1);
      case 5:
        return MakeErrors(result, p, depth - 1);
      case 6:
        return MakeArrays(result, p, depth - 1);
      case 7:
        return MakeAssumption(result, p, depth - 1);
      default:
        return MakeInvoker(result, p, depth - 1);
    }
  }

  // Given parameters or constants, and its result as another.
  HandleRef Cast(const HandleRef& f, Representation result, const Reps& p) {
    const MethodType& type = *f->type();
    const HandleRef cast =
        type.result() == result ? f : Checked(ExplicitCastArguments(f, type.ChangeResult(result)));
    return Applied(cast, result, p);
  }
  // The effect first, then the target.
  HandleRef Behind(const HandleRef& effect, const HandleRef& target, const Reps& p) {
    return Checked(FoldArguments(target, 0, Applied(effect, kVoid, p)));
  }

  HandleRef Field(bool setter) {
    const auto access = [&](auto member) {
      return setter ? FieldSetter(table_, member) : FieldGetter(table_, member);
    };
    switch (Pick(9)) {
      case 0:
        return access(&Record::a);
      case 1:
        return access(&Record::b);
      case 2:
        return access(&Record::c);
      case 3:
        return access(&Record::d);
      case 4:
        return access(&Record::e);
      case 5:
        return access(&Record::f);
      case 6:
        return access(&Record::g);
      case 7:
        return access(&Record::h);
      default:
        return access(&Record::i);
    }
  }

  HandleRef LeafOfMemory() {
    switch (Pick(7)) {
      case 0:
        return Checked(BindTo(Field(false), Base()));
      case 1: {
        const FieldType kNarrow[] = {FieldType::kInt8, FieldType::kUInt16, FieldType::kInt32,
                                     FieldType::kInt64};
        return Checked(InsertArguments(ArrayGetter(table_, kNarrow[Pick(4)]), 0,
                                       {TypedWord(&array_), TypedWord(int64_t{Pick(6) - 1})}));
      }
      case 2:
        return Checked(BindTo(ArrayLength(table_), &array_));
      case 3:
        return table_.GetCell(cells_[static_cast<size_t>(Pick(3) / 2)]);
      case 4:
        return Identity(table_, AnyRepresentation());
      case 5:
        return Checked(AsCollector(Checked(AsVarargsCollector(sum_, FieldType::kInt64)), 0, Pick(4),
                                   FieldType::kInt64));
      default:
        return GuardTest(table_, AnyGuard());
    }
  }

  // A void handle that changes something.
  HandleRef Effect() {
    switch (Pick(6)) {
      case 0:
        return Checked(BindTo(Field(true), Base()));
      case 1:
        return Checked(BindTo(ArraySetter(table_, FieldType::kInt16), &array_));
      case 2:
        return table_.SetCell(cells_[static_cast<size_t>(Pick(2))]);
      case 3:
        return Checked(BindTo(table_.SetSlot(0), Object()));
      case 4:
        return Fire(own_points_[static_cast<size_t>(Pick(2))]);
      default: {
        const size_t sites = all_sites_.size() - first_site_;
        if (sites == 0) return Fire(own_points_[0]);
        return Retarget(
            all_sites_[first_site_ + static_cast<size_t>(Pick(static_cast<int>(sites)))]);
      }
    }
  }
  // Both do it for odd arguments.
  HandleRef Fire(const SwitchPointRef& point) {
    return Defined("fire", [this, point](int64_t i) {
      Mark(20);
      if (i % 2 != 0) point->Invalidate();
    });
  }
  HandleRef Retarget(const std::shared_ptr<Sites>& sites) {
    return Defined("retarget", [this, sites](int64_t i) {
      Mark(21);
      if (i % 2 != 0) sites->Swap();
    });
  }
  template <typename F>
  HandleRef Defined(const char* name, F f) {
    Leaf(name, std::move(f));
    defined_.push_back(Take());
    return defined_.back();
  }

  Guard AnyGuard() {
    const ShapeId kShapes[] = {kIntWord, kFloatWord, kBoolWord, kOtherWord, 300, 301, kNoShape};
    switch (Pick(6)) {
      case 0:
        return Guard::Always();
      case 1:
        return Guard::Identity(Value::FromBits(RandomWord(kValue)));
      case 2:
        return Guard::Shapes(kShapes[Pick(7)], kShapes[Pick(7)]);
      case 3: {
        Guard test;
        test.kind = Guard::Kind::kTest;
        return Pick(3) == 0 ? test : Guard::Shape(300);
      }
      default:
        return Guard::Shape(kShapes[Pick(7)]);
    }
  }
  HandleRef Guarded(Representation result, const Reps& p, int depth) {
    if (Pick(3) == 0) {
      return Checked(SwitchPointGuard(own_points_[static_cast<size_t>(Pick(2))],
                                      Make(result, p, depth), Make(result, p, depth)));
    }
    if (Pick(3) == 0) {
      // A slot, where there is one.
      const HandleRef other = ConstantWord(table_, Value::Int(7));
      const HandleRef guarded =
          Checked(GuardWithTest(GuardTest(table_, Guard::Shape(300)), table_.GetSlot(0),
                                Checked(DropArguments(other, 0, {kValue}))));
      return Cast(guarded, result, p);
    }
    const HandleRef test = Applied(GuardTest(table_, AnyGuard()), kBool, p);
    return Checked(GuardWithTest(test, Make(result, p, depth), Make(result, p, depth)));
  }

  // A function of the script.
  HandleRef Called() {
    const Value function = Value::Int(1000 + Pick(3));
    const HandleRef handle = ScriptFunction(table_, script_.get(), function, Pick(4));
    reference_.Define(handle, [this, function](const ReferenceEvaluator::Words& a) {
      return RunScript(function, {reinterpret_cast<const Value*>(a.data()), a.size()});
    });
    return handle;
  }
  // What only a runtime knows how to do.
  HandleRef RuntimeLeaf() {
    static constexpr NativeLeaf kNative{"native leaf", nullptr};
    HeapObject* operand = objects_[static_cast<size_t>(Pick(3))];
    switch (Pick(9)) {
      case 0:
        return table_.AddSlot(Pick(2), operand);
      case 1:
        return table_.GetProperty(operand);
      case 2:
        return table_.Special(operand, Pick(3));
      case 3:
        return table_.Construct(operand, Pick(2));
      case 4:
        return table_.CallNative(operand, Pick(2));
      case 5:
        return table_.Script(operand);
      case 6:
        return table_.GetSlot(-1 - Pick(3));
      case 7:
        return table_.SetSlot(-1 - Pick(3));
      default:
        return table_.Native(&kNative);
    }
  }
  HandleRef Performed() {
    const HandleRef leaf = RuntimeLeaf();
    const HandleRef handle = Checked(PerformLeaf(script_.get(), leaf, Pick(4)));
    reference_.Define(
        handle, [this, name = Script::NameOf(*leaf)](const ReferenceEvaluator::Words& a) {
          return RunScript(name, {reinterpret_cast<const Value*>(a.data()), a.size()});
        });
    return handle;
  }

  HandleRef MakeSite(Representation result, const Reps& p, int depth) {
    auto sites = std::make_shared<Sites>();
    sites->now = Make(result, p, depth);
    sites->next = Make(result, p, depth);
    HandleRef invoker;
    switch (Pick(4)) {
      case 0:
        sites->constant = std::make_unique<ConstantSite>(sites->now);
        invoker = sites->constant->DynamicInvoker();
        break;
      case 1:
        sites->loaded = std::make_unique<VolatileSite>(sites->now);
        invoker = sites->loaded->DynamicInvoker();
        break;
      default:
        sites->changing = std::make_unique<MutableSite>(sites->now);
        invoker = sites->changing->DynamicInvoker();
    }
    all_sites_.push_back(std::move(sites));
    return invoker;
  }

  // What may change between the entry of the graph and the place that depends on it.
  HandleRef MakeAssumption(Representation result, const Reps& p, int depth) {
    if (Pick(2) == 0) {
      const HandleRef site = MakeSite(result, p, depth);
      return Behind(Retarget(all_sites_.back()), site, p);
    }
    const SwitchPointRef point = own_points_[static_cast<size_t>(Pick(2))];
    const HandleRef guarded =
        Checked(SwitchPointGuard(point, Make(result, p, depth), Make(result, p, depth)));
    return Behind(Fire(point), guarded, p);
  }

  HandleRef MakeErrors(Representation result, const Reps& p, int depth) {
    const auto told = [&](Representation r) {
      const HandleRef handler = Make(result, With(p, 0, {kInt64}), depth);
      return r == kPointer ? Checked(FilterArguments(handler, 0, {code_of_})) : handler;
    };
    switch (Pick(5)) {
      case 0:
        return Checked(CatchException(Make(result, p, depth), Pick(2) * 66, told(kPointer)));
      case 1: {
        // Caught, seen, thrown again.
        const HandleRef again = Checked(ThrowError(table_, result, kPointer));
        const HandleRef handler =
            Checked(DropArguments(again, 1, std::vector<Parameter>(p.begin(), p.end())));
        const HandleRef seen = Checked(FoldArguments(handler, 0, DropResult(code_of_)));
        return Checked(CatchException(Make(result, p, depth), kAnyError, seen));
      }
      case 2: {
        const Representation error = Pick(2) == 0 ? kPointer : kValue;
        Reps rest = p;
        if (result != kVoid) rest.insert(rest.begin(), result);
        HandleRef cleanup;
        if (error == kPointer) {
          cleanup =
              Checked(FilterArguments(Make(result, With(rest, 0, {kInt64}), depth), 0, {code_of_}));
        } else {
          cleanup = Make(result, With(rest, 0, {kValue}), depth);
        }
        return Checked(TryFinally(Make(result, p, depth), cleanup));
      }
      case 3:
        return Applied(Checked(ThrowError(table_, result, kValue)), result, p);
      default: {
        const HandleRef thrown = Checked(ThrowError(table_, result, kPointer));
        void* error = Pick(3) == 0 ? nullptr : &error_;
        return Applied(Checked(BindTo(thrown, error)), result, p);
      }
    }
  }
  HandleRef DropResult(const HandleRef& f) {
    return Checked(AsType(f, f->type()->ChangeResult(kVoid)));
  }

  // Gathered and spread again as any type of element; or a given array, of the wrong length
  // perhaps.
  HandleRef MakeArrays(Representation result, const Reps& p, int depth) {
    const int at = Pick(static_cast<int>(p.size()) + 1);
    if (Pick(3) == 0) {
      const int count = 3 + Pick(3);
      const Reps inner = With(p, at, Reps(static_cast<size_t>(count), kInt64));
      const HandleRef spread =
          Checked(AsSpreader(Make(result, inner, depth), at, count, FieldType::kInt64));
      void* array = Pick(6) == 0 ? nullptr : &array_;
      return Checked(InsertArguments(spread, at, {TypedWord(array)}));
    }
    const FieldType element = AnyField();
    const Representation r = RepresentationOf(element);
    const int count = Pick(4);
    const Reps inner = With(p, at, Reps(static_cast<size_t>(count), r));
    const HandleRef spread = Checked(AsSpreader(Make(result, inner, depth), at, count, element));
    HandleRef gathered = Checked(AsCollector(spread, at, count, element));
    for (int i = 0; i < count; ++i) {
      gathered = Checked(InsertArguments(gathered, at, {RandomTyped(r)}));
    }
    return gathered;
  }

  HandleRef MakeInvoker(Representation result, const Reps& p, int depth) {
    if (Pick(3) == 0) {
      // However many arguments, they become one array.
      const HandleRef sum = Checked(AsVarargsCollector(sum_, FieldType::kInt64));
      kept_.push_back(sum);
      const Reps numbers(static_cast<size_t>(Pick(4)), kInt64);
      const HandleRef invoker = Checked(GenericInvoker(table_, TypeOf(kInt64, numbers)));
      return Cast(Checked(BindTo(invoker, const_cast<MethodHandle*>(sum.get()))), result, p);
    }
    Reps inner = p;
    for (Representation& r : inner) r = Pick(2) == 0 && CanConvert(r, kValue, false) ? kValue : r;
    const HandleRef callee = Make(result, inner, depth);
    kept_.push_back(callee);
    const MethodType* type = TypeOf(result, p);
    const HandleRef invoker =
        Checked(Pick(3) == 0 ? ExactInvoker(table_, type) : GenericInvoker(table_, type));
    void* given = Pick(12) == 0 ? nullptr : const_cast<MethodHandle*>(callee.get());
    return Checked(BindTo(invoker, given));
  }

  ResourceRef<Script> script_;
  HandleRef code_of_;
  HandleRef sum_;
  std::vector<PropertyCell*> objects_;
  std::vector<PropertyCell*> cells_;
  std::vector<SwitchPointRef> own_points_;
  std::vector<std::shared_ptr<Sites>> all_sites_;
  size_t first_site_ = 0;  // of the graph that is being built
  std::vector<HandleRef> defined_;
  std::set<const MethodHandle*> counted_;
  PendingError error_{88, "given", Value::Int(88)};
  Record record_;
};

}  // namespace krait::callsite

#endif  // KRAIT_TESTS_CALLSITE_KERNEL_GRAPHS_H_
