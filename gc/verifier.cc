#include "gc/verifier.h"

#include <cstdio>
#include <cstdlib>

#include "gc/heap_parts.h"

namespace krait::gc {

namespace {

[[noreturn]] void Fail(const char* when, const char* what, const HeapObject* holder,
                       const HeapObject* target) {
  std::fprintf(stderr, "krait: heap verification failed %s: %s\n", when, what);
  std::fprintf(stderr, "  holder %p: shape %u, kind %u, flags %02x, gc %02x, %zu bytes\n",
               static_cast<const void*>(holder), holder->shape, holder->kind, holder->flags,
               holder->gc, Heap::AllocationSize(holder));
  std::fprintf(stderr, "  reference to %p\n", static_cast<const void*>(target));
  std::abort();
}

}  // namespace

template <typename F>
void Verifier::ForEachOld(F&& f) {
  parts_.blocks.ForEachUsed([&](BlockMeta* block) {
    if (!block->is_free) ForEachMarked(block, f);
  });
  parts_.large.ForEach([&](HeapObject* object) {
    if (heap_.IsLive(object)) f(object);
  });
}

void Verifier::CheckReferences(HeapObject* object) {
  holder_ = object;
  parts_.marker.mode_ = Marker::Mode::kVerify;
  parts_.marker.verify_context_ = this;
  parts_.marker.verify_ = [](HeapObject* target, void* context) {
    auto* verifier = static_cast<Verifier*>(context);
    if (verifier->parts_.finder.Find(reinterpret_cast<uintptr_t>(target)) != target) {
      Fail(verifier->when_, "a reference does not point to an object", verifier->holder_, target);
    }
    if (!verifier->heap_.IsLive(target)) {
      Fail(verifier->when_, "an old object refers to one that is not, unremembered",
           verifier->holder_, target);
    }
  };
  parts_.marker.Trace(object);
  parts_.marker.mode_ = Marker::Mode::kMark;
}

void Verifier::CheckRememberedSet() {
  when_ = "before a minor collection (a missing write barrier?)";
  parts_.marker.trace_table_ = heap_.client()->TraceTable();
  ForEachOld([&](HeapObject* object) {
    if ((object->gc & HeapObject::kUnlogged) != 0) CheckReferences(object);
  });
}

void Verifier::CheckSurvivors() {
  when_ = "after a collection";
  ForEachOld([&](HeapObject* object) {
    if (!heap_.IsLive(object)) Fail(when_, "mark bit and header disagree", object, object);
    CheckReferences(object);
  });
}

}  // namespace krait::gc
