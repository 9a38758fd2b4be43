// _heapq: priority queues in lists.
//
// Comparisons may run script code that changes the list: every step checks that its size is what it
// was, and reads items anew.
#include "runtime/collection/list-inl.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

// A min-heap, or (`max`) a max-heap.
class Heap {
 public:
  Heap(Isolate* iso, List* list, bool max) : iso_(iso), list_(list), max_(max) {}

  // Moves the item at `position` towards the root, not beyond `start`.
  bool SiftDown(int64_t start, int64_t position) {
    const int64_t size = list_->size;
    const Value item = list_->At(position);
    while (position > start) {
      const int64_t parent = (position - 1) / 2;
      const Value other = list_->At(parent);
      bool before;
      if (!Before(item, other, size, &before)) return false;
      if (!before) break;
      SwapItems(parent, position);
      position = parent;
    }
    return true;
  }

  // Lets the smaller child move up along a path to a leaf, then the item up again: fewer comparisons
  // than stopping on the way down.
  bool SiftUp(int64_t position) {
    const int64_t size = list_->size;
    const int64_t start = position;
    while (2 * position + 1 < size) {
      int64_t child = 2 * position + 1;
      if (child + 1 < size) {
        bool before;
        if (!Before(list_->At(child), list_->At(child + 1), size, &before)) return false;
        child += !before;
      }
      SwapItems(child, position);
      position = child;
    }
    return SiftDown(start, position);
  }

  bool Heapify() {
    for (int64_t i = list_->size / 2 - 1; i >= 0; --i) {
      if (!SiftUp(i)) return false;
    }
    return true;
  }

  // Is `a` to be delivered before `b`?
  bool Before(Value a, Value b, int64_t size, bool* result) {
    if (max_) std::swap(a, b);
    if (a.IsInt() && b.IsInt()) {
      *result = a.AsInt() < b.AsInt();
      return true;
    }
    if (a.IsDouble() && b.IsDouble()) {
      *result = a.AsDouble() < b.AsDouble();
      return true;
    }
    if (!CompareTruth(iso_, CompareOp::kLt, a, b, result)) return false;
    if (list_->size == size) return true;
    return Raise(iso_, ExceptionId::kRuntimeError, "list changed size during iteration");
  }

 private:
  void SwapItems(int64_t i, int64_t k) {
    Value* slots = list_->storage->slots;
    std::swap(slots[i], slots[k]);
  }

  Isolate* iso_;
  List* list_;
  bool max_;
};

// `what` begins the message: "heappop() argument".
List* HeapArgument(Isolate* iso, Value v, const char* what) {
  if (List* list = CastTo<List>(v, ObjectKind::kList)) return list;
  return RaiseF(iso, ExceptionId::kTypeError, "%s must be list, not %.200s", what,
                TypeName(iso, v));
}

Value HeapPush(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, HeapArgument(iso, args[0], "heappush() argument 1"));
  KRAIT_CHECK_OK(AppendFast(iso, list, args[1]));
  return Heap(iso, list, false).SiftDown(0, list->size - 1) ? Value::None() : Value();
}

template <bool max>
Value HeapPop(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, HeapArgument(iso, args[0], max ? "_heappop_max() argument" : "heappop() argument"));
  if (list->size == 0) return RaiseIndexError(iso, "index out of range");
  const Value last = list->Pop(iso, list->size - 1);
  if (list->size == 0) return last;
  const Value first = list->At(0);
  list->Set(iso, 0, last);
  return Heap(iso, list, max).SiftUp(0) ? first : Value();
}

template <bool max>
Value HeapReplace(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, HeapArgument(iso, args[0], max ? "_heapreplace_max() argument 1" : "heapreplace() argument 1"));
  if (list->size == 0) return RaiseIndexError(iso, "index out of range");
  const Value first = list->At(0);
  list->Set(iso, 0, args[1]);
  return Heap(iso, list, max).SiftUp(0) ? first : Value();
}

Value HeapPushPop(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, HeapArgument(iso, args[0], "heappushpop() argument 1"));
  if (list->size == 0) return args[1];
  bool smaller;
  Heap heap(iso, list, false);
  KRAIT_CHECK_OK(heap.Before(list->At(0), args[1], list->size, &smaller));
  if (!smaller) return args[1];
  const Value first = list->At(0);
  list->Set(iso, 0, args[1]);
  return heap.SiftUp(0) ? first : Value();
}

template <bool max>
Value Heapify(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(List*, list, HeapArgument(iso, args[0], max ? "_heapify_max() argument" : "heapify() argument"));
  return Heap(iso, list, max).Heapify() ? Value::None() : Value();
}

constexpr NativeMethod kFunctions[] = {
    {"heappush", HeapPush, "(heap, item, /)", 0,
     "Push item onto heap, maintaining the heap invariant."},
    {"heappop", HeapPop<false>, "(heap, /)", 0, "Pop the smallest item off the heap."},
    {"heappushpop", HeapPushPop, "(heap, item, /)", 0,
     "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heapreplace", HeapReplace<false>, "(heap, item, /)", 0,
     "Pop and return the current smallest value, and add the new item."},
    {"heapify", Heapify<false>, "(heap, /)", 0,
     "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max", HeapPop<true>, "(heap, /)", 0, "Maxheap variant of heappop."},
    {"_heapreplace_max", HeapReplace<true>, "(heap, item, /)", 0,
     "Maxheap variant of heapreplace."},
    {"_heapify_max", Heapify<true>, "(heap, /)", 0, "Maxheap variant of heapify."},
};

}  // namespace

const ModuleSpec kHeapqModule = {
    .name = "_heapq",
    .doc = "Heap queue algorithm (a.k.a. priority queue).",
    .functions = kFunctions,
};

}  // namespace krait
