#include "runtime/collection/set.h"

#include <vector>

#include "runtime/collection/set_algebra.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class SetTest : public IsolateTest {
 protected:
  Set* Of(std::initializer_list<int> items) {
    Set* set = Set::New(iso);
    for (int i : items) EXPECT_TRUE(set->Add(iso, Value::Int(i)));
    return set;
  }
  std::vector<int> Items(const Set* set) {
    std::vector<int> items;
    int64_t position = 0;
    Value item;
    while (set->NextItem(&position, &item)) items.push_back(static_cast<int>(item.AsInt()));
    return items;
  }
};

TEST_F(SetTest, SmallIntsStandInOrder) {
  EXPECT_EQ(Items(Of({3, 1, 2})), (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(Items(Of({10, 9, 8})), (std::vector<int>{8, 9, 10}));
}

TEST_F(SetTest, DiscardedItemsAreGone) {
  Set* set = Of({1, 2, 3});
  bool found;
  ASSERT_TRUE(set->Discard(iso, Value::Int(2), &found));
  EXPECT_TRUE(found);
  ASSERT_TRUE(set->Discard(iso, Value::Int(2), &found));
  EXPECT_FALSE(found);
  EXPECT_EQ(Items(set), (std::vector<int>{1, 3}));
}

TEST_F(SetTest, Algebra) {
  Set* a = Of({1, 2, 3, 4});
  const Value b = Value::Object(Of({3, 4, 5}));
  EXPECT_EQ(Items(SetUnion(iso, a, b)), (std::vector<int>{1, 2, 3, 4, 5}));
  EXPECT_EQ(Items(SetIntersection(iso, a, b)), (std::vector<int>{3, 4}));
  EXPECT_EQ(Items(SetDifference(iso, a, b)), (std::vector<int>{1, 2}));
  EXPECT_EQ(Items(SetSymmetricDifference(iso, a, b)), (std::vector<int>{1, 2, 5}));
}

TEST_F(SetTest, TheHashOfAFrozenSetIgnoresTheOrder) {
  Set* a = Set::NewFrozen(iso);
  Set* b = Set::NewFrozen(iso);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(a->Add(iso, Value::Int(i * 64)));
  for (int i = 19; i >= 0; --i) ASSERT_TRUE(b->Add(iso, Value::Int(i * 64)));
  int64_t x, y;
  ASSERT_TRUE(FrozenSetHash(iso, a, &x));
  ASSERT_TRUE(FrozenSetHash(iso, b, &y));
  EXPECT_EQ(x, y);
}

}  // namespace
}  // namespace krait
