#include "runtime/object/weak_reference.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate_state.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class WeakReferenceTest : public IsolateTest {
 protected:
  Type* Class() {
    return NewType(iso, iso->type(ObjectKind::kType), Str::Intern(iso, "C"), Tuple::New(iso, 0),
                   Dict::New(iso), nullptr);
  }
};

TEST_F(WeakReferenceTest, OneWithoutCallbackIsShared) {
  const Value target = Value::Object(NewInstance<Instance>(iso, Class()));
  const Value a = NewWeakReference(iso, nullptr, target, Value::Empty());
  const Value b = NewWeakReference(iso, nullptr, target, Value::None());
  EXPECT_EQ(a, b);
  EXPECT_EQ(WeakReferencesTo(iso, target.AsHeap()).size(), 1u);
}

TEST_F(WeakReferenceTest, IntsCannotBeReferred) {
  EXPECT_FALSE(NewWeakReference(iso, nullptr, Value::Int(1), Value::Empty()));
  EXPECT_EQ(ToStr(iso, TakePending(iso))->view(), "cannot create weak reference to 'int' object");
}

TEST_F(WeakReferenceTest, DeadTargetsAreCleared) {
  Type* type = Class();
  const int kCount = 64;
  Tuple* references = Tuple::New(iso, kCount);
  for (int i = 0; i < kCount; ++i) references->items[i] = Value::None();
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < kCount; ++i) {
      const Value target = Value::Object(NewInstance<Instance>(iso, type));
      references->items[i] = NewWeakReference(iso, nullptr, target, Value::Empty());
      iso->Barrier(references);
    }
  }();
  iso->heap().Collect(true);
  int alive = 0;
  for (Value r : references->view()) alive += r.As<WeakReference>()->target != nullptr;
  EXPECT_LT(alive, 8);
}

}  // namespace
}  // namespace krait
