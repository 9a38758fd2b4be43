#include "runtime/collection/list.h"

#include "runtime/collection/list_sort.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

using ListTest = IsolateTest;

TEST_F(ListTest, ElementKindWidensOnly) {
  List* list = List::New(iso);
  EXPECT_EQ(list->element_kind, ElementKind::kNone);
  list->Append(iso, Value::Int(1));
  EXPECT_EQ(list->element_kind, ElementKind::kInts);
  list->Append(iso, Value::Double(1));
  EXPECT_EQ(list->element_kind, ElementKind::kAny);
  list->Pop(iso, 1);
  EXPECT_EQ(list->element_kind, ElementKind::kAny);
  list->Pop(iso, 0);
  EXPECT_EQ(list->element_kind, ElementKind::kNone);
}

TEST_F(ListTest, BoolsAreNoInts) {
  List* list = List::New(iso);
  list->Append(iso, Value::True());
  EXPECT_EQ(list->element_kind, ElementKind::kAny);
}

TEST_F(ListTest, ExtendsByItself) {
  List* list = List::New(iso);
  for (int i = 0; i < 5; ++i) list->Append(iso, Value::Int(i));
  ASSERT_TRUE(list->Extend(iso, list->view()));
  EXPECT_EQ(list->size, 10);
  EXPECT_EQ(list->At(9), Value::Int(4));
}

TEST_F(ListTest, SplicesAPartOfItself) {
  List* list = List::New(iso);
  for (int i = 0; i < 6; ++i) list->Append(iso, Value::Int(i));
  ASSERT_TRUE(list->Splice(iso, 1, 3, list->view().subspan(2, 4)));
  const int64_t expected[] = {0, 2, 3, 4, 5, 3, 4, 5};
  ASSERT_EQ(list->size, 8);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(list->At(i).AsInt(), expected[i]);
}

TEST_F(ListTest, UnusedSlotsAreEmpty) {
  List* list = List::New(iso);
  for (int i = 0; i < 50; ++i) list->Append(iso, Value::Int(i));
  ASSERT_TRUE(list->Splice(iso, 10, 40, {}));
  for (int64_t i = list->size; i < list->storage->capacity; ++i) {
    EXPECT_TRUE(list->storage->slots[i].IsEmpty());
  }
}

TEST_F(ListTest, SortsStrings) {
  List* list = List::New(iso);
  for (const char* s : {"pear", "apple", "zebra", "äpfel", "fig"}) list->Append(iso, Text(s));
  ASSERT_TRUE(SortList(iso, list, Value::None(), false));
  EXPECT_EQ(list->At(0).As<Str>()->view(), "apple");
  EXPECT_EQ(list->At(4).As<Str>()->view(), "äpfel");
}

TEST_F(ListTest, SortsManyIntsBothWays) {
  List* list = List::New(iso);
  uint32_t state = 1;
  for (int i = 0; i < 10000; ++i) {
    state = state * 1664525 + 1013904223;
    list->Append(iso, Value::Int(state % 1000));
  }
  ASSERT_TRUE(SortList(iso, list, Value::None(), false));
  for (int i = 1; i < 10000; ++i) ASSERT_LE(list->At(i - 1).AsInt(), list->At(i).AsInt());
  ASSERT_TRUE(SortList(iso, list, Value::None(), true));
  for (int i = 1; i < 10000; ++i) ASSERT_GE(list->At(i - 1).AsInt(), list->At(i).AsInt());
}

}  // namespace
}  // namespace krait
