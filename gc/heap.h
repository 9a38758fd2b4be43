// The heap of one isolate: mark-region, non-moving, generational by sticky mark bits.
//
// Small objects (cells, up to kMaxCellBytes) are bump-allocated into free runs of 128-byte lines in
// 32 KiB blocks; larger ones are large objects with a record of their own. A minor collection keeps
// the marks of earlier ones, so that everything marked is "old" and only roots, remembered holders
// and young objects are traced. A full collection starts with clean marks.
//
// What the rest of the runtime has to keep:
//  * Objects do not move. A pointer in a C++ local, a register, or below the StackScope of the
//    outermost entry keeps its object alive, interior pointers included. Nothing else outside of
//    the heap does: use TraceRoots, RootVector or Persistent.
//  * Storing a heap pointer into an object is paired with Barrier(object). It may be left out only
//    when nothing was allocated between the allocation of that object and the store.
//  * Any allocation may collect, and then traces objects that are still being filled in. Memory
//    after the header is zero, and every tracer must accept an object in which fields are zero.
//  * A cell cannot fail to be allocated. When the memory limit is crossed, limit_exceeded() becomes
//    true and HeapClient::LimitExceeded is called; the interpreter raises MemoryError at its next
//    safepoint. A large object can fail: null.
//  * A heap belongs to one thread at a time.
//
// docs/gc.md tells the whole story.
#ifndef KRAIT_GC_HEAP_H_
#define KRAIT_GC_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>

#include "gc/header.h"
#include "gc/statistics.h"
#include "gc/value.h"

namespace krait::gc {

class Heap;
class Marker;
class RootVector;
class HandleTable;
struct HeapParts;

// Cells up to this size live in blocks; their header's `granules` is size / 16.
inline constexpr size_t kMaxCellBytes = 255 * kGranule;

// Visits every reference of an object. Must not allocate, nor touch other objects.
using TraceFn = void (*)(HeapObject*, Marker&);

// What the heap needs from the part above it. The references are called during a collection and
// must not allocate, unless said otherwise.
class HeapClient {
 public:
  virtual ~HeapClient() = default;

  // 256 entries indexed by HeapObject::kind; null for kinds without references. Asked once, but
  // read at every collection, so entries may be filled in later.
  virtual const TraceFn* TraceTable() const = 0;

  // Visits all precise roots (marker.Visit).
  virtual void TraceRoots(Marker& marker) = 0;

  // Names further memory to scan conservatively (marker.VisitConservativeRange): the VM register
  // stack, stacks of suspended host fibers. Only conservative visits are allowed here.
  virtual void ScanStacks(Marker& marker) { (void)marker; }

  // `object` was registered by AddFinalizable and nothing refers to it any more. It has been kept
  // alive for its __del__, which the client calls later, at a safepoint; until then the client must
  // treat it as a root. Its registration has ended. Called after the collection: may allocate off
  // the heap, must not allocate on it.
  virtual void RunFinalizerLater(HeapObject* object) { (void)object; }

  // Clears every weak reference held by `container` whose target is not heap.IsLive(). Called for
  // live registered containers; and for dying ones (!heap.IsLive(container)) when the same
  // collection resurrects objects for __del__, which then might reach them. Weak references to an
  // object are cleared before its __del__ runs.
  virtual void ProcessWeak(HeapObject* container, const Heap& heap) {
    (void)container;
    (void)heap;
  }

  // All that survives is marked, dying objects that were kept for __del__ included, and nothing has
  // been freed: heap.IsLive() is final, also for dead objects. For tables of the client that hold
  // objects without keeping them alive (interned strings, shapes). In a minor collection (`full` is
  // false) only objects that are younger than the last collection can be dead.
  virtual void AfterMarking(const Heap& heap, bool full) {
    (void)heap;
    (void)full;
  }

  // `object`, registered by AddDestructible, is dead: release its native resource. Must not look at
  // other heap objects. Also called for those alive when the heap is destroyed.
  virtual void Destroy(HeapObject* object) { (void)object; }

  // The memory limit was crossed by an allocation that cannot fail. Sets a flag for the
  // interpreter.
  virtual void LimitExceeded() {}

  // For telemetry. Dead objects must not be touched any more.
  virtual void CollectionFinished(const CollectionReport& report) { (void)report; }
};

struct HeapOptions {
  static constexpr size_t kNoLimit = SIZE_MAX;

  size_t memory_limit = kNoLimit;

  // Collect at every allocation (or at every `stress_interval`-th); one in `stress_full_interval`
  // of these collections is full.
  bool stress = false;
  unsigned stress_interval = 1;
  unsigned stress_full_interval = 2;

