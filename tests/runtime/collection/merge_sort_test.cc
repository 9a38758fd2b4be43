#include "runtime/collection/merge_sort.h"

#include <algorithm>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace krait {
namespace {

// Keys are the tens of a number: numbers with equal tens must keep their order.
struct LessTens {
  int* comparisons;
  int operator()(Value a, Value b) const {
    ++*comparisons;
    return a.AsInt() / 10 < b.AsInt() / 10;
  }
};

std::vector<Value> Sorted(std::vector<Value> items, int* comparisons) {
  std::vector<Value> spare((items.size() + 1) / 2);
  MergeSort sort({items.data(), nullptr}, {spare.data(), nullptr},
                 static_cast<int64_t>(items.size()), LessTens{comparisons});
  EXPECT_TRUE(sort.Sort());
  return items;
}

TEST(MergeSortTest, AgreesWithAStableSort) {
  std::mt19937 random(7);
  for (int size : {0, 1, 2, 5, 31, 32, 33, 63, 100, 1000, 4096, 10000}) {
    std::vector<Value> items;
    for (int i = 0; i < size; ++i) items.push_back(Value::Int(random() % (size * 5 + 1)));
    std::vector<Value> expected = items;
    int comparisons = 0;
    std::stable_sort(expected.begin(), expected.end(), [&](Value a, Value b) {
      return a.AsInt() / 10 < b.AsInt() / 10;
    });
    EXPECT_EQ(Sorted(items, &comparisons), expected) << size;
  }
}

TEST(MergeSortTest, SortedItemsCostOneComparisonEach) {
  std::vector<Value> items;
  for (int i = 0; i < 1000; ++i) items.push_back(Value::Int(i));
  int comparisons = 0;
  Sorted(items, &comparisons);
  EXPECT_EQ(comparisons, 999);
}

TEST(MergeSortTest, MovesValuesWithTheirKeys) {
  std::vector<Value> keys, values, key_spare(500), value_spare(500);
  std::mt19937 random(1);
  for (int i = 0; i < 1000; ++i) {
    const int64_t k = random() % 300;
    keys.push_back(Value::Int(k));
    values.push_back(Value::Int(k * 7));
  }
  int comparisons = 0;
  MergeSort sort({keys.data(), values.data()}, {key_spare.data(), value_spare.data()}, 1000,
                 LessTens{&comparisons});
  ASSERT_TRUE(sort.Sort());
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(values[i].AsInt(), keys[i].AsInt() * 7);
}

struct FailingLess {
  int* left;
  int operator()(Value a, Value b) const { return --*left < 0 ? -1 : a.AsInt() < b.AsInt(); }
};

TEST(MergeSortTest, NoItemIsLostWhenAComparisonFails) {
  for (int after : {0, 1, 10, 100, 500, 1000, 2000}) {
    std::vector<Value> items;
    for (int i = 0; i < 300; ++i) items.push_back(Value::Int(i * 7919 % 300));
    std::vector<Value> spare(150);
    int left = after;
    MergeSort sort({items.data(), nullptr}, {spare.data(), nullptr}, 300, FailingLess{&left});
    sort.Sort();
    std::vector<int64_t> numbers;
    for (Value v : items) numbers.push_back(v.AsInt());
    std::sort(numbers.begin(), numbers.end());
    for (int i = 0; i < 300; ++i) ASSERT_EQ(numbers[i], i) << "after " << after;
  }
}

}  // namespace
}  // namespace krait
