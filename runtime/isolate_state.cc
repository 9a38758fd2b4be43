// The isolate as the collector's client.
#include "runtime/isolate_state.h"

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/native.h"
#include "runtime/object/function.h"
#include "runtime/object/instance.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

// What every tracer does first: instances of anything but the exact built-in types keep their shape
// (and through it their class) alive.
template <gc::TraceFn trace>
void Traced(HeapObject* object, gc::Marker& marker) {
  if (object->shape >= ShapeTable::kFirstShape) TraceClassPart(object, marker);
  trace(object, marker);
}

}  // namespace

IsolateState::IsolateState(Isolate* isolate) : iso(isolate), shapes(isolate) {
#define KRAIT_TRACER(Kind, ...) \
  trace_table[static_cast<int>(ObjectKind::k##Kind)] = &Traced<Trace##Kind>;
#define KRAIT_INTERNAL_TRACER(Kind, ...) \
  trace_table[static_cast<int>(ObjectKind::k##Kind)] = &Trace##Kind;
  KRAIT_OBJECT_KINDS(KRAIT_TRACER, KRAIT_INTERNAL_TRACER)
#undef KRAIT_TRACER
#undef KRAIT_INTERNAL_TRACER
  trace_table[static_cast<int>(ObjectKind::kNativeInstance)] = &Traced<TraceNativeInstance>;
  trace_table[static_cast<int>(ObjectKind::kRawBytes)] = nullptr;
}

IsolateState::~IsolateState() = default;

void IsolateState::TraceRoots(gc::Marker& marker) {
  shapes.BeginCycle();
  shapes.TraceBuiltins(marker);
  if (iso->text_ != nullptr) iso->text_->Trace(marker);
  for (Type* type : iso->types_) marker.Visit(type);
  for (Type* type : iso->exceptions_) marker.Visit(type);
#define KRAIT_TRACE_NAME(id, text) marker.Visit(iso->names_.id);
  KRAIT_NAMES(KRAIT_TRACE_NAME)
#undef KRAIT_TRACE_NAME
  for (Str* name : iso->special_names_) marker.Visit(name);
  marker.Visit(iso->pending_);
  marker.Visit(iso->handled_);
  marker.Visit(iso->builtins_);
  marker.Visit(iso->modules_);
  for (HeapObject* object : finalizers) marker.Visit(object);
  for (WeakReference* reference : callbacks) marker.Visit(reference);
  for (const auto& entry : native_types) marker.Visit(entry.second);
  for (Value v : repr_stack) marker.Visit(v);
  for (Value v : {object_getattribute, object_setattr, object_delattr, object_new, object_init,
                  type_call}) {
    marker.Visit(v);
  }
  for (RootTracer trace : root_tracers) trace(iso, marker);
}

void IsolateState::ScanStacks(gc::Marker& marker) {
  if (iso->interpreter_ != nullptr) iso->interpreter_->ScanStacks(marker);
}

void IsolateState::RunFinalizerLater(HeapObject* object) {
  finalizers.push_back(object);
  iso->RequestInterrupt();
}

void IsolateState::ProcessWeak(HeapObject* container, const gc::Heap& heap) {
  switch (static_cast<ObjectKind>(container->kind)) {
    case ObjectKind::kCode: {
      const Code* code = static_cast<Code*>(container);
      if (code->body != nullptr && code->body->sites != nullptr) code->body->sites->DropDead(heap);
      return;
    }
    case ObjectKind::kType:
      SweepSubclasses(static_cast<Type*>(container), heap);
      return;
    case ObjectKind::kWeakReference:
    case ObjectKind::kWeakProxy:
    case ObjectKind::kWeakCallableProxy: {
      auto* reference = static_cast<WeakReference*>(container);
      if (reference->target == nullptr || heap.IsLive(reference->target)) return;
      reference->target = nullptr;
      if (reference->callback && heap.IsLive(container)) {
        callbacks.push_back(reference);
        iso->RequestInterrupt();
      }
      return;
    }
    default:
      return;
  }
}

void IsolateState::Destroy(HeapObject* object) {
  if (object->kind == static_cast<uint8_t>(ObjectKind::kNativeInstance)) {
    const NativeLayout* layout = static_cast<NativeInstance*>(object)->layout;
    if (layout != nullptr && layout->destroy != nullptr) layout->destroy(object, iso);
    return;
  }
  if (object->kind == static_cast<uint8_t>(ObjectKind::kCode)) {
    DestroyCode(static_cast<Code*>(object), iso);
  }
}

void IsolateState::LimitExceeded() {
  memory_error_due = true;
  iso->RequestInterrupt();
}

// Tables that hold objects without keeping them alive.
void IsolateState::AfterMarking(const gc::Heap& heap, bool full) {
  if (iso->text_ != nullptr) iso->text_->strings.Sweep(heap, full);
  shapes.Sweep(heap);
  method_cache.Clear();
  for (auto it = weak_references.begin(); it != weak_references.end();) {
    if (!heap.IsLive(it->first)) {
      it = weak_references.erase(it);
      continue;
    }
    std::erase_if(it->second, [&](WeakReference* r) { return !heap.IsLive(r); });
    if (it->second.empty()) {
      it->first->flags &= static_cast<uint8_t>(~HeapObject::kHasWeakReferences);
      it = weak_references.erase(it);
    } else {
      ++it;
    }
  }
}

void IsolateState::CollectionFinished(const gc::CollectionReport&) { iso->AdvanceTick(); }

Isolate* Isolate::Of(const gc::Marker& marker) {
  return static_cast<IsolateState*>(marker.client())->iso;
}

}  // namespace krait