  // Check all references after, and the remembered set before, every collection; overwrite free
  // memory. A violation aborts with a message.
  bool verify = false;
  unsigned verify_interval =
      1;  // or around every n-th collection only: a check walks the whole heap

  // The n-th allocation fails (0: none does): a large object or a TryAccountExternal is refused;
  // for a cell, which cannot fail, the limit counts as exceeded.
  uint64_t fail_nth = 0;

  // Bytes allocated between minor collections, at least. 0: the built-in default.
  size_t nursery_bytes = 0;

  // A full collection happens when the live heap has grown by this many percent since the last one.
  unsigned full_growth_percent = 75;
};

class Heap {
 public:
  // `client` must outlive the heap.
  Heap(const HeapOptions& options, HeapClient* client);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // ---- Allocation ----

  // `bytes` includes the header. The header is written, the rest is zero. Null only for a large
  // object that would exceed the memory limit even after a collection.
  HeapObject* Allocate(size_t bytes, ShapeId shape, uint8_t kind, uint8_t flags = 0) {
    const size_t size = RoundUp(bytes);
    if (size <= kMaxCellBytes) [[likely]] {
      const uint64_t header = PackHeader(shape, kind, flags, size);
      char* cell = region_.bump;
      if (size <= static_cast<size_t>(region_.limit - cell)) [[likely]] {
        region_.bump = cell + size;
        std::memcpy(cell, &header, sizeof(header));
        return reinterpret_cast<HeapObject*>(cell);
      }
      return AllocateSlow(size, header);
    }
    return AllocateLarge(size, PackHeader(shape, kind, flags, 0));
  }

  // A `T` (a plain struct whose first base is HeapObject, no constructor is run) followed by
  // `trailing_bytes`.
  template <typename T>
  T* New(ShapeId shape, uint8_t kind, size_t trailing_bytes = 0, uint8_t flags = 0) {
    return static_cast<T*>(Allocate(sizeof(T) + trailing_bytes, shape, kind, flags));
  }

  // Bytes of the cell or large object, at least what was asked for.
  static size_t AllocationSize(const HeapObject* object) {
    return object->granules != 0 ? object->granules * kGranule : LargeSize(object);
  }

  // The free run that Allocate bumps through, for compiled code: `bump` and `limit` stand at these
  // offsets in the Heap.
  static constexpr size_t kBumpOffset = 0;
  static constexpr size_t kLimitOffset = 8;
  // The out-of-line half of Allocate for a cell: `size` is a multiple of 16, `header` as PackHeader
  // makes it. Never null.
  HeapObject* AllocateSlow(size_t size, uint64_t header);
  static constexpr uint64_t PackHeader(ShapeId shape, uint8_t kind, uint8_t flags, size_t size) {
    return uint64_t{shape} | uint64_t{kind} << 32 | uint64_t{flags} << 40 |
           uint64_t{size / kGranule} << 56;
  }

  // ---- Write barrier ----

  // Remembers `holder`, whole, for the next minor collection. Call it next to every store of a heap
  // pointer into `holder`, before or after, with no allocation in between.
  void Barrier(HeapObject* holder) {
    if ((holder->gc & HeapObject::kUnlogged) != 0) [[unlikely]]
      LogSlow(holder);
  }
  // The same, where most stored values are known to be ints, floats, None...
  void BarrierFor(HeapObject* holder, Value stored) {
    if (stored.IsHeapOrEmpty()) Barrier(holder);
  }
  void LogSlow(HeapObject* holder);

  // ---- Registration of objects with special deaths ----

  void AddFinalizable(HeapObject* object);
  void AddDestructible(HeapObject* object);
  // At creation, and again after storing a weak reference into an existing container. Registering
  // twice does no harm.
  void AddWeakContainer(HeapObject* object);

  // During ProcessWeak and AfterMarking: does the object survive? At other times: was it alive when
  // the last collection ended (young objects are not).
  bool IsLive(const HeapObject* object) const { return (object->gc & mark_bit_) != 0; }

  // ---- Collection ----

  void Collect(bool full);
  void CollectMinor() { Collect(false); }
  // gc.disable(): stops automatic collections, except under pressure of the memory limit.
  void SetAutomatic(bool enabled);
  bool automatic() const;

  // Whether a collection is running now.
  bool collecting() const { return collecting_; }

  // The outermost entry into the isolate on this thread or fiber: where the conservative scan of
  // the C++ stack ends. Use StackScope.
  void SetStackBase(const void* base) { stack_base_ = base; }
  // The same for an entry that comes from outside. After a shortage of memory, what was hoarded
  // must not survive by what dead frames left on the stack.
  void EnterStack(const void* base) {
    SetStackBase(base);
    if (memory_was_short_) [[unlikely]]
      ForgetDeadFrames();
  }
  const void* stack_base() const { return stack_base_; }

