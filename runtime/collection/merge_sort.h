// The sorting algorithm behind list.sort(): runs that are there already are found and extended to a
// minimal length by binary insertion, then merged pairwise, balanced by a stack of runs. Parts of two
// runs that are in place already are found by galloping and left alone.
//
// `Less` answers a < b as 1, 0, or -1 for an error, after which Sort returns false with all items
// still there, in some order. Keys and, when present, the values that belong to them are moved
// together. No write barrier is needed: no array gets a reference that it, or its twin, did not
// hold when the sort began.
#ifndef KRAIT_RUNTIME_COLLECTION_MERGE_SORT_H_
#define KRAIT_RUNTIME_COLLECTION_MERGE_SORT_H_

#include <algorithm>
#include <cstdint>

#include "gc/value.h"

namespace krait {

// The items of one sort: `values` is null when the items are their own keys.
struct SortArrays {
  Value* keys;
  Value* values;

  void Copy(int64_t to, const SortArrays& source, int64_t from) const {
    keys[to] = source.keys[from];
    if (values != nullptr) values[to] = source.values[from];
  }
  void CopyRange(int64_t to, const SortArrays& source, int64_t from, int64_t count) const {
    std::copy_n(source.keys + from, count, keys + to);
    if (values != nullptr) std::copy_n(source.values + from, count, values + to);
  }
  void MoveUp(int64_t from, int64_t end) const {  // [from, end) one place up
    std::move_backward(keys + from, keys + end, keys + end + 1);
    if (values != nullptr) std::move_backward(values + from, values + end, values + end + 1);
  }
  void Reverse(int64_t from, int64_t end) const {
    std::reverse(keys + from, keys + end);
    if (values != nullptr) std::reverse(values + from, values + end);
  }
};

template <typename Less>
class MergeSort {
 public:
  // `spare` has room for half of the items (rounded up).
  MergeSort(SortArrays items, SortArrays spare, int64_t count, Less less)
      : items_(items), spare_(spare), count_(count), less_(less) {}

  bool Sort() {
    const int64_t min_run = MinimalRun(count_);
    for (int64_t at = 0; at < count_;) {
      int64_t run = TakeRun(at);
      if (run < 0) return false;
      if (run < min_run) {
        const int64_t wanted = std::min(min_run, count_ - at);
        if (!InsertionSort(at, at + run, at + wanted)) return false;
        run = wanted;
      }
      runs_[run_count_++] = {at, run};
      at += run;
      if (!Collapse(/*all=*/false)) return false;
    }
    return Collapse(/*all=*/true);
  }

 private:
  struct Run {
    int64_t start;
    int64_t length;
  };

  // Between 16 and 32, so that count / run is a power of two or a bit less.
  static int64_t MinimalRun(int64_t n) {
    int64_t rest = 0;
    for (; n >= 32; n >>= 1) rest |= n & 1;
    return n + rest;
  }

  // The length of the run at `at`, made ascending. -1: error.
  int64_t TakeRun(int64_t at) {
    int64_t end = at + 1;
    if (end == count_) return 1;
    int c = less_(items_.keys[end], items_.keys[at]);
    if (c < 0) return -1;
    const bool descending = c == 1;
    for (++end; end < count_; ++end) {
      c = less_(items_.keys[end], items_.keys[end - 1]);
      if (c < 0) return -1;
      if ((c == 1) != descending) break;
    }
    if (descending) items_.Reverse(at, end);
    return end - at;
  }

  // [start, sorted_end) is sorted; sorts [start, end).
  bool InsertionSort(int64_t start, int64_t sorted_end, int64_t end) {
    for (int64_t i = sorted_end; i < end; ++i) {
      const Value key = items_.keys[i];
      const Value value = items_.values == nullptr ? Value() : items_.values[i];
      int64_t low = start, high = i;
      while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        const int c = less_(key, items_.keys[middle]);
        if (c < 0) return false;
        if (c == 1) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      items_.MoveUp(low, i);
      items_.keys[low] = key;
      if (items_.values != nullptr) items_.values[low] = value;
    }
    return true;
  }

