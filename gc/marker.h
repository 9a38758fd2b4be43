// The marker: what tracers and root providers hand references to.
//
// Marking is iterative, with an explicit stack. A visited object first goes through a short queue
// while its header is being prefetched; only then is its mark bit looked at. Long arrays are kept
// as ranges and visited piecemeal, so that the mark stack stays small.
#ifndef KRAIT_GC_MARKER_H_
#define KRAIT_GC_MARKER_H_

#include <cstddef>
#include <cstdint>

#include "gc/header.h"
#include "gc/heap.h"
#include "gc/value.h"

namespace krait::gc {

struct HeapParts;

class Marker {
 public:
  // Any value; non-heap values are skipped.
  void Visit(Value value) {
    if (value.IsHeap()) VisitNonNull(value.AsHeap());
  }
  // May be null.
  void Visit(const HeapObject* object) {
    if (object != nullptr) VisitNonNull(const_cast<HeapObject*>(object));
  }
  // Consecutive values, which must stay in place until the collection has ended.
  void VisitRange(const Value* values, size_t count);

  // A word that may or may not point to or into an object. Valid in HeapClient::ScanStacks only.
  void VisitConservativeWord(uintptr_t word);
  // Words in [begin, end), aligned inwards.
  void VisitConservativeRange(const void* begin, const void* end);

  bool is_full() const { return full_; }
  Heap& heap() const { return heap_; }
  // The isolate's side, for tracers, which are plain functions.
  HeapClient* client() const { return heap_.client(); }

 private:
  friend class Heap;
  friend class Collector;
  friend class Verifier;
  friend struct HeapParts;

  // How visits are understood.
  enum class Mode : uint8_t {
    kMark,    // mark and trace
    kGather,  // conservative words are resolved and kept for later; marks are not touched
    kVerify,  // references are checked by `verify_`
  };
  using VerifyFn = void (*)(HeapObject* target, void* context);

  static constexpr size_t kQueueLength = 16;
  static constexpr size_t kRangePiece = 128;

  struct Range {
    const Value* values;
    size_t count;
  };

  Marker(Heap& heap, HeapParts& parts);
  ~Marker();

  void VisitNonNull(HeapObject* object) {
    if (mode_ == Mode::kMark) [[likely]] {
      Enqueue(object);
    } else {
      VisitSpecial(object);
    }
  }
  void Enqueue(HeapObject* object) {
    __builtin_prefetch(object, 1);
    HeapObject*& slot = queue_[queue_position_++ % kQueueLength];
    HeapObject* due = slot;
    slot = object;
    if (due != nullptr && (due->gc & mark_bit_) == 0) Shade(due);
  }
  void VisitSpecial(HeapObject* object);
  // Marks `object`, and puts it on the stack if it has references.
  void Shade(HeapObject* object);
  void ShadeSlow(HeapObject* object);
  void GrowStack();
  void ChargeStack(ptrdiff_t entries);
  void PushRange(Range range);
  void VisitRangePiece();

  void Begin(bool full, uint8_t mark_bit);
  void End();
  // Traces until nothing is left to trace.
  void Drain();
  // Visits the references of an object that is marked already.
  void Trace(HeapObject* object) {
    if (TraceFn trace = trace_table_[object->kind]) trace(object, *this);
  }

  Mode mode_ = Mode::kMark;
  bool full_ = false;
  uint8_t mark_bit_ = 0;
  uint32_t queue_position_ = 0;
  const TraceFn* trace_table_ = nullptr;
  HeapObject** stack_top_ = nullptr;
  HeapObject** stack_end_ = nullptr;
  HeapObject** stack_base_ = nullptr;
  Range* ranges_ = nullptr;
  size_t range_count_ = 0;
  size_t range_capacity_ = 0;
  HeapObject* queue_[kQueueLength] = {};
  VerifyFn verify_ = nullptr;
  void* verify_context_ = nullptr;
  Heap& heap_;
  HeapParts& parts_;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_MARKER_H_
