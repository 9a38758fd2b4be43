#include "runtime/object/shape.h"

#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class ShapeTest : public IsolateTest {
 protected:
  Str* Name(std::string_view s) { return Str::Intern(iso, s); }
  Type* PlainClass() {
    return NewType(iso, iso->type(ObjectKind::kType), Name("C"), Tuple::New(iso, 0),
                   Dict::New(iso), nullptr);
  }
  HeapObject* Instance(Type* type) { return NewInstance<krait::Instance>(iso, type); }
};

TEST_F(ShapeTest, ObjectsWithTheSameHistoryShareAShape) {
  Type* type = PlainClass();
  HeapObject* a = Instance(type);
  HeapObject* b = Instance(type);
  for (const char* name : {"x", "y"}) {
    ASSERT_TRUE(SetOwnAttribute(iso, a, Name(name), Value::Int(1)));
    ASSERT_TRUE(SetOwnAttribute(iso, b, Name(name), Value::Int(2)));
  }
  EXPECT_EQ(a->shape, b->shape);
  EXPECT_EQ(GetOwnAttribute(iso, a, Name("y")), Value::Int(1));
  EXPECT_EQ(GetOwnAttribute(iso, b, Name("y")), Value::Int(2));
}

TEST_F(ShapeTest, OrderOfAttributesMatters) {
  Type* type = PlainClass();
  HeapObject* a = Instance(type);
  HeapObject* b = Instance(type);
  SetOwnAttribute(iso, a, Name("x"), Value::None());
  SetOwnAttribute(iso, a, Name("y"), Value::None());
  SetOwnAttribute(iso, b, Name("y"), Value::None());
  SetOwnAttribute(iso, b, Name("x"), Value::None());
  EXPECT_NE(a->shape, b->shape);
}

TEST_F(ShapeTest, AttributesBeyondTheInlineSlotsOverflow) {
  HeapObject* object = Instance(PlainClass());
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(SetOwnAttribute(iso, object, Name("a" + std::to_string(i)), Value::Int(i)));
  }
  EXPECT_FALSE(iso->shape_of(object)->IsDictionary());
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(GetOwnAttribute(iso, object, Name("a" + std::to_string(i))), Value::Int(i));
  }
}

TEST_F(ShapeTest, LaterInstancesGetTheRoomThatEarlierOnesLacked) {
  Type* type = PlainClass();
  HeapObject* first = Instance(type);
  for (int i = 0; i < 10; ++i) {
    SetOwnAttribute(iso, first, Name("a" + std::to_string(i)), Value::Int(i));
  }
  EXPECT_GE(iso->shape_of(Instance(type))->inline_capacity, 10);
}

TEST_F(ShapeTest, TooManyAttributesMakeADictionary) {
  HeapObject* object = Instance(PlainClass());
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(SetOwnAttribute(iso, object, Name("a" + std::to_string(i)), Value::Int(i)));
  }
  EXPECT_TRUE(iso->shape_of(object)->IsDictionary());
  EXPECT_EQ(GetOwnAttribute(iso, object, Name("a0")), Value::Int(0));
  EXPECT_EQ(GetOwnAttribute(iso, object, Name("a199")), Value::Int(199));
}

TEST_F(ShapeTest, DeletingTheLastAttributeGoesBack) {
  HeapObject* object = Instance(PlainClass());
  SetOwnAttribute(iso, object, Name("x"), Value::Int(1));
  const ShapeId before = object->shape;
  SetOwnAttribute(iso, object, Name("y"), Value::Int(2));
  bool found;
  ASSERT_TRUE(DeleteOwnAttribute(iso, object, Name("y"), &found));
  EXPECT_TRUE(found);
  EXPECT_EQ(object->shape, before);
  EXPECT_TRUE(GetOwnAttribute(iso, object, Name("y")).IsEmpty());
}

TEST_F(ShapeTest, DeletingAnotherAttributeMakesADictionary) {
  HeapObject* object = Instance(PlainClass());
  SetOwnAttribute(iso, object, Name("x"), Value::Int(1));
  SetOwnAttribute(iso, object, Name("y"), Value::Int(2));
  bool found;
  ASSERT_TRUE(DeleteOwnAttribute(iso, object, Name("x"), &found));
  EXPECT_TRUE(found);
  EXPECT_TRUE(iso->shape_of(object)->IsDictionary());
  EXPECT_EQ(GetOwnAttribute(iso, object, Name("y")), Value::Int(2));
}

TEST_F(ShapeTest, TheInstanceDictionaryIsLive) {
  HeapObject* object = Instance(PlainClass());
  SetOwnAttribute(iso, object, Name("x"), Value::Int(1));
  Dict* dict = InstanceDict(iso, object);
  ASSERT_NE(dict, nullptr);
  EXPECT_EQ(dict->Get(iso, Name("x")), Value::Int(1));
  dict->Set(iso, Name("z"), Value::Int(3));
  EXPECT_EQ(GetOwnAttribute(iso, object, Name("z")), Value::Int(3));
}

TEST_F(ShapeTest, BuiltInSubclassesKeepAttributesBehindTheirLayout) {
  Tuple* bases = Tuple::Of(iso, {Value::Object(iso->type(ObjectKind::kTuple))});
  Type* type = NewType(iso, iso->type(ObjectKind::kType), Name("T"), bases, Dict::New(iso), nullptr);
  ASSERT_NE(type, nullptr);
  auto* tuple = NewInstance<Tuple>(iso, type, 3 * sizeof(Value));
  tuple->size = 3;
  for (int i = 0; i < 3; ++i) tuple->items[i] = Value::Int(i);
  ASSERT_TRUE(SetOwnAttribute(iso, tuple, Name("x"), Value::Int(7)));
  EXPECT_EQ(tuple->items[2], Value::Int(2));
  EXPECT_EQ(GetOwnAttribute(iso, tuple, Name("x")), Value::Int(7));
}

TEST_F(ShapeTest, ShapesDieWithTheirClass) {
  iso->heap().Collect(true);
  std::vector<ShapeId> ids;
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < 50; ++i) {
      HeapObject* object = Instance(PlainClass());
      SetOwnAttribute(iso, object, Name("x"), Value::None());
      ids.push_back(object->shape);
    }
  }();
  iso->heap().Collect(true);
  int alive = 0;
  for (ShapeId id : ids) alive += iso->shape(id) != nullptr;
  // The conservative scan may still see a few.
  EXPECT_LT(alive, 10);
}

}  // namespace
}  // namespace krait