  // Keeps the runs' lengths falling steeply from the bottom of the stack: merging stays balanced.
  bool Collapse(bool all) {
    while (run_count_ > 1) {
      int n = run_count_ - 2;
      const auto length = [this](int i) { return runs_[i].length; };
      const bool crowded = (n > 0 && length(n - 1) <= length(n) + length(n + 1)) ||
                           (n > 1 && length(n - 2) <= length(n - 1) + length(n));
      if (crowded || all) {
        if (n > 0 && length(n - 1) < length(n + 1)) --n;
      } else if (length(n) > length(n + 1)) {
        return true;
      }
      if (!MergeAt(n)) return false;
    }
    return true;
  }

  bool MergeAt(int n) {
    Run a = runs_[n], b = runs_[n + 1];
    runs_[n].length = a.length + b.length;
    for (int i = n + 1; i + 1 < run_count_; ++i) runs_[i] = runs_[i + 1];
    --run_count_;
    const int64_t skip = UpperBound(items_.keys[b.start], a.start, a.start + a.length);
    if (skip < 0) return false;
    a.length -= skip - a.start;
    a.start = skip;
    if (a.length == 0) return true;
    const int64_t end = LowerBoundFromEnd(items_.keys[a.start + a.length - 1], b.start,
                                          b.start + b.length);
    if (end < 0) return false;
    b.length = end - b.start;
    if (b.length == 0) return true;
    return a.length <= b.length ? MergeUp(a, b) : MergeDown(a, b);
  }

  // The first position in [start, end) whose key is greater than `key`, galloping from the start.
  int64_t UpperBound(Value key, int64_t start, int64_t end) {
    int64_t low = start, high = end;
    for (int64_t step = 1; start + step <= end; step *= 2) {
      const int c = less_(key, items_.keys[start + step - 1]);
      if (c < 0) return -1;
      if (c == 1) {
        high = start + step - 1;
        break;
      }
      low = start + step;
    }
    while (low < high) {
      const int64_t middle = low + (high - low) / 2;
      const int c = less_(key, items_.keys[middle]);
      if (c < 0) return -1;
      if (c == 1) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  // The first position in [start, end) whose key is not less than `key`, galloping from the end.
  int64_t LowerBoundFromEnd(Value key, int64_t start, int64_t end) {
    int64_t low = start, high = end;
    for (int64_t step = 1; end - step >= start; step *= 2) {
      const int c = less_(items_.keys[end - step], key);
      if (c < 0) return -1;
      if (c == 1) {
        low = end - step + 1;
        break;
      }
      high = end - step;
    }
    while (low < high) {
      const int64_t middle = low + (high - low) / 2;
      const int c = less_(items_.keys[middle], key);
      if (c < 0) return -1;
      if (c == 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // The left run is the shorter one: it waits in the spare arrays.
  bool MergeUp(Run a, Run b) {
    spare_.CopyRange(0, items_, a.start, a.length);
    int64_t left = 0, right = b.start, to = a.start;
    const int64_t right_end = b.start + b.length;
    bool ok = true;
    while (left < a.length && right < right_end) {
      const int c = less_(items_.keys[right], spare_.keys[left]);
      if (c < 0) {
        ok = false;
        break;
      }
      if (c == 1) {
        items_.Copy(to++, items_, right++);
      } else {
        items_.Copy(to++, spare_, left++);
      }
    }
    items_.CopyRange(to, spare_, left, a.length - left);
    return ok;
  }

  // The right run is the shorter one; filled from the end.
  bool MergeDown(Run a, Run b) {
    spare_.CopyRange(0, items_, b.start, b.length);
    int64_t left = a.start + a.length - 1, right = b.length - 1;
    int64_t to = b.start + b.length - 1;
    bool ok = true;
    while (right >= 0 && left >= a.start) {
      const int c = less_(spare_.keys[right], items_.keys[left]);
      if (c < 0) {
        ok = false;
        break;
      }
      if (c == 1) {
        items_.Copy(to--, items_, left--);
      } else {
        items_.Copy(to--, spare_, right--);
      }
    }
    items_.CopyRange(to - right, spare_, 0, right + 1);
    return ok;
  }

  SortArrays items_;
  SortArrays spare_;
  int64_t count_;
  Less less_;
  int run_count_ = 0;
  Run runs_[96];
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_MERGE_SORT_H_