  // ---- Accounting ----

  // Charges (or returns) memory outside of the heap. It hastens collections, and may set
  // limit_exceeded().
  void AccountExternal(Category category, ptrdiff_t delta);
  // Charges `bytes` unless that exceeds the limit even after a collection.
  [[nodiscard]] bool TryAccountExternal(Category category, size_t bytes);

  size_t memory_limit() const;
  void SetMemoryLimit(size_t bytes);
  // All that counts against the limit.
  size_t used_bytes() const;
  // Set when an allocation that cannot fail went above the limit although a collection was tried;
  // cleared by AcknowledgeLimit, or by a collection that gets below the limit. A program that goes
  // on allocating above the limit sets it again after each further 1/32 of the limit.
  bool limit_exceeded() const { return limit_exceeded_; }
  // The MemoryError has been raised.
  void AcknowledgeLimit() { limit_exceeded_ = false; }
  // More than a quarter above the limit: who carries on must be stopped for good.
  bool limit_far_exceeded() const;

  HeapStatistics Statistics() const;

  // ---- Inspection ----

  // The object that `word` points to or into; null when there is none.
  HeapObject* FindObject(uintptr_t word) const;

  // Calls back for every object that is not known to be dead: what the last collection kept, and
  // everything allocated since. Collect(true) first to see reachable ones only. The callback must
  // not allocate.
  using ObjectCallback = void (*)(HeapObject* object, void* context);
  void VisitLiveObjects(ObjectCallback callback, void* context) const;
  template <typename F>
  void VisitLiveObjects(F&& callback) const {
    VisitLiveObjects(
        [](HeapObject* object, void* context) {
          (*static_cast<std::remove_reference_t<F>*>(context))(object);
        },
        const_cast<void*>(static_cast<const void*>(&callback)));
  }

  // Calls back for every object that `object` refers to. The callback must not allocate.
  using ReferenceCallback = void (*)(HeapObject* target, void* context);
  void VisitReferences(HeapObject* object, ReferenceCallback callback, void* context);

  HeapClient* client() const { return client_; }
  HandleTable& handles() const { return *handles_; }

 private:
  friend class Marker;
  friend class RootVector;
  friend class Collector;
  friend class DisallowCollection;
  friend struct HeapParts;

  // Must stay the first member: kBumpOffset.
  struct Region {
    char* bump = nullptr;
    char* limit = nullptr;
  };

  static constexpr size_t RoundUp(size_t bytes) {
    return (bytes + (kGranule - 1)) & ~(kGranule - 1);
  }
  HeapObject* AllocateLarge(size_t size, uint64_t header);
  static size_t LargeSize(const HeapObject* object);
  void ForgetDeadFrames();
  // What the testing modes want done before an allocation. True: it is to fail.
  bool TestBeforeAllocation();

  Region region_;
  // The header bit that means "marked" now; every full collection changes to the other one.
  uint8_t mark_bit_ = HeapObject::kMarked;
  bool collecting_ = false;
  bool limit_exceeded_ = false;
  bool memory_was_short_ = false;  // in the last entry from outside
  uint32_t collection_disallowed_ = 0;
  uint64_t large_allocated_ = 0;
  const void* stack_base_ = nullptr;
  RootVector* root_vectors_ = nullptr;
  HeapClient* client_;
  HandleTable* handles_;
  std::unique_ptr<HeapParts> parts_;
};

// Marks the outermost C++ frame whose locals may hold object pointers. Constructed at every entry
// from the host; nested ones on the same stack cost two loads. The object must be a local.
class StackScope {
 public:
  [[gnu::always_inline]] explicit StackScope(Heap& heap)
      : heap_(heap), previous_(heap.stack_base()) {
    if (previous_ == nullptr) heap.EnterStack(FrameEnd());
  }
  ~StackScope() { heap_.SetStackBase(previous_); }
  StackScope(const StackScope&) = delete;
  StackScope& operator=(const StackScope&) = delete;

 private:
  // The end of the calling function's frame: its saved frame pointer and return address lie there.
  [[gnu::always_inline]] static const void* FrameEnd() {
    return static_cast<const char*>(__builtin_frame_address(0)) + 16;
  }

  Heap& heap_;
  const void* previous_;
};

// While one exists no collection runs; the heap grows instead.
class DisallowCollection {
 public:
  explicit DisallowCollection(Heap& heap) : heap_(heap) { ++heap_.collection_disallowed_; }
  ~DisallowCollection() { --heap_.collection_disallowed_; }
  DisallowCollection(const DisallowCollection&) = delete;
  DisallowCollection& operator=(const DisallowCollection&) = delete;

 private:
  Heap& heap_;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_HEAP_H_
