// The parts of an isolate that few look at: the collector's client, queues of finalisers and weak
// callbacks, the tables behind native types and signatures.
#ifndef KRAIT_RUNTIME_ISOLATE_STATE_H_
#define KRAIT_RUNTIME_ISOLATE_STATE_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "gc/heap.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"
#include "runtime/object/method_cache.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/shape_table.h"

namespace krait {

class Isolate;
struct ModuleState;
struct NativeFunction;
struct NativeMethod;
struct Type;
struct TypeSpec;
struct WeakReference;

struct IsolateState final : gc::HeapClient {
  explicit IsolateState(Isolate* isolate);
  ~IsolateState() override;

  // --- gc::HeapClient ---
  const gc::TraceFn* TraceTable() const override { return trace_table; }
  void TraceRoots(gc::Marker& marker) override;
  void ScanStacks(gc::Marker& marker) override;
  void RunFinalizerLater(HeapObject* object) override;
  void ProcessWeak(HeapObject* container, const gc::Heap& heap) override;
  void Destroy(HeapObject* object) override;
  void LimitExceeded() override;
  void AfterMarking(const gc::Heap& heap, bool full) override;
  void CollectionFinished(const gc::CollectionReport& report) override;

  Isolate* iso;
  ShapeTable shapes;
  MethodCache method_cache;
  gc::TraceFn trace_table[256] = {};

  // Objects whose __del__ is due, and references whose callback is due: roots.
  std::deque<HeapObject*> finalizers;
  std::deque<WeakReference*> callbacks;
  bool running_finalizers = false;
  bool memory_error_due = false;
  bool keyboard_interrupt_due = false;
  bool ready = false;          // bootstrap has ended
  uint64_t distinct_nans = 0;  // how many DistinctNaN has made

  // Weak references by target; neither side is kept alive by it. Swept after each collection.
  std::unordered_map<HeapObject*, std::vector<WeakReference*>> weak_references;

  std::unordered_map<const TypeSpec*, Type*> native_types;
  std::unordered_map<const NativeMethod*, std::unique_ptr<NativeSignature>> signatures;

  // By key: modules/module_state.h.
  std::unordered_map<const char*, std::unique_ptr<ModuleState>> module_states;

  // Objects whose repr is being made.
  std::vector<Value> repr_stack;

  // Modules that host extensions of the runtime want traced.
  using RootTracer = void (*)(Isolate* iso, gc::Marker& marker);
  std::vector<RootTracer> root_tracers;

  // object's own special methods, to tell what a class overrides; set by the bootstrap.
  Value object_getattribute, object_setattr, object_delattr, object_new, object_init, type_call;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_ISOLATE_STATE_H_
